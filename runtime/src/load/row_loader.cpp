#include "load/row_loader.h"

#include "load/joined_loader.h"

namespace orm::load {

ItemReader::ItemReader(Context& context, const detail::ResultItem& item, unsigned first_column,
                       unsigned number)
    : first_column_(first_column),
      place_{item.as.entity, item.as.entity == nullptr ? number : item.as.column} {
  if (item.is_object) {
    objects_.emplace_back(context.objects, *item.as.entity, first_column, true, 0,
                          context.overwrite);
  }
}

void ItemReader::read(db::Statement& row, detail::ResultCell& cell) {
  if (objects_.empty()) {
    row.read(first_column_, {&cell.value, 1});
    cell.place = place_;
  } else {
    cell.object = objects_.front().read(row);
  }
}

ItemsReader::ItemsReader(Context& context, const std::vector<detail::ResultItem>& items,
                         unsigned first_column)
    : cells_(items.size()) {
  readers_.reserve(items.size());
  for (const detail::ResultItem& item : items) {
    readers_.emplace_back(context, item, first_column, static_cast<unsigned>(readers_.size()));
    first_column += readers_.back().width();
  }
}

const detail::ResultCell* ItemsReader::read(db::Statement& row) {
  for (std::size_t i = 0; i < readers_.size(); ++i) readers_[i].read(row, cells_[i]);
  return cells_.data();
}

RowReader::RowReader(Context& context, const detail::QuerySpec& spec)
    : items_(context, spec.parts.get()->items, 0), statement_(begin_query(context, spec)) {}

const detail::ResultCell* RowReader::next() {
  return statement_->step() ? items_.read(*statement_) : nullptr;
}

void load_rows(Context& context, const detail::QuerySpec& spec, void* result,
               detail::TakeRow take) {
  context.objects.cohorts().begin(spec.place, context.criteria);
  RowReader reader(context, spec);
  while (const detail::ResultCell* cells = reader.next()) take(result, cells);
}

}  // namespace orm::load
