#include "killed_writer.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <random>
#include <stdexcept>

#include "faults.orm.hpp"
#include "orm/orm.h"
#include "plain_connection.h"

namespace faults_test {

namespace {

class Writer {
 public:
  explicit Writer(const Death& death) {
    std::array<std::string, 6> words = {FAULTS_WRITER,
                                        death.file,
                                        death.mode,
                                        death.synchronous,
                                        std::to_string(death.seed),
                                        std::to_string(death.operations)};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    const int code =
        posix_spawn(&child_, FAULTS_WRITER, &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    answers_ = ends[0];
    if (code != 0) throw std::runtime_error("cannot run " FAULTS_WRITER);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    kill();
    close(answers_);
    waitpid(child_, nullptr, 0);
  }

  /// False when it is dead.
  bool next(std::int64_t& number) {
    std::int64_t answer = 0;
    if (read(answers_, &answer, sizeof answer) != sizeof answer) return false;
    number = answer;
    return true;
  }
  void kill() const { ::kill(child_, SIGKILL); }

 private:
  pid_t child_ = 0;
  int answers_ = -1;
};

constexpr unsigned most_transactions = 12;
constexpr unsigned most_microseconds = 4000;

// Every rule of the writer's rows that does not hold, with its name.
constexpr const char* broken_rules = R"(
SELECT 'entry ' || id || ' is not whole' FROM entries AS e
WHERE count <> (SELECT count(*) FROM parts WHERE entry_id = e.id)
   OR total <> (SELECT sum(amount) FROM parts WHERE entry_id = e.id)
UNION ALL SELECT 'part ' || id || ' is damaged' FROM parts
WHERE trim(text, char(unicode('a') + entry_id % 26)) <> ''
UNION ALL SELECT 'the last one is ' || number || ', not ' || (SELECT max(id) FROM entries)
FROM lasts WHERE number <> coalesce((SELECT max(id) FROM entries), 0)
UNION ALL SELECT 'there are ' || (SELECT count(*) FROM entries) || ' entries up to ' || number
FROM lasts WHERE (SELECT count(*) FROM entries) <> min(number, 40))";

std::string read_by_session(const std::string& file, std::int64_t least) {
  const orm::Engine engine = orm::create_engine("sqlite:///" + file);
  orm::Session session(engine);
  const auto last = session.get<faults::Last>(1);
  if (!last) return least == 0 ? "" : "there is no last one";
  const auto query =
      session.query<faults::Entry>().options(orm::selectinload(faults::Entry::fields.parts));
  for (const auto& entry : query.all()) {
    std::int64_t total = 0;
    for (const auto& part : entry->parts()) total += part.amount();
    if (total != entry->total()) return "a session reads an entry that is not whole";
  }
  if (last->number() >= least) return "";
  return "transaction " + std::to_string(least) + " was acknowledged; there are " +
         std::to_string(last->number());
}

}  // namespace

std::int64_t last_acknowledged(const Death& death) {
  std::mt19937 random(death.seed);
  Writer writer(death);
  std::int64_t number = 0;
  if (death.operations == 0) {
    for (unsigned left = static_cast<unsigned>(random()) % most_transactions;
         left > 0 && writer.next(number);)
      --left;
    usleep(static_cast<useconds_t>(random() % most_microseconds));
    writer.kill();
  }
  while (writer.next(number)) {
  }
  return number;
}

std::string damage_after_death(const std::string& file, std::int64_t least) {
  try {
    const orm_test::PlainConnection plain(file);
    std::string damage;
    for (const char* sql : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
      for (const std::string& line : plain.rows(sql)) {
        if (line != "ok") damage += line + '\n';
      }
    }
    const bool has_tables = !plain.rows("SELECT 1 FROM sqlite_master WHERE name = 'lasts'").empty();
    if (!has_tables) return damage + (least == 0 ? "" : "there are no tables\n");
    for (const std::string& line : plain.rows(broken_rules)) damage += line + '\n';
    return damage.empty() ? read_by_session(file, least) : damage;
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace faults_test
