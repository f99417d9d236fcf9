#include "identity/row_keys.h"

namespace orm::identity {

void RowKeys::keep(const Object& object) {
  const auto [kept, is_new] = keys_.try_emplace(&object);
  if (!is_new) return;
  Key& key = kept->second;
  key.values = detail::copy_of_key(detail::KeyView(object).values());
  key.views = detail::view_of_key(key.values);
}

const ValueView* RowKeys::find_kept(const Object& object) const {
  const auto found = keys_.find(&object);
  return found == keys_.end() ? nullptr : found->second.views.data();
}

}  // namespace orm::identity
