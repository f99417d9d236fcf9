#include "db/sqlite/open_look_ups.h"

#include <algorithm>

#include "db/sqlite/open_look_up.h"

namespace orm::db::sqlite {

void OpenLookUps::add(OpenLookUp& look_up) noexcept {
  if (size_ == most) close_all();
  open_[size_++] = &look_up;
}

void OpenLookUps::remove(const OpenLookUp& look_up) noexcept {
  auto* const end = open_.begin() + size_;
  auto* const place = std::find(open_.begin(), end, &look_up);
  if (place == end) return;
  *place = open_[--size_];
}

void OpenLookUps::close_all() noexcept {
  while (size_ > 0) open_[--size_]->make_way();
}

}  // namespace orm::db::sqlite
