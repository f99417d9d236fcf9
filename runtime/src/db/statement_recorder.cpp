#include <algorithm>

#include "db/engine_core.h"
#include "orm/observe.h"

namespace orm {

StatementRecorder::StatementRecorder(Engine& engine)
    : engine_(engine.core()), recording_(std::make_unique<db::Recording>(nullptr)) {
  engine_->observers().recordings.add(*recording_);
}

StatementRecorder::~StatementRecorder() { engine_->observers().recordings.remove(*recording_); }

const std::vector<RecordedStatement>& StatementRecorder::statements() const {
  return recording_->statements;
}

std::size_t StatementRecorder::executions() const { return recording_->statements.size(); }

std::size_t StatementRecorder::parameter_sets() const {
  std::size_t sum = 0;
  for (const RecordedStatement& statement : recording_->statements) sum += statement.parameter_sets;
  return sum;
}

std::size_t StatementRecorder::steps() const {
  std::size_t sum = 0;
  for (const RecordedStatement& statement : recording_->statements) sum += statement.steps;
  return sum;
}

std::size_t StatementRecorder::prepares() const { return recording_->prepares; }

std::string StatementRecorder::mismatch(const StatementExpectation& expected) const {
  std::vector<std::size_t> ends;
  expected.match(statements(), 0, ends);
  if (std::find(ends.begin(), ends.end(), executions()) != ends.end()) return "";
  return "expected:\n" + expected.text("  ") + "executed:\n" + db::list_of(statements());
}

void StatementRecorder::clear() {
  recording_->statements.clear();
  recording_->prepares = 0;
}

StatementBudget::StatementBudget(Engine& engine, std::size_t most)
    : engine_(engine.core()), recording_(std::make_unique<db::Recording>(nullptr, most)) {
  engine_->observers().recordings.add(*recording_);
}

StatementBudget::~StatementBudget() { engine_->observers().recordings.remove(*recording_); }

std::size_t StatementBudget::used() const { return recording_->statements.size(); }

}  // namespace orm
