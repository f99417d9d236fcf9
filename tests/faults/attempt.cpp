#include "attempt.h"

#include <sqlite3.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "comparison.h"
#include "faulting_calls.h"
#include "faulting_new.h"
#include "faulting_vfs.h"
#include "program.h"

namespace faults_test {

namespace {

/// What is not as it should be.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw Wrong(otherwise);
}

void require_same(const std::string& found, const std::string& expected, const char* what) {
  if (found == expected) return;
  throw Wrong(std::string(what) + ":\n" + found + "instead of\n" + expected);
}

struct CloseLook {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

// The database as a connection sees it that knows nothing of the session; of one in memory there is
// no other connection.
class Look {
 public:
  explicit Look(const std::string& file) {
    if (file.empty()) return;
    sqlite3* opened = nullptr;
    sqlite3_open(file.c_str(), &opened);
    own_.reset(opened);
  }
  std::string rows() const { return text_of_rows(database()); }
  std::string damage() const { return damage_of(database()); }

 private:
  sqlite3* database() const { return own_ ? own_.get() : first_opened(); }

  std::unique_ptr<sqlite3, CloseLook> own_;
};

// One run of the program.
class Run {
 public:
  Run(const Place& place, std::string url, std::string file, const Fault& fault)
      : place_(place), url_(std::move(url)), file_(std::move(file)), fault_(fault) {}

  void go(const Undisturbed& expected, Undisturbed* record) {
    watch(fault_);
    open();
    take_lost_transaction();
    if (place_.is_file) set_contended_file(file_);
    world_ = make_world();
    std::string rows_before = record == nullptr ? look_at_rows() : std::string();
    const std::vector<Stage> stages = unstruck_stages();
    for (std::size_t i = 0; i < stages.size(); ++i) {
      stage_ = stages[i].name;
      const std::string* after = record == nullptr ? &expected.rows[i] : nullptr;
      run_stage(stages[i], rows_before, after);
      const Pause pause;
      if (record != nullptr) {
        record->said.push_back(world_->said);
        record->rows.push_back(Look(file_).rows());
        continue;
      }
      require_same(world_->said, expected.said[i], "the program read");
      rows_before = expected.rows[i];
    }
    end_watch();
    stage_ = "the end";
    compare(record == nullptr ? rows_before : record->rows.back());
    const Look look(file_);
    require_same(look.damage(), "", "the database is damaged");
  }

  const char* stage() const { return stage_; }

 private:
  static std::vector<Stage> unstruck_stages() {
    const Pause pause;
    return all_stages();
  }

  std::string look_at_rows() const {
    const Pause pause;
    return Look(file_).rows();
  }

  void open() {
    try {
      open_once();
    } catch (const std::exception& error) {
      require_told_and_end(error);
      open_once();
    }
  }

  // To make a session may fail, too.
  std::unique_ptr<World> make_world() {
    try {
      return std::make_unique<World>(*engine_);
    } catch (const std::exception& error) {
      require_told_and_end(error);
    }
    return std::make_unique<World>(*engine_);
  }

  void open_once() {
    engine_.reset();
    forget_opened();
    engine_ = std::make_unique<orm::Engine>(orm::create_engine(
        url_, {.warn = [](std::string_view) {},
               .busy_timeout = std::chrono::milliseconds(0),
               .journal_mode = place_.is_file ? place_.mode : orm::JournalMode::AsFound}));
    faults::create_all(*engine_);
  }

  // One of the runtime's own errors, whose words are there; but for memory, which the program
  // lacks as well.
  void require_told(const std::exception& error) const {
    require(has_struck(), std::string("without a fault: ") + error.what());
    if (dynamic_cast<const Wrong*>(&error) != nullptr) throw Wrong(error.what());
    if (fault_.kind == Kind::New && dynamic_cast<const std::bad_alloc*>(&error) != nullptr) return;
    const auto* told = dynamic_cast<const orm::Error*>(&error);
    require(told != nullptr, std::string("not one of the runtime's errors: ") + error.what());
    require(std::string(told->what()).find("not an error") == std::string::npos,
            std::string("says nothing: ") + told->what());
    const bool is_told_later = dynamic_cast<const orm::PendingRollbackError*>(&error) != nullptr;
    require(!is_told_later || std::string(told->what()).find("savepoint") != std::string::npos,
            std::string("hides what happened: ") + told->what());
  }

  void require_told_and_end(const std::exception& error) const {
    end_watch();
    require_told(error);
  }

  void run_stage(const Stage& stage, const std::string& before, const std::string* after) {
    try {
      attempt(*world_, stage);
    } catch (const std::exception& error) {
      {
        const Pause pause;
        require_told(error);
        if (!stage.commits_by_another) require_locked_out(*world_);
      }
      if (fault_.ends_session) {
        end_session();
      } else {
        roll_back(*world_);
      }
      end_watch();
      end_contention();
      // What could not be rolled back is before the connection is used again, and there is no other
      // that could look.
      if (!place_.is_file) orm::Session(*engine_).query<faults::Tag>().count();
      const std::string rows = Look(file_).rows();
      const bool is_there = stage.commits_by_another && after != nullptr && rows == *after;
      if (!is_there) require_same(rows, before, "after the rollback there is");
      if (fault_.ends_session) begin_session();
      compare(rows);
      attempt(*world_, stage);
    }
  }

  void end_session() {
    kept_ = {world_->kept_author, world_->kept_book};
    world_.reset();
  }

  // With what the program has kept of the one before.
  void begin_session() {
    world_ = std::make_unique<World>(*engine_);
    std::tie(world_->kept_author, world_->kept_book) = std::exchange(kept_, {});
    // Its tags are objects that this session reads itself.
    if (world_->kept_book && world_->kept_book->state() == orm::ObjectState::Transient) {
      world_->kept_book->tags().clear();
    }
    take_on(world_->kept_author);
    take_on(world_->kept_book);
  }

  template <class Entity>
  void take_on(const orm::Ptr<Entity>& kept) {
    if (!kept || kept->state() == orm::ObjectState::Transient) return;
    require(kept->state() != orm::ObjectState::Pending, "the session has not let go of an object");
    world_->session.add(kept);
    // What was set, and is not stored.
    world_->session.expire(kept);
  }

  void attempt(World& world, const Stage& stage) {
    world.said.clear();
    stage.run(world);
    world.session.commit();
  }

  // Where SQLite has rolled back, nothing may be written as if it had not.
  void require_locked_out(World& world) const {
    if (!take_lost_transaction()) return;
    const auto require_refused = [](const char* what, const auto& call) {
      std::string outcome = "it succeeds";
      try {
        call();
      } catch (const orm::PendingRollbackError&) {
        return;
      } catch (const std::exception& error) {
        outcome = error.what();
      }
      throw Wrong(std::string("a transaction was lost, and ") + what +
                  " is not refused: " + outcome);
    };
    require_refused("a query", [&] { world.session.query<faults::Tag>().count(); });
    require_refused("commit", [&] { world.session.commit(); });
  }

  // Fails only for want of memory, and succeeds when it is called again and there is some.
  void roll_back(World& world) const {
    try {
      world.session.rollback();
    } catch (const std::bad_alloc&) {
      const bool is_our_fault = fault_.kind == Kind::New;
      if (fault_.lasts || !is_our_fault) end_watch();
      require(is_our_fault, "rollback has failed");
      world.session.rollback();
    }
  }

  void compare(const std::string& rows) const {
    World& world = *world_;
    orm::Session& session = world.session;
    require(session.new_objects().empty() && session.dirty().empty() && session.deleted().empty(),
            "objects are left to be written");
    require_same(text_of_objects(session), rows, "the objects are");
    for (const orm::Object* kept : {world.kept_author.object(), world.kept_book.object()}) {
      const bool is_stored = rows.find("|Eve") != std::string::npos;
      require(kept == nullptr || (kept->state() == orm::ObjectState::Persistent) == is_stored,
              "an object is in another state than its row");
    }
    session.rollback();
  }

  const Place& place_;
  std::string url_;
  std::string file_;
  Fault fault_;
  const char* stage_ = "opening";
  std::unique_ptr<orm::Engine> engine_;
  std::unique_ptr<World> world_;
  // While there is no session.
  std::pair<orm::Ptr<faults::Author>, orm::Ptr<faults::Book>> kept_;
};

}  // namespace

Attempts::Attempts(const Place& place) : place_(place) {
  install_faulting_calls();
  install_faulting_vfs();
  // Looks at the rows of each stage, and allocates what a process needs once: the points are those
  // of a run that does neither.
  for (Undisturbed* record : {&undisturbed_, static_cast<Undisturbed*>(nullptr)}) {
    const std::string failure = run({}, record);
    if (!failure.empty()) throw std::runtime_error(failure);
  }
  undisturbed_.points = counted();
}

std::string Attempts::url() const {
  return place_.is_file ? "sqlite:///" + folder_.file("a.db") : "sqlite://";
}

void Attempts::remove_files() const {
  for (const char* name : {"a.db", "a.db-wal", "a.db-shm", "a.db-journal"}) {
    std::error_code ignored;
    std::filesystem::remove(folder_.file(name), ignored);
  }
}

std::string Attempts::failure_of(const Fault& fault) { return run(fault, nullptr); }

std::string Attempts::run(const Fault& fault, Undisturbed* record) {
  remove_files();
  const std::size_t blocks = live_allocations();
  const std::int64_t bytes = sqlite3_memory_used();
  std::string failure;
  {
    Run run(place_, url(), place_.is_file ? folder_.file("a.db") : "", fault);
    try {
      run.go(undisturbed_, record);
    } catch (const std::exception& error) {
      end_watch();
      failure = describe(fault) + ", in " + run.stage() + ": " + error.what();
    }
    end_watch();
    set_contended_file("");
  }
  if (!failure.empty() || record != nullptr) return failure;
  if (sqlite3_memory_used() != bytes)
    return describe(fault) + ": SQLite's memory is not given back";
  if (live_allocations() != blocks) return describe(fault) + ": memory is not given back";
  if (open_files() != 0) return describe(fault) + ": files are open";
  return "";
}

}  // namespace faults_test
