#include "db/engine_core.h"
#include "db/observed_session.h"
#include "orm/observe.h"

namespace orm {

StatementRecorder::StatementRecorder(Session& session) {
  auto [engine, user] = db::observed_session(session);
  engine_ = std::move(engine);
  recording_ = std::make_unique<db::Recording>(user);
  engine_->observers().recordings.add(*recording_);
}

StatementBudget::StatementBudget(Session& session, std::size_t most) {
  auto [engine, user] = db::observed_session(session);
  engine_ = std::move(engine);
  recording_ = std::make_unique<db::Recording>(user, most);
  engine_->observers().recordings.add(*recording_);
}

}  // namespace orm
