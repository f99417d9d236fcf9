// usage: differential_runner DATABASE DUMP <PROGRAMS >OUTPUT
// Runs the programs one after another in a database file of its own, which must not exist. DUMP is
// a file with the query that gives all rows.
#include <fstream>
#include <iostream>
#include <iterator>

#include "database.h"
#include "executor.h"

namespace {

const char* const empty_tables =
    "PRAGMA synchronous = OFF; BEGIN; DELETE FROM post_tag; DELETE FROM friendship; DELETE FROM "
    "chapters; DELETE FROM memberships; DELETE FROM "
    "comments; DELETE FROM posts;"
    "DELETE FROM profiles; DELETE FROM authors; DELETE FROM categories; DELETE FROM clubs;"
    "DELETE FROM tags; COMMIT;";

std::string text_of(const std::string& path) {
  std::ifstream input(path);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

int run(const std::string& file, const std::string& dump) {
  orm::Engine engine = orm::create_engine(
      "sqlite:///" + file,
      {.journal_mode = orm::JournalMode::Wal, .synchronous = orm::Synchronous::Off});
  differential::create_all(engine);
  for (const differential::Program& program : differential::read_programs(std::cin)) {
    std::cout << "program " << program.number << "\n";
    differential::Executor(engine, file, dump, std::cout).run(program);
    // What a crash must not take along.
    std::cout.flush();
    orm_test::execute(file, empty_tables);
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: differential_runner DATABASE DUMP <PROGRAMS >OUTPUT\n";
    return 2;
  }
  try {
    return run(arguments[1], text_of(arguments[2]));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
