// Objects that a walk has seen.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "graph/object_access.h"

namespace orm::detail {

/// Each object once, in the order in which they were seen; the mark that tells so is theirs while
/// this lives. One at a time.
class Marked {
 public:
  Marked() = default;
  Marked(const Marked&) = delete;
  Marked& operator=(const Marked&) = delete;
  ~Marked() { drop_marks(); }

  void reserve(std::size_t objects) { objects_.reserve(objects); }
  void add(Object& object) {
    if (ObjectAccess::has(object, ObjectAccess::seen_flag)) return;
    objects_.push_back(&object);
    ObjectAccess::add(object, ObjectAccess::seen_flag);
  }

  bool has(const Object& object) const {
    return ObjectAccess::has(object, ObjectAccess::seen_flag);
  }

  const std::vector<Object*>& objects() const { return objects_; }
  /// Gives the objects away, without marks.
  std::vector<Object*> take() {
    drop_marks();
    return std::exchange(objects_, {});
  }

 private:
  void drop_marks() noexcept {
    for (Object* object : objects_) ObjectAccess::drop(*object, ObjectAccess::seen_flag);
  }

  std::vector<Object*> objects_;
};

}  // namespace orm::detail
