// Runs one workload of scripts/bench at a small size, so that callgrind can count what it costs.
//
//   cost_program <workload>                cost::run_region is what counts
//   cost_program <workload> --statements   counts statements, which costs by itself, and adds up
//   rows cost_program --sqlite-version
//
// Prints a word and a value on each line. A database that has to be a file is cost.db in the
// working directory.
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "bench.orm.hpp"
#include "workloads.h"

namespace {

void print(const char* word, std::uint64_t number) {
  std::printf("%s %llu\n", word, static_cast<unsigned long long>(number));
}

int print_version() {
  const orm::Engine engine = orm::create_engine("sqlite://");
  orm::Session session(engine);
  for (const std::string& version :
       session.execute<std::string>(orm::text("SELECT sqlite_version()"))) {
    std::printf("SQLite %s\n", version.c_str());
  }
  return 0;
}

int run(const cost::Workload& workload, bool counts_statements) {
  const cost::Rows rows = cost::make_rows();
  orm::Engine engine = orm::create_engine(
      workload.needs_file ? "sqlite:///cost.db" : "sqlite://",
      {.warn = [](std::string_view) {}, .synchronous = orm::Synchronous::Normal});
  bench_models::create_all(engine);
  if (workload.needs_rows) {
    orm::Session session(engine);
    cost::fill(session, rows);
    session.execute(orm::text("ANALYZE"));
    session.commit();
  }
  cost::Region region(engine, counts_statements);
  std::uint64_t sum = 0;
  {
    orm::Session session(engine);
    sum = workload.run({rows, session, region});
  }
  print("regions", region.runs());
  if (!counts_statements) {
    print("allocations", region.allocations());
  } else {
    print("prepares", region.statements()->prepares);
    print("statements", region.statements()->executions);
    print("steps", region.statements()->steps);
    orm::Session session(engine);
    print("sum", sum + cost::sum_of_tables(session));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--sqlite-version") return print_version();
  const bool counts_statements = arguments.size() == 2 && arguments[1] == "--statements";
  const cost::Workload* workload =
      arguments.size() == 1 || counts_statements ? cost::find_workload(arguments[0]) : nullptr;
  if (workload == nullptr) {
    std::fputs("usage: cost_program <workload> [--statements] | --sqlite-version\n", stderr);
    return 2;
  }
  return run(*workload, counts_statements);
}
