// Values as SQLite holds them.
#pragma once

#include <sqlite3.h>

#include <cstdint>

#include "orm/value.h"

namespace orm::db::sqlite {

/// A view of the value, for as long as SQLite keeps it.
inline void read_cell(sqlite3_value* cell, ValueView& out) {
  switch (sqlite3_value_type(cell)) {
    case SQLITE_INTEGER:
      out.integer = sqlite3_value_int64(cell);
      out.size = 0;
      out.kind = ValueKind::Integer;
      break;
    case SQLITE_TEXT:
      // Converted, where it is, before its size is asked for.
      out.data = reinterpret_cast<const char*>(sqlite3_value_text(cell));
      out.size = static_cast<std::uint32_t>(sqlite3_value_bytes(cell));
      out.kind = ValueKind::Text;
      break;
    case SQLITE_FLOAT:
      out.real = sqlite3_value_double(cell);
      out.size = 0;
      out.kind = ValueKind::Real;
      break;
    case SQLITE_BLOB:
      out.data = static_cast<const char*>(sqlite3_value_blob(cell));
      out.size = static_cast<std::uint32_t>(sqlite3_value_bytes(cell));
      out.kind = ValueKind::Blob;
      break;
    default:
      out = ValueView();
  }
}

/// Hands a value over as the result of a function, or as a column of a table of our own. Its bytes
/// are copied.
inline void give_result(sqlite3_context* context, const ValueView& value) {
  switch (value.kind) {
    case ValueKind::Integer:
      return sqlite3_result_int64(context, value.integer);
    case ValueKind::Real:
      return sqlite3_result_double(context, value.real);
    case ValueKind::Text:
      return sqlite3_result_text64(context, value.size == 0 ? "" : value.data, value.size,
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
    case ValueKind::Blob:
      return sqlite3_result_blob64(context, value.size == 0 ? "" : value.data, value.size,
                                   SQLITE_TRANSIENT);
    default:
      return sqlite3_result_null(context);
  }
}

}  // namespace orm::db::sqlite
