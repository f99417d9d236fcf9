// Columns of nlohmann::json: `type Payload = json as "nlohmann::json" include
// "orm/nlohmann_json.h";`. For programs that have that library; nothing else includes this header.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "orm/type_trait.h"

namespace orm {

/// Stored as the shortest text. A text that is no JSON, or a string that is not UTF-8, becomes a
/// DataError.
template <>
struct TypeTrait<nlohmann::json> {
  using Base = std::string;
  static Base to_base(const nlohmann::json& json) { return json.dump(); }
  static nlohmann::json from_base(const Base& text) { return nlohmann::json::parse(text); }
};

}  // namespace orm
