#include "db/engine_core.h"
#include "db/observed_session.h"
#include "orm/observe.h"

namespace orm {

StatementRecorder::StatementRecorder(Session& session) {
  auto [engine, tag] = db::observed_session(session);
  engine_ = std::move(engine);
  session_ = std::move(tag);
  recording_ = std::make_unique<db::Recording>(session_.get());
  engine_->observers().recordings.add(*recording_);
}

StatementBudget::StatementBudget(Session& session, std::size_t most) {
  auto [engine, tag] = db::observed_session(session);
  engine_ = std::move(engine);
  session_ = std::move(tag);
  recording_ = std::make_unique<db::Recording>(session_.get(), most);
  engine_->observers().recordings.add(*recording_);
}

}  // namespace orm
