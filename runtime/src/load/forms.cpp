#include "load/forms.h"

#include <utility>

#include "sql/look_up.h"
#include "sql/pushed.h"

namespace orm::load {

db::StatementText forms_of(const db::Connection& connection, const sql::Select& select) {
  db::StatementText text(sql::select_text(select));
  text.look_up = sql::look_up_text(select, connection.look_up_source());
  text.pushed = sql::pushed_text(select, connection.row_function(), connection.max_row_columns());
  return text;
}

db::StatementText forms_of(const db::Connection& connection, std::string sql,
                           const EntityMapping& target, std::span<const std::uint16_t> columns) {
  db::StatementText text(std::move(sql));
  text.look_up = sql::look_up_by_columns(target, columns, connection.look_up_source());
  return text;
}

}  // namespace orm::load
