// What statements that write return to the program.
#pragma once

#include <algorithm>
#include <optional>

#include "load/row_loader.h"
#include "orm/returning.h"
#include "sql/select.h"

namespace orm::detail {

/// Hands on the items of rows; nothing where none are asked for.
class ReturnedItems {
 public:
  /// `returned` may be null. The items begin in the column `first`.
  ReturnedItems(load::Context context, const ReturnedRows* returned, unsigned first)
      : returned_(returned) {
    if (returned == nullptr) return;
    context.objects.cohorts().begin({}, context.criteria);
    items_.emplace(context, returned->items->items, first);
  }

  void take(db::Statement& row) {
    if (items_) returned_->take(returned_->result, items_->read(row));
  }

 private:
  const ReturnedRows* returned_;
  std::optional<load::ItemsReader> items_;
};

inline const ItemList* items_of(const ReturnedRows* returned) {
  return returned == nullptr ? nullptr : returned->items;
}

inline bool has_objects_among(const ReturnedRows* returned) {
  return returned != nullptr &&
         std::any_of(returned->items->items.begin(), returned->items->items.end(),
                     [](const ResultItem& item) { return item.is_object; });
}

/// The values of its items, behind those of the rest of the statement.
template <class Values>
void append_values_of(Values& parameters, const ReturnedRows* returned) {
  if (returned != nullptr) sql::append_values(parameters, &returned->items->list);
}

}  // namespace orm::detail
