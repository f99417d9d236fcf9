// SELECT statements over entities: their shape, for the statement cache, and their text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orm/expression.h"
#include "orm/inline_vector.h"
#include "orm/mapping.h"
#include "orm/query_steps.h"
#include "orm/row.h"

namespace orm::sql {

/// A relationship that is read in the same statement, by an outer join.
struct Join {
  const EntityMapping* owner;
  const RelationshipMapping* relationship;
  /// Position of the join that reads `owner`; `root` for the entity asked for.
  std::size_t parent;
  /// As in Select.
  std::uint64_t columns = 0;
  /// What has to hold for the rows of the target that are joined; null where that is nothing.
  const detail::ExpressionData* criteria = nullptr;
  /// The query joins the target itself, by this name or that of its table.
  bool is_given = false;
  const char* alias = nullptr;

  static constexpr std::size_t root = ~std::size_t{0};
};

/// Restricts a select to the rows of some keys.
struct Keys {
  /// Number of keys; 0 is no restriction.
  std::size_t count = 0;
  /// The columns that hold them: of the entity, or of the link table.
  std::span<const std::uint16_t> columns = {};
  /// The many-to-many relationship that leads to the entity: its table is joined, and the key of
  /// each row is read behind all other columns.
  const RelationshipMapping* link = nullptr;
};

struct Select {
  const EntityMapping* entity;
  /// The columns to be read, as a set of bits (value/columns.h); 0 for all that are not deferred.
  std::uint64_t columns = 0;
  /// Null where there are no conditions, and no order.
  const detail::ExpressionData* where = nullptr;
  const detail::ExpressionData* order = nullptr;
  /// As in Join, for the entity's rows; stands beside keys and other conditions.
  const detail::ExpressionData* criteria = nullptr;
  /// Null where the query has nothing beyond an entity.
  const detail::QueryParts* parts = nullptr;
  bool has_limit = false;
  bool has_offset = false;
  /// The limit is one of rows, of which the first one is wanted.
  bool takes_first = false;
  /// Rows are not to repeat objects.
  bool is_streamed = false;
  /// Counts the objects instead of reading them.
  bool counts = false;
  std::vector<Join> joins = {};
  Keys keys = {};
  /// Order of the entity's rows, before that of the joins.
  std::span<const OrderBy> order_by = {};
};

inline bool has_tokens(const detail::ExpressionData* data) {
  return data != nullptr && !data->tokens.empty();
}

/// True where each row of the text is a row of the entity and its joins, read at once.
inline bool is_just_rows(const Select& select) {
  return select.parts == nullptr && !select.has_offset && !select.counts && !select.is_streamed;
}

/// True for a column of the entity itself, and not of an occurrence with a name.
inline bool is_column_of(const detail::Token& token, const EntityMapping& entity) {
  return token.op == detail::Operator::Column && token.entity == &entity && token.alias == nullptr;
}

/// What a statement that writes returns of each row.
struct Returned {
  /// The primary key, and these columns.
  bool has_key = false;
  std::uint64_t columns = 0;
  /// What the program asks for, behind them; null where that is nothing.
  const detail::ItemList* items = nullptr;
};

/// Bytes that are equal for two selects exactly when their texts are. Those of most selects need no
/// memory of their own.
class SelectShape {
 public:
  explicit SelectShape(const Select& select);
  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }

 private:
  detail::InlineVector<char, 256> bytes_;
};
/// The same bytes, to be added to.
std::string shape_of(const Select& select);
/// For other statements with the conditions of a select: `bytes` and those of the expression.
void append_shape(std::string& bytes, const detail::ExpressionData& data);
void append_shape(std::string& bytes, const Returned& returned);

/// The columns of the entity in schema order, then those of each join; or the items of the parts.
std::string select_text(const Select& select);
/// The same with the columns as the arguments of `function` and without an order. `is_by_key` reads
/// the table itself and no index, and so in the order of its key.
std::string select_text(const Select& select, std::string_view function, bool is_by_key);

using Parameters = detail::InlineVector<ValueView, 8>;

/// The values of a select without keys, in the order of its text.
Parameters parameters_of(const Select& select, const std::optional<std::int64_t>& limit,
                         const std::optional<std::int64_t>& offset);

// Apart, so that what most selects do not have is no more than looked at.
template <class Values>
[[gnu::noinline]] void append_all_values(Values& parameters, const detail::ExpressionData& data) {
  for (const Value& value : data.values) parameters.push_back(value.view());
}
template <class Values>
void append_values(Values& parameters, const detail::ExpressionData* data) {
  if (data != nullptr && !data->values.empty()) append_all_values(parameters, *data);
}

/// The values of the joins' criteria.
template <class Values>
void append_values(Values& parameters, std::span<const Join> joins) {
  for (const Join& join : joins) append_values(parameters, join.criteria);
}

/// ` RETURNING ...`, or nothing.
std::string returning_text(const EntityMapping& entity, const Returned& returned);

/// Deletes the rows that the conditions and criteria of a select keep.
std::string delete_text(const Select& select, const Returned& returned);

/// Sets the columns of those rows.
std::string update_text(const Select& select, const std::vector<detail::SetColumn>& columns,
                        const Returned& returned);

/// All rows of `target`, in the columns that are not deferred, whose columns equal the parameters.
std::string select_by_columns(const EntityMapping& target, std::span<const std::uint16_t> columns,
                              std::span<const OrderBy> order);

/// The same for those that a link table pairs with a key, given as parameters.
std::string select_by_link(const RelationshipMapping& relationship);

}  // namespace orm::sql
