#include "sql/select.h"

#include <span>

#include "orm/row.h"
#include "sql/expression.h"
#include "sql/key_list.h"
#include "sql/quote.h"
#include "value/columns.h"

namespace orm::sql {

namespace {

constexpr const char* subquery_name = "\"selected\"";

template <class T>
void append_bytes(std::string& bytes, const T& value) {
  // Of a pointer, too, the bytes are those of the address.
  // NOLINTNEXTLINE(bugprone-sizeof-expression)
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

bool has_tokens(const detail::ExpressionData* data) {
  return data != nullptr && !data->tokens.empty();
}

void append_tokens(std::string& bytes, const detail::ExpressionData* data) {
  append_bytes(bytes, data == nullptr ? std::size_t{0} : data->tokens.size());
  if (data == nullptr) return;
  for (const detail::Token& token : data->tokens) {
    append_bytes(bytes, token.entity);
    append_bytes(bytes, token.alias);
    append_bytes(bytes, token.column);
    append_bytes(bytes, token.operands);
    append_bytes(bytes, token.op);
  }
}

void append_columns(std::string& sql, const EntityMapping& entity, const std::string& qualifier,
                    std::uint64_t columns = 0) {
  const ColumnSet read(columns == 0 ? usual_columns(entity) : columns);
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!read.contains(i)) continue;
    if (!sql.ends_with(' ')) sql += ", ";
    sql += qualifier;
    sql += '.';
    append_identifier(sql, entity.columns[i].name);
  }
}

// The columns of the entity itself that an order names.
std::uint64_t ordered_columns(const EntityMapping& entity, const detail::ExpressionData* order) {
  std::uint64_t columns = 0;
  if (order == nullptr) return columns;
  for (const detail::Token& token : order->tokens) {
    if (token.op != detail::Operator::Column || token.entity != &entity) continue;
    columns |= detail::column_bit(token.column);
  }
  return columns;
}

// `left.a = right.x AND left.b = right.y`
std::string equalities(const std::string& left, std::span<const ColumnMapping> left_columns,
                       std::span<const std::uint16_t> left_positions, const std::string& right,
                       std::span<const ColumnMapping> right_columns,
                       std::span<const std::uint16_t> right_positions) {
  std::string text;
  for (std::size_t i = 0; i < left_positions.size(); ++i) {
    if (!text.empty()) text += " AND ";
    text += left;
    text += '.';
    append_identifier(text, left_columns[left_positions[i]].name);
    text += " = ";
    text += right;
    text += '.';
    append_identifier(text, right_columns[right_positions[i]].name);
  }
  return text;
}

std::string order_text(const EntityMapping& entity, const std::string& qualifier,
                       std::span<const OrderBy> order) {
  std::string text;
  for (const OrderBy& by : order) {
    if (!text.empty()) text += ", ";
    text += qualifier + "." + quote_identifier(entity.columns[by.column].name);
    if (by.descending) text += " DESC";
  }
  return text;
}

// `next` stands before the first one.
void append_conditions(std::string& sql, const char* next, const Select& select,
                       const std::string& table) {
  for (const detail::ExpressionData* conditions : {select.where, select.criteria}) {
    if (!has_tokens(conditions)) continue;
    sql += next + condition_text(*conditions, {select.entity, table});
    next = " AND ";
  }
}

std::string numbered(const char* table, std::size_t number) {
  return quote_identifier(std::string(table) + "_" + std::to_string(number));
}

class SelectText {
 public:
  explicit SelectText(const Select& select)
      : select_(select), table_(quote_identifier(select.entity->table)) {}

  std::string text() {
    const bool is_wrapped = sql::is_wrapped(select_);
    const std::string root = is_wrapped ? subquery_name : table_;
    std::string sql = "SELECT ";
    if (select_.counts) {
      sql += "count(*)";
    } else {
      append_columns(sql, *select_.entity, root, select_.columns);
      for (std::size_t i = 0; i < select_.joins.size(); ++i) {
        const Join& join = select_.joins[i];
        append_columns(sql, *join.relationship->target, alias(i), join.columns);
      }
      append_link_key(sql);
    }
    sql += " FROM " + (is_wrapped ? "(" + inner() + ") AS " + root : source());
    for (std::size_t i = 0; i < select_.joins.size(); ++i) append_join(sql, i, root);
    if (!is_wrapped) append_where(sql);
    append_order(sql, root);
    if (!is_wrapped) append_limit(sql);
    return sql;
  }

 private:
  std::string link_table() const { return quote_identifier(select_.keys.link->secondary->table); }

  void append_link_key(std::string& sql) const {
    if (select_.keys.link == nullptr) return;
    const LinkTableMapping& table = *select_.keys.link->secondary;
    for (const std::uint16_t column : select_.keys.columns) {
      sql += ", " + link_table() + ".";
      append_identifier(sql, table.columns[column].name);
    }
  }

  std::string source() const {
    if (select_.keys.link == nullptr) return table_;
    const LinkTableMapping& table = *select_.keys.link->secondary;
    const LinkKeyMapping& far_key = table.keys[select_.keys.link->far_key];
    const std::string pairs = link_table();
    return pairs + " JOIN " + table_ + " ON " +
           equalities(table_, select_.entity->columns, far_key.target_columns, pairs, table.columns,
                      far_key.columns);
  }

  // What is read or ordered by outside, too.
  std::uint64_t inner_columns() const {
    const EntityMapping& entity = *select_.entity;
    std::uint64_t columns = select_.columns == 0 ? usual_columns(entity) : select_.columns;
    for (const OrderBy& by : select_.order_by) columns |= detail::column_bit(by.column);
    return columns | ordered_columns(entity, select_.order);
  }

  std::string inner() const {
    std::string sql = "SELECT ";
    append_columns(sql, *select_.entity, table_, inner_columns());
    sql += " FROM " + table_;
    append_where(sql);
    if (has_tokens(select_.order)) {
      sql += " ORDER BY " + ordering_text(*select_.order, {select_.entity, table_});
    }
    append_limit(sql);
    return sql;
  }

  void append_where(std::string& sql) const {
    const char* next = " WHERE ";
    if (const Keys& keys = select_.keys; keys.count > 0) {
      const std::string table = keys.link == nullptr ? table_ : link_table();
      const std::span<const ColumnMapping> columns =
          keys.link == nullptr ? select_.entity->columns : keys.link->secondary->columns;
      sql += next + key_list(table, columns, keys.columns, keys.count);
      next = " AND ";
    }
    append_conditions(sql, next, select_, table_);
  }

  void append_limit(std::string& sql) const {
    if (select_.has_limit) {
      sql += " LIMIT ?";
    } else if (select_.has_offset) {
      sql += " LIMIT -1";
    }
    if (select_.has_offset) sql += " OFFSET ?";
  }

  void append_order(std::string& sql, const std::string& root) const {
    if (select_.counts) return;
    std::string order = order_text(*select_.entity, root, select_.order_by);
    if (has_tokens(select_.order)) {
      order = ordering_text(*select_.order, {select_.entity, root});
    }
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      const RelationshipMapping& relationship = *select_.joins[i].relationship;
      if (relationship.order_by.empty()) continue;
      if (!order.empty()) order += ", ";
      order += order_text(*relationship.target, alias(i), relationship.order_by);
    }
    if (!order.empty()) sql += " ORDER BY " + order;
  }

  std::string alias(std::size_t join) const {
    return numbered(select_.joins[join].relationship->target->table, join + 1);
  }

  void append_join(std::string& sql, std::size_t position, const std::string& root) const {
    const Join& join = select_.joins[position];
    const RelationshipMapping& relationship = *join.relationship;
    const EntityMapping& target = *relationship.target;
    const std::string parent = join.parent == Join::root ? root : alias(join.parent);
    const std::string child = alias(position);
    std::string on;
    if (relationship.kind == RelationshipKind::ManyToMany) {
      const LinkTableMapping& table = *relationship.secondary;
      const LinkKeyMapping& near_key = table.keys[relationship.near_key];
      const LinkKeyMapping& far_key = table.keys[relationship.far_key];
      const std::string pairs = numbered(table.table, position + 1);
      sql += " LEFT OUTER JOIN " + quote_identifier(table.table) + " AS " + pairs + " ON " +
             equalities(pairs, table.columns, near_key.columns, parent, join.owner->columns,
                        near_key.target_columns);
      on = equalities(child, target.columns, far_key.target_columns, pairs, table.columns,
                      far_key.columns);
    } else if (relationship.kind == RelationshipKind::ManyToOne) {
      const ForeignKeyMapping& key = join.owner->foreign_keys[relationship.key];
      on = equalities(child, target.columns, key.target_columns, parent, join.owner->columns,
                      key.columns);
    } else {
      const ForeignKeyMapping& key = target.foreign_keys[relationship.key];
      on = equalities(child, target.columns, key.columns, parent, join.owner->columns,
                      key.target_columns);
    }
    sql += " LEFT OUTER JOIN " + quote_identifier(target.table) + " AS " + child + " ON " + on;
    if (has_tokens(join.criteria))
      sql += " AND " + condition_text(*join.criteria, {&target, child});
  }

  const Select& select_;
  std::string table_;
};

}  // namespace

std::string shape_of(const Select& select) {
  std::string bytes;
  bytes.reserve(256);
  append_bytes(bytes, select.entity);
  append_bytes(bytes, select.columns);
  append_tokens(bytes, select.where);
  append_tokens(bytes, select.order);
  append_tokens(bytes, select.criteria);
  const bool has_keys = select.keys.count > 0;
  const unsigned char flags =
      static_cast<unsigned char>((select.has_limit ? 1 : 0) | (select.has_offset ? 2 : 0) |
                                 (select.counts ? 4 : 0) | (has_keys ? 8 : 0));
  append_bytes(bytes, flags);
  if (has_keys) {
    append_bytes(bytes, select.keys.count);
    append_bytes(bytes, select.keys.columns.data());
    append_bytes(bytes, select.keys.columns.size());
    append_bytes(bytes, select.keys.link);
    append_bytes(bytes, select.order_by.data());
  }
  for (const Join& join : select.joins) {
    append_bytes(bytes, join.relationship);
    append_bytes(bytes, join.parent);
    append_bytes(bytes, join.columns);
    append_tokens(bytes, join.criteria);
  }
  return bytes;
}

// A limit on rows is not a limit on objects where rows repeat them.
bool is_wrapped(const Select& select) {
  if (!select.has_limit && !select.has_offset) return false;
  if (select.counts) return true;
  for (const Join& join : select.joins) {
    if (join.relationship->to_many != nullptr) return true;
  }
  return false;
}

std::string select_text(const Select& select) { return SelectText(select).text(); }

std::string delete_text(const Select& select, bool returns_keys) {
  const EntityMapping& entity = *select.entity;
  const std::string table = quote_identifier(entity.table);
  std::string sql = "DELETE FROM " + table;
  append_conditions(sql, " WHERE ", select, table);
  for (std::size_t i = 0; returns_keys && i < entity.key.size(); ++i) {
    sql += i == 0 ? " RETURNING " : ", ";
    append_identifier(sql, entity.columns[entity.key[i]].name);
  }
  return sql;
}

std::string select_by_columns(const EntityMapping& target, std::span<const std::uint16_t> columns,
                              std::span<const OrderBy> order) {
  const std::string table = quote_identifier(target.table);
  std::string sql = "SELECT ";
  append_columns(sql, target, table);
  sql += " FROM " + table + " WHERE ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += table + "." + quote_identifier(target.columns[columns[i]].name) + " = ?";
  }
  if (!order.empty()) sql += " ORDER BY " + order_text(target, table, order);
  return sql;
}

std::string select_by_link(const RelationshipMapping& relationship) {
  const EntityMapping& target = *relationship.target;
  const LinkTableMapping& table = *relationship.secondary;
  const LinkKeyMapping& near_key = table.keys[relationship.near_key];
  const LinkKeyMapping& far_key = table.keys[relationship.far_key];
  const std::string name = quote_identifier(target.table);
  const std::string pairs = quote_identifier(table.table);
  std::string sql = "SELECT ";
  append_columns(sql, target, name);
  sql += " FROM " + pairs + " JOIN " + name + " ON " +
         equalities(name, target.columns, far_key.target_columns, pairs, table.columns,
                    far_key.columns) +
         " WHERE ";
  for (std::size_t i = 0; i < near_key.columns.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += pairs + "." + quote_identifier(table.columns[near_key.columns[i]].name) + " = ?";
  }
  if (!relationship.order_by.empty()) {
    sql += " ORDER BY " + order_text(target, name, relationship.order_by);
  }
  return sql;
}

}  // namespace orm::sql
