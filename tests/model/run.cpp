#include "run.h"

#include <algorithm>
#include <exception>

namespace model_test {

namespace {

class Runner {
 public:
  Runner(const Program& program, Stored& stored)
      : stored_(stored), model_(program.autoflush), world_(stored.engine(), program) {}

  void step(const Operation& operation) {
    if (!model_.allows(operation)) return;
    if (PlainModel::needs_flush(operation)) {
      flush();
      if (!model_.allows(operation)) return;
    }
    world_.carry_out(operation, model_);
    if (model_.autoflush() && world_.has_flushed(model_.now())) model_.flush();
    model_.apply(operation);
    world_.tidy(operation, model_.now());
    world_.compare_loaded(model_.now(), Transients::Compared);
    world_.compare_values(operation, model_);
    if (model_.commits() == commits_) return;
    commits_ = model_.commits();
    stored_.compare(model_.committed(), world_);
  }

 private:
  void flush() {
    world_.flush();
    model_.flush();
    world_.compare_loaded(model_.now(), Transients::Compared);
  }

  Stored& stored_;
  PlainModel model_;
  World world_;
  int commits_ = 0;
};

Program without(const Program& program, std::size_t first, std::size_t count) {
  Program shorter = program;
  const auto begin = shorter.operations.begin() + static_cast<std::ptrdiff_t>(first);
  shorter.operations.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  return shorter;
}

}  // namespace

std::string failure_of(const Program& program, Stored& stored) {
  stored.clear();
  std::size_t i = 0;
  try {
    Runner runner(program, stored);
    for (; i < program.operations.size(); ++i) runner.step(program.operations[i]);
    for (const Action last : {Action::Commit, Action::ReadAll}) runner.step({last});
  } catch (const std::exception& error) {
    const std::string after =
        i < program.operations.size() ? describe(program.operations[i]) : "the last commit";
    return "after " + after + ": " + error.what();
  }
  return "";
}

Program shrunk(Program program, Stored& stored) {
  for (std::size_t size = program.operations.size() / 2; size > 0;) {
    bool is_shorter = false;
    for (std::size_t first = 0; first < program.operations.size();) {
      const std::size_t count = std::min(size, program.operations.size() - first);
      Program shorter = without(program, first, count);
      if (failure_of(shorter, stored).empty()) {
        first += count;
      } else {
        program = std::move(shorter);
        is_shorter = true;
      }
    }
    if (!is_shorter || size > 1) size /= 2;
  }
  return program;
}

}  // namespace model_test
