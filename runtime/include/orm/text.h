// The way out: SQL of the program, with values by name.
//
//     session.execute<std::string, std::int64_t>(
//         orm::text("SELECT name, count(*) FROM users WHERE name > :least GROUP BY name"),
//         {{"least", "B"}});
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "orm/expression.h"
#include "orm/query_spec.h"

namespace orm {

/// One statement of SQL; made by orm::text.
class Text {
 public:
  /// Raises InvalidRequestError for a parameter that has no name: `?`, `@x`, `$x`.
  explicit Text(std::string_view sql);

  /// With `?` for each parameter.
  const std::string& sql() const { return sql_; }
  /// Of the parameters, in the order of the text; a name may stand several times.
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::string sql_;
  std::vector<std::string> names_;
};

/// A statement with parameters as `:name`. Their values are bound, never pasted.
inline Text text(std::string_view sql) { return Text(sql); }

/// The value of a parameter of a Text.
struct NamedValue {
  template <class V>
  NamedValue(std::string_view parameter, const V& given) : name(parameter) {
    if constexpr (!detail::NullLike<V>) value = detail::parameter<detail::SideType<V>>(given, {});
  }

  std::string name;
  Value value;
};

namespace detail {

/// The values of the text's parameters, in its order. Raises InvalidRequestError for a parameter
/// without a value, and for a value without a parameter.
std::vector<Value> values_of(const Text& text, std::initializer_list<NamedValue> values);

/// Makes the text what the query reads its objects from.
void read_from_text(QuerySpec& spec, const Text& text, std::initializer_list<NamedValue> values);

}  // namespace detail
}  // namespace orm
