#include "load/row_loader.h"

#include <cstdint>
#include <vector>

#include "load/entity_reader.h"
#include "load/joined_loader.h"

namespace orm::load {

namespace {

// Where an item stands in the rows.
class ItemReader {
 public:
  ItemReader(Context& context, const detail::ResultItem& item, unsigned first_column,
             std::uint16_t number)
      : first_column_(first_column),
        place_{item.as.entity, item.as.entity == nullptr ? number : item.as.column} {
    if (item.is_object) {
      objects_.emplace_back(context.objects, *item.as.entity, first_column, true, 0,
                            context.overwrite);
    }
  }

  unsigned width() const { return objects_.empty() ? 1 : objects_.front().width(); }

  void read(db::Statement& row, detail::ResultCell& cell) {
    if (objects_.empty()) {
      row.read(first_column_, {&cell.value, 1});
      cell.place = place_;
    } else {
      cell.object = objects_.front().read(row);
    }
  }

 private:
  unsigned first_column_;
  detail::ColumnPlace place_;
  // One, or none.
  std::vector<EntityReader> objects_;
};

}  // namespace

void load_rows(Context& context, const detail::QuerySpec& spec, void* result,
               detail::TakeRow take) {
  context.objects.cohorts().begin(spec.place, context.criteria);
  const std::vector<detail::ResultItem>& items = spec.parts.get()->items;
  std::vector<ItemReader> readers;
  readers.reserve(items.size());
  unsigned columns = 0;
  for (const detail::ResultItem& item : items) {
    readers.emplace_back(context, item, columns, static_cast<std::uint16_t>(readers.size()));
    columns += readers.back().width();
  }
  std::vector<detail::ResultCell> cells(items.size());
  const db::StatementLease statement = begin_query(context, spec, {});
  while (statement->step()) {
    for (std::size_t i = 0; i < readers.size(); ++i) readers[i].read(*statement, cells[i]);
    take(result, cells.data());
  }
}

}  // namespace orm::load
