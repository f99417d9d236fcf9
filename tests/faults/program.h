// The program that is struck: transactions which together use every kind of relationship and every
// way of reading and writing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "faults.orm.hpp"
#include "orm/orm.h"

namespace faults_test {

/// What a transaction of the program works with.
struct World {
  explicit World(orm::Engine& its_engine) : engine(its_engine), session(its_engine) {}

  /// Notes what was read: the same in each run.
  void say(const std::string& text) { said += text + ' '; }
  void say(std::int64_t number) { say(std::to_string(number)); }

  orm::Engine& engine;
  orm::Session session;
  std::string said;
  /// Objects that were made once, and are added again when their transaction is run again.
  orm::Ptr<faults::Author> kept_author;
  orm::Ptr<faults::Book> kept_book;
};

/// The work of one transaction, which ends with a commit. After a rollback it can be run again, and
/// then leaves and says the same.
struct Stage {
  const char* name;
  void (*run)(World& world);
  /// What it writes may be there although it has failed: another session has committed it.
  bool commits_by_another = false;
};

std::span<const Stage> writing_stages();
std::span<const Stage> reading_stages();
/// All of them, in the order of the program.
std::vector<Stage> all_stages();

}  // namespace faults_test
