#include "graph/key_view.h"

#include <algorithm>
#include <memory>
#include <string>

#include "graph/relate.h"
#include "orm/error.h"
#include "value/describe.h"

namespace orm::detail {

bool names_primary_key(const ForeignKeyMapping& key) {
  const auto& primary = key.target->key;
  return key.target_columns.size() == primary.size() &&
         std::is_permutation(primary.begin(), primary.end(), key.target_columns.begin());
}

void KeyView::read(const Object& object) {
  set_size(object.entity());
  for (std::size_t i = 0; i < size_; ++i) {
    std::construct_at(&values_[i], column_value(object, object.entity().key[i]));
  }
}

KeyView::KeyView(const Object& object, const ForeignKeyMapping& key) {
  set_size(*key.target);
  for (std::size_t i = 0; i < size_; ++i) {
    const auto place =
        std::find(key.target_columns.begin(), key.target_columns.end(), key.target->key[i]);
    const std::uint16_t column =
        key.columns[static_cast<std::size_t>(std::distance(key.target_columns.begin(), place))];
    std::construct_at(&values_[i], column_value(object, column));
  }
}

std::vector<Value> copy_of_key(std::span<const ValueView> key) {
  std::vector<Value> values;
  values.reserve(key.size());
  for (const ValueView& value : key) values.emplace_back(value);
  return values;
}

std::vector<ValueView> view_of_key(const std::vector<Value>& key) {
  std::vector<ValueView> views;
  views.reserve(key.size());
  for (const Value& value : key) views.push_back(value.view());
  return views;
}

std::string named(const EntityMapping& entity, std::span<const ValueView> key) {
  return std::string(entity.name) + " with the key " + describe_key(key);
}

std::string named(const Object& object) {
  if (!orm::has_key(object)) return std::string("new ") + object.entity().name;
  return named(object.entity(), KeyView(object).values());
}

void set_key_columns(Object& object, const ValueView* key) {
  for (const std::uint16_t column : object.entity().key) fill_column(object, column, *key++);
}

void KeyView::set_size(const EntityMapping& entity) {
  size_ = entity.key.size();
  if (size_ <= most_columns) return;
  throw InvalidRequestError(std::string("the primary key of ") + entity.name +
                            " has more than 16 columns");
}

}  // namespace orm::detail
