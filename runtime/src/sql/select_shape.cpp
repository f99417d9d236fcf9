// What tells one SELECT from another, for the statement cache.
#include <type_traits>

#include "sql/select.h"

namespace orm::sql {

namespace {

template <class Bytes, class T>
void append_bytes(Bytes& bytes, const T& value) {
  // Of a pointer, too, the bytes are those of the address.
  // NOLINTNEXTLINE(bugprone-sizeof-expression)
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::size_t count_tokens(const detail::ExpressionData* data) {
  return data == nullptr ? 0 : data->tokens.size();
}

template <class Bytes>
void append_tokens_only(Bytes& bytes, const detail::ExpressionData* data) {
  const std::size_t count = count_tokens(data);
  if (count == 0) return;
  bytes.append(reinterpret_cast<const char*>(data->tokens.data()), count * sizeof(detail::Token));
}

template <class Bytes>
void append_tokens(Bytes& bytes, const detail::ExpressionData* data) {
  append_bytes(bytes, count_tokens(data));
  append_tokens_only(bytes, data);
}

// What all selects have, and is copied together. No byte is left to chance.
struct Beginning {
  std::uint64_t columns;
  const EntityMapping* entity;
  std::size_t where;
  std::size_t order;
  std::size_t criteria;
  bool flags[8];
};
static_assert(std::has_unique_object_representations_v<Beginning>);

Beginning beginning_of(const Select& select) {
  const detail::QueryParts* parts = select.parts;
  return {select.columns,
          select.entity,
          count_tokens(select.where),
          count_tokens(select.order),
          count_tokens(select.criteria),
          {select.has_limit, select.has_offset, select.counts, select.keys.count > 0,
           select.takes_first, select.is_streamed, parts != nullptr,
           parts != nullptr && parts->is_distinct}};
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

SelectShape::SelectShape(const Select& select) {
  auto& bytes = bytes_;
  append_bytes(bytes, beginning_of(select));
  append_tokens_only(bytes, select.where);
  append_tokens_only(bytes, select.order);
  append_tokens_only(bytes, select.criteria);
  const detail::QueryParts* parts = select.parts;
  if (select.keys.count > 0) {
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
}

std::string shape_of(const Select& select) { return std::string(SelectShape(select).view()); }

}  // namespace orm::sql
