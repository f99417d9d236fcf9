// A program that writes numbered transactions until it is killed, and says each number when the
// transaction is stored.
//
//   faults_writer <file> <wal|delete|truncate> <as-built|off|normal|full|extra> <seed> <operations>
//
// With <operations> above 0 the file system loses what was not synchronised, and the process, at
// about the operation of that number; see losing_vfs.h.
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <map>
#include <random>
#include <string>

#include "faults.orm.hpp"
#include "losing_vfs.h"
#include "orm/orm.h"

namespace faults_test {

namespace {

using faults::Entry;
using faults::Last;
using faults::Part;

// Older entries are deleted, so that pages of the file are used again.
constexpr std::int64_t entries_kept = 40;

orm::EngineOptions options_of(const std::string& mode, const std::string& synchronous) {
  const std::map<std::string, orm::JournalMode> modes = {{"wal", orm::JournalMode::Wal},
                                                         {"delete", orm::JournalMode::Delete},
                                                         {"truncate", orm::JournalMode::Truncate}};
  const std::map<std::string, orm::Synchronous> degrees = {{"as-built", orm::Synchronous::AsBuilt},
                                                           {"off", orm::Synchronous::Off},
                                                           {"normal", orm::Synchronous::Normal},
                                                           {"full", orm::Synchronous::Full},
                                                           {"extra", orm::Synchronous::Extra}};
  return {.journal_mode = modes.at(mode), .synchronous = degrees.at(synchronous)};
}

// One transaction: an entry with its parts, the end of an older one, and the number of the last.
void write_entry(orm::Session& session, std::int64_t number, std::mt19937& random) {
  const auto entry = session.create<Entry>({.id = number, .count = 0, .total = 0});
  const auto parts = static_cast<std::int64_t>(random() % 12) + 1;
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < parts; ++i) {
    const auto amount = static_cast<std::int64_t>(random() % 1000);
    total += amount;
    const char letter = static_cast<char>('a' + number % 26);
    entry->parts().append(
        orm::make<Part>({.amount = amount, .text = std::string(random() % 3000, letter)}));
  }
  session.flush();
  entry->set_count(parts);
  entry->set_total(total);
  if (const auto old = session.get<Entry>(number - entries_kept)) session.remove(old);
  session.get_one<Last>(1)->set_number(number);
  session.commit();
}

int write_until_killed(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "faults_writer: see the top of its source\n";
    return 2;
  }
  const std::string file = arguments[0];
  std::mt19937 random(static_cast<unsigned>(std::stoul(arguments[3])));
  if (const unsigned long operations = std::stoul(arguments[4])) {
    install_losing_vfs(operations, static_cast<unsigned>(random()));
  }
  orm::Engine engine =
      orm::create_engine("sqlite:///" + file, options_of(arguments[1], arguments[2]));
  faults::create_all(engine);
  orm::Session session(engine);
  if (!session.get<Last>(1)) session.create<Last>({.id = 1, .number = 0});
  session.commit();
  for (std::int64_t number = session.get_one<Last>(1)->number() + 1;; ++number) {
    write_entry(session, number, random);
    session.expunge_all();
    if (write(STDOUT_FILENO, &number, sizeof number) != sizeof number) return 1;
  }
}

}  // namespace

}  // namespace faults_test

int main(int count, char** arguments) {
  try {
    return faults_test::write_until_killed(count - 1, arguments + 1);
  } catch (const std::exception& error) {
    std::cerr << "faults_writer: " << error.what() << '\n';
    return 1;
  }
}
