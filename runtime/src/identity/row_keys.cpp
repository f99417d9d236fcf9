#include "identity/row_keys.h"

namespace orm::identity {

void RowKeys::keep(const Object& object) {
  const auto [kept, is_new] = keys_.try_emplace(&object);
  if (!is_new) return;
  Key& key = kept->second;
  const detail::KeyView own(object);
  key.values.reserve(own.size());
  for (const ValueView& value : own.values()) key.values.emplace_back(value);
  for (const Value& value : key.values) key.views.push_back(value.view());
}

const ValueView* RowKeys::find_kept(const Object& object) const {
  const auto found = keys_.find(&object);
  return found == keys_.end() ? nullptr : found->second.views.data();
}

}  // namespace orm::identity
