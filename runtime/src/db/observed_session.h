// How a recorder finds out whose statements to record.
#pragma once

#include <memory>
#include <utility>

namespace orm {

class Session;

namespace db {

class EngineCore;

/// The engine of a session, and the tag which the session's connections carry
/// (`EngineCore::connect`); no other session gets it while it is kept. Defined where the session
/// is.
std::pair<std::shared_ptr<EngineCore>, std::shared_ptr<const void>> observed_session(
    Session& session);

}  // namespace db
}  // namespace orm
