#include "schema/differences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "schema/column_differences.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::schema {
namespace {

using Kind = SchemaDifference::Kind;
using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return sql::is_same_name(name, other); });
}

bool contains_all(const Names& names, const Names& others) {
  return std::all_of(others.begin(), others.end(),
                     [&](const std::string& other) { return contains(names, other); });
}

bool are_same_list(const Names& left, const Names& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), sql::is_same_name);
}

bool are_same_set(const Names& left, const Names& right) {
  return left.size() == right.size() && contains_all(left, right);
}

// `("a", "b")`
std::string shown(const Names& names) {
  Names quoted;
  for (const std::string& name : names) quoted.push_back(sql::quote_identifier(name));
  return fmt::format("({})", fmt::join(quoted, ", "));
}

// A column that is missing, or in the key of one side only, has been named already.
void compare_keys(const Table& declared, const Table& found, std::vector<Difference>& result) {
  const bool is_named =
      std::any_of(result.begin(), result.end(),
                  [](const Difference& other) { return other.kind == Kind::PrimaryKey; }) ||
      std::any_of(declared.key.begin(), declared.key.end(),
                  [&](const std::string& name) { return find(found.columns, name) == nullptr; });
  if (is_named || are_same_list(declared.key, found.key)) return;
  result.push_back({Kind::PrimaryKey, fmt::format("the primary key is {}, the schema says {}",
                                                  shown(found.key), shown(declared.key))});
}

// A set that contains a unique one is unique by that alone.
bool is_unique(const Table& table, const Names& columns) {
  if (!table.key.empty() && contains_all(columns, table.key)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return index.is_unique && contains_all(columns, index.columns);
  });
}

// Programs rely on each column of a unique set that the schema has: so it has to be that set.
bool has_unique_set(const Table& table, const Names& columns) {
  if (are_same_set(table.key, columns)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return index.is_unique && are_same_set(index.columns, columns);
  });
}

void compare_unique_sets(const Table& declared, const Table& found,
                         std::vector<Difference>& result) {
  for (const Index& index : declared.indexes) {
    if (!index.is_unique || has_unique_set(found, index.columns)) continue;
    result.push_back({Kind::UniqueSet, fmt::format("{} is not unique, the schema says UNIQUE",
                                                   shown(index.columns))});
  }
  for (const Index& index : found.indexes) {
    if (!index.is_unique || is_unique(declared, index.columns)) continue;
    result.push_back({Kind::UniqueSet,
                      fmt::format("{} is UNIQUE, in the schema it is not", shown(index.columns))});
  }
}

// `"users" ("id") ON DELETE CASCADE`
std::string shown_reference(const ForeignKey& key) {
  std::string text = sql::quote_identifier(key.target);
  if (!key.target_columns.empty()) text += " " + shown(key.target_columns);
  if (key.on_delete != "NO ACTION") text += " ON DELETE " + key.on_delete;
  if (key.on_update != "NO ACTION") text += " ON UPDATE " + key.on_update;
  return text;
}

// The columns of a key may be listed in any order, as long as they lead to the same ones. A key may
// lead to no columns: `REFERENCES t` with a t that is missing or has no primary key.
bool lead_to_the_same(const ForeignKey& left, const ForeignKey& right) {
  if (left.columns.size() != right.columns.size()) return false;
  if (left.target_columns.size() != right.target_columns.size()) return false;
  for (std::size_t i = 0; i < left.columns.size(); ++i) {
    bool is_there = false;
    for (std::size_t j = 0; j < right.columns.size(); ++j) {
      is_there = is_there || (sql::is_same_name(left.columns[i], right.columns[j]) &&
                              sql::is_same_name(left.target_columns[i], right.target_columns[j]));
    }
    if (!is_there) return false;
  }
  return sql::is_same_name(left.target, right.target);
}

bool are_same(const ForeignKey& left, const ForeignKey& right) {
  return left.on_delete == right.on_delete && left.on_update == right.on_update &&
         lead_to_the_same(left, right);
}

// Takes out of both lists what they have in common.
void drop_common(std::vector<const ForeignKey*>& left, std::vector<const ForeignKey*>& right) {
  std::erase_if(left, [&](const ForeignKey* key) {
    const auto same = std::find_if(right.begin(), right.end(),
                                   [&](const ForeignKey* other) { return are_same(*key, *other); });
    if (same == right.end()) return false;
    right.erase(same);
    return true;
  });
}

std::vector<const ForeignKey*> pointers_to(const std::vector<ForeignKey>& keys) {
  std::vector<const ForeignKey*> pointers;
  pointers.reserve(keys.size());
  for (const ForeignKey& key : keys) pointers.push_back(&key);
  return pointers;
}

void compare_foreign_keys(const Table& declared, const Table& found,
                          std::vector<Difference>& result) {
  std::vector<const ForeignKey*> missing = pointers_to(declared.foreign_keys);
  std::vector<const ForeignKey*> unknown = pointers_to(found.foreign_keys);
  drop_common(missing, unknown);
  for (const ForeignKey* key : missing) {
    const auto other =
        std::find_if(unknown.begin(), unknown.end(), [&](const ForeignKey* candidate) {
          return are_same_set(candidate->columns, key->columns);
        });
    if (other == unknown.end()) {
      result.push_back({Kind::ForeignKey, fmt::format("the foreign key {} to {} is missing",
                                                      shown(key->columns), shown_reference(*key))});
      continue;
    }
    result.push_back(
        {Kind::ForeignKey, fmt::format("the foreign key {} leads to {}, in the schema {} to {}",
                                       shown((*other)->columns), shown_reference(**other),
                                       shown(key->columns), shown_reference(*key))});
    unknown.erase(other);
  }
  for (const ForeignKey* key : unknown) {
    result.push_back({Kind::ForeignKey, fmt::format("the foreign key {} to {} is not in the schema",
                                                    shown(key->columns), shown_reference(*key))});
  }
}

// Uniqueness on top does no harm here.
bool has_index(const Table& table, const Index& index) {
  if (are_same_list(table.key, index.columns)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& other) {
    return are_same_list(other.columns, index.columns);
  });
}

void compare_indexes(const Table& declared, const Table& found, std::vector<Difference>& result) {
  for (const Index& index : declared.indexes) {
    if (index.is_unique || has_index(found, index)) continue;
    const auto namesake =
        std::find_if(found.indexes.begin(), found.indexes.end(),
                     [&](const Index& other) { return sql::is_same_name(other.name, index.name); });
    if (namesake == found.indexes.end()) {
      result.push_back({Kind::MissingIndex,
                        fmt::format("index {} on {} is missing", sql::quote_identifier(index.name),
                                    shown(index.columns))});
    } else {
      result.push_back(
          {Kind::OtherIndex,
           fmt::format("index {} is on {}, in the schema on {}", sql::quote_identifier(index.name),
                       shown(namesake->columns), shown(index.columns))});
    }
  }
}

}  // namespace

std::vector<Difference> differences(const Declaration& declared, const Table& found) {
  std::vector<Difference> result;
  add_column_differences(declared, found, result);
  compare_keys(declared.table, found, result);
  compare_unique_sets(declared.table, found, result);
  compare_foreign_keys(declared.table, found, result);
  compare_indexes(declared.table, found, result);
  return result;
}

}  // namespace orm::schema
