// Reads the rows of a query for values, and the objects among them.
#pragma once

#include <vector>

#include "db/connection.h"
#include "load/context.h"
#include "load/entity_reader.h"
#include "load/open_rows.h"
#include "orm/query_steps.h"

namespace orm::load {

/// Where an item stands in the rows.
class ItemReader {
 public:
  ItemReader(Context& context, const detail::ResultItem& item, unsigned first_column,
             unsigned number);

  unsigned width() const { return objects_.empty() ? 1 : objects_.front().width(); }
  void read(db::Statement& row, detail::ResultCell& cell);

 private:
  unsigned first_column_;
  detail::ColumnPlace place_;
  // One, or none.
  std::vector<EntityReader> objects_;
};

/// The items of rows, which stand together in this order.
class ItemsReader {
 public:
  ItemsReader(Context& context, const std::vector<detail::ResultItem>& items,
              unsigned first_column);

  /// The cells of the current row, until the statement's next step.
  const detail::ResultCell* read(db::Statement& row);

 private:
  std::vector<ItemReader> readers_;
  std::vector<detail::ResultCell> cells_;
};

/// One run of a query for rows.
class RowReader final : public OpenRows {
 public:
  RowReader(Context& context, const detail::QuerySpec& spec);

  /// The cells of the next row; null behind the last one.
  const detail::ResultCell* next();

 private:
  ItemsReader items_;
  db::StatementLease statement_;
};

/// Runs the query and gives each of its rows to `take`.
void load_rows(Context& context, const detail::QuerySpec& spec, void* result, detail::TakeRow take);

}  // namespace orm::load
