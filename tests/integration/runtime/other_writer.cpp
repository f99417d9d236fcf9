// A second process that writes to the database of a test.
//
//   other_writer step <url> <deferred|immediate>
//       Renames the user in steps: says what it has done, and waits for a line before it goes on.
//   other_writer count <url> <deferred|immediate> <name> <rounds>
//       Adds 1 to the number that is the user's name, and an address, in one transaction a round.
#include <iostream>
#include <string>

#include "counting.h"

namespace scenarios {
namespace {

orm::Engine engine_of(char** arguments) {
  const bool is_immediate = std::string(arguments[1]) == "immediate";
  return orm::create_engine(arguments[0],
                            {.begin = is_immediate ? orm::Begin::Immediate : orm::Begin::Deferred});
}

void say_and_wait(const char* what) {
  std::cout << what << '\n' << std::flush;
  std::string line;
  std::getline(std::cin, line);
}

void rename_in_steps(const orm::Engine& engine) {
  orm::Session session(engine);
  const auto user = session.query<User>().one();
  say_and_wait("read");
  user->set_name("other");
  session.flush();
  say_and_wait("flushed");
  session.commit();
  std::cout << "committed" << '\n' << std::flush;
}

int run(int count, char** arguments) {
  const std::string what = count > 0 ? arguments[0] : "";
  if (what == "step" && count == 3) {
    rename_in_steps(engine_of(arguments + 1));
    return 0;
  }
  if (what == "count" && count == 5) {
    count_up(engine_of(arguments + 1), arguments[3], std::stoi(arguments[4]));
    return 0;
  }
  std::cerr << "other_writer: see the top of its source\n";
  return 2;
}

}  // namespace
}  // namespace scenarios

int main(int count, char** arguments) {
  try {
    return scenarios::run(count - 1, arguments + 1);
  } catch (const std::exception& error) {
    std::cerr << "other_writer: " << error.what() << '\n';
    return 1;
  }
}
