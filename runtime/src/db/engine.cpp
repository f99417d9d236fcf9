#include "orm/engine.h"

#include "db/engine_core.h"

namespace orm {

Engine create_engine(std::string_view url, EngineOptions options) {
  return Engine(db::EngineCore::open(url, std::move(options)));
}

}  // namespace orm
