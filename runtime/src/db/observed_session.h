// How a recorder finds out whose statements to record.
#pragma once

#include <memory>
#include <utility>

namespace orm {

class Session;

namespace db {

class EngineCore;

/// The engine of a session, and the tag which the session's connections carry
/// (`EngineCore::connect`). Defined where the session is.
std::pair<std::shared_ptr<EngineCore>, const void*> observed_session(Session& session);

}  // namespace db
}  // namespace orm
