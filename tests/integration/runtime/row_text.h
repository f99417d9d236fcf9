// The text of what queries for operators.orm have read, as a PlainConnection writes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "operators.orm.hpp"
#include "orm/orm.h"
#include "plain_connection.h"

namespace operators {

inline std::string cell(bool value) { return value ? "1" : "0"; }
inline std::string cell(std::int64_t value) { return std::to_string(value); }
inline std::string cell(double value) { return orm_test::number_text(value); }
inline std::string cell(const std::string& value) { return value; }
inline std::string cell(const std::vector<std::byte>& value) {
  return std::string(reinterpret_cast<const char*>(value.data()), value.size());
}
inline std::string cell(const orm::Date& value) { return orm::to_string(value); }
inline std::string cell(const orm::DateTime& value) { return orm::to_string(value); }
inline std::string cell(const orm::Time& value) { return orm::to_string(value); }
inline std::string cell(const orm::Decimal& value) { return cell(value.to_double()); }
template <class T>
std::string cell(const std::optional<T>& value) {
  return value.has_value() ? cell(*value) : "NULL";
}
template <class... Types>
std::string cells(const Types&... values) {
  std::string row;
  ((row += "|" + cell(values)), ...);
  return row.substr(1);
}
inline std::string cell(const orm::Ptr<Shop>& object) {
  if (object == nullptr) return "NULL|NULL|NULL|NULL";
  return cells(object->id(), object->name(), object->town(), object->parent_id());
}
inline std::string cell(const orm::Ptr<Tag>& object) { return cells(object->id(), object->word()); }
/// Of a sale its key, before all else.
inline std::string cell(const orm::Ptr<Sale>& object) { return cell(object->id()); }
template <class... Types>
std::string cell(const std::tuple<Types...>& row) {
  return std::apply([](const auto&... values) { return cells(values...); }, row);
}

/// All rows of a query.
template <class Query>
std::vector<std::string> cells_of(const Query& query) {
  std::vector<std::string> rows;
  for (const auto& row : query.all()) rows.push_back(cell(row));
  return rows;
}

}  // namespace operators
