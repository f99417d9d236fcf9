// What tells one SELECT from another, for the statement cache.
#include "sql/select.h"

namespace orm::sql {

namespace {

template <class T>
void append_bytes(std::string& bytes, const T& value) {
  // Of a pointer, too, the bytes are those of the address.
  // NOLINTNEXTLINE(bugprone-sizeof-expression)
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_tokens(std::string& bytes, const detail::ExpressionData* data) {
  append_bytes(bytes, data == nullptr ? std::size_t{0} : data->tokens.size());
  if (data == nullptr) return;
  bytes.append(reinterpret_cast<const char*>(data->tokens.data()),
               data->tokens.size() * sizeof(detail::Token));
}

}  // namespace

void append_shape(std::string& bytes, const detail::ExpressionData& data) {
  append_tokens(bytes, &data);
}

void append_shape(std::string& bytes, const Returned& returned) {
  append_bytes(bytes, returned.has_key);
  append_bytes(bytes, returned.columns);
  append_tokens(bytes, returned.items == nullptr ? nullptr : &returned.items->list);
}

std::string shape_of(const Select& select) {
  std::string bytes;
  bytes.reserve(256);
  append_bytes(bytes, select.entity);
  append_bytes(bytes, select.columns);
  append_tokens(bytes, select.where);
  append_tokens(bytes, select.order);
  append_tokens(bytes, select.criteria);
  const bool has_keys = select.keys.count > 0;
  const detail::QueryParts* parts = select.parts;
  const bool is_distinct = parts != nullptr && parts->is_distinct;
  const unsigned char flags = static_cast<unsigned char>(
      (select.has_limit ? 1 : 0) | (select.has_offset ? 2 : 0) | (select.counts ? 4 : 0) |
      (has_keys ? 8 : 0) | (select.takes_first ? 16 : 0) | (parts != nullptr ? 32 : 0) |
      (is_distinct ? 64 : 0) | (select.is_streamed ? 128 : 0));
  append_bytes(bytes, flags);
  if (has_keys) {
    append_bytes(bytes, select.keys.count);
    append_bytes(bytes, select.keys.columns.data());
    append_bytes(bytes, select.keys.columns.size());
    append_bytes(bytes, select.keys.link);
    append_bytes(bytes, select.order_by.data());
  }
  if (parts != nullptr) {
    append_tokens(bytes, &parts->with);
    append_tokens(bytes, &parts->sources);
    append_tokens(bytes, &parts->list);
    append_tokens(bytes, &parts->group);
    append_tokens(bytes, &parts->having);
  }
  for (const Join& join : select.joins) {
    append_bytes(bytes, join.relationship);
    append_bytes(bytes, join.is_given ? join.alias : nullptr);
    append_bytes(bytes, join.is_given);
    append_bytes(bytes, join.parent);
    append_bytes(bytes, join.columns);
    append_tokens(bytes, join.criteria);
  }
  return bytes;
}

}  // namespace orm::sql
