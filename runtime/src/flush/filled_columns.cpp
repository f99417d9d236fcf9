#include "flush/filled_columns.h"

#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/date_time.h"

namespace orm::flush {

using detail::ObjectAccess;

FilledColumns::FilledColumns(const EntityMapping& entity) {
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (entity.columns[i].now_on_update) touched |= ObjectAccess::column_bit(i);
    switch (entity.columns[i].source) {
      case ColumnSource::Program:
        break;
      case ColumnSource::ServerDefault:
        server_defaults |= ObjectAccess::column_bit(i);
        break;
      case ColumnSource::Computed:
        computed |= ObjectAccess::column_bit(i);
        break;
      case ColumnSource::Version:
        version = static_cast<std::uint16_t>(i);
        break;
    }
  }
}

std::uint64_t defaults_left(const Object& object, const FilledColumns& filled) {
  std::uint64_t left = 0;
  for (unsigned i = 0; i < object.entity().columns.size(); ++i) {
    const std::uint64_t bit = ObjectAccess::column_bit(i);
    if ((filled.server_defaults & bit) == 0) continue;
    const bool is_given = (ObjectAccess::changed(object) & bit) != 0;
    if (!is_given || detail::column_value(object, i).is_null()) left |= bit;
  }
  return left;
}

void start_version(Object& object, std::uint16_t column) {
  const bool is_given = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  if (!is_given) set_version(object, column, 1);
}

std::int64_t version_of(const Object& object, std::uint16_t column) {
  return detail::column_value(object, column).integer;
}

void set_version(Object& object, std::uint16_t column, std::int64_t version) {
  detail::fill_column(object, column, ValueView::of_integer(version));
}

void touch(Object& object, std::uint64_t columns) {
  if (columns == 0) return;
  const std::string moment = to_string(now());
  for (unsigned i = 0; i < object.entity().columns.size(); ++i) {
    const bool is_touched = (columns & ObjectAccess::column_bit(i)) != 0;
    if (is_touched) detail::fill_column(object, i, ValueView::of_text(moment));
  }
}

}  // namespace orm::flush
