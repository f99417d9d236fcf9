#include <fmt/format.h>

#include <cstdio>

#include "driver/command.h"
#include "driver/declare.h"
#include "driver/messages.h"
#include "driver/run.h"

namespace ormgen {
namespace {

ExitCode say_that_all_is_well(const Resolved& run) {
  const bool is_heard = stderr_is_a_terminal() && may_be_talked_to(run.options);
  if (!run.options.quiet && is_heard) fmt::print(stderr, "ormgen: no errors\n");
  return ExitCode::Fine;
}

ExitCode run_check(const Options& options) { return with_model(options, say_that_all_is_well); }

}  // namespace

const Command check_command = {
    "", "check", "Say what is wrong in the schemas", declare_check, run_check, true};

}  // namespace ormgen
