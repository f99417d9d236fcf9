// Values that other programs have written, and the ways to read them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hostile.orm.hpp"
#include "orm/orm.h"

namespace hostile {

/// A value as anybody may see it.
std::string shown(bool value);
std::string shown(std::int64_t value);
std::string shown(double value);
std::string shown(float value);
std::string shown(const std::string& value);
std::string shown(const std::vector<std::byte>& value);
std::string shown(const orm::Date& value);
std::string shown(const orm::Time& value);
std::string shown(const orm::DateTime& value);
std::string shown(const orm::Uuid& value);
std::string shown(const orm::Decimal& value);
inline std::string shown(std::int16_t value) { return shown(std::int64_t{value}); }
inline std::string shown(std::int32_t value) { return shown(std::int64_t{value}); }
inline std::string shown(Grade value) { return shown(static_cast<std::int64_t>(value)); }
inline std::string shown(Level value) { return shown(static_cast<std::int64_t>(value)); }
template <class T>
std::string shown(const std::optional<T>& value) {
  return value.has_value() ? shown(*value) : "nothing";
}

/// What SQL stores in a column, and what the program sees then; nothing where it is refused.
struct Stored {
  std::string sql;
  std::optional<std::string> seen = std::nullopt;
};

/// A way to read the column of row 7 without its object.
struct RowWay {
  std::string name;
  std::function<std::string(orm::Session&)> read;
};

struct ColumnCase {
  std::string column;
  /// The first one fits.
  std::vector<Stored> values;
  std::string (*of_object)(const Thing& thing);
  std::vector<RowWay> row_ways;
};

/// A way to come to the object of row 7.
struct ObjectWay {
  std::string name;
  std::function<orm::Ptr<Thing>(orm::Session&)> load;
  /// What is done while the row is as it should be.
  std::function<void(orm::Session&)> prepare = [](orm::Session&) {};
};

const std::vector<ColumnCase>& column_cases();
const std::vector<ObjectWay>& object_ways();

}  // namespace hostile
