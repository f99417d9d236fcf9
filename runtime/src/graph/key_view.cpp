#include "graph/key_view.h"

#include <algorithm>
#include <memory>
#include <string>

#include "graph/relate.h"
#include "orm/error.h"
#include "orm/row.h"

namespace orm::detail {

bool names_primary_key(const ForeignKeyMapping& key) {
  const auto& primary = key.target->key;
  return key.target_columns.size() == primary.size() &&
         std::is_permutation(primary.begin(), primary.end(), key.target_columns.begin());
}

KeyView::KeyView(const Object& object) {
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

void set_key_columns(Object& object, const ValueView* key) {
  for (const std::uint16_t column : object.entity().key) {
    RowReader reader(object.entity(), key++, ColumnSet::one(column));
    object.entity().read(object, reader);
  }
}

void KeyView::set_size(const EntityMapping& entity) {
  size_ = entity.key.size();
  if (size_ <= most_columns) return;
  throw InvalidRequestError(std::string("the primary key of ") + entity.name +
                            " has more than 16 columns");
}

}  // namespace orm::detail
