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

void StatementRecorder::clear() {
  recording_->statements.clear();
  recording_->prepares = 0;
}

}  // namespace orm
