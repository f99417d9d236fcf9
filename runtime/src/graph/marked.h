// Objects that a walk has seen.
#pragma once

#include <utility>

#include "graph/object_access.h"
#include "orm/inline_vector.h"

namespace orm::detail {

/// Each object once, in the order in which they were seen; the mark that tells so is theirs while
/// this lives. One at a time.
class Marked {
 public:
  /// Few need no memory.
  using Objects = InlineVector<Object*, 16>;

  Marked() = default;
  Marked(const Marked&) = delete;
  Marked& operator=(const Marked&) = delete;
  ~Marked() { drop_marks(); }

  void add(Object& object) {
    if (ObjectAccess::has(object, ObjectAccess::seen_flag)) return;
    objects_.push_back(&object);
    ObjectAccess::add(object, ObjectAccess::seen_flag);
  }

  /// True of those that the one that lives has seen.
  static bool has(const Object& object) {
    return ObjectAccess::has(object, ObjectAccess::seen_flag);
  }

  const Objects& objects() const { return objects_; }
  /// Gives the objects away, without marks.
  Objects take() {
    drop_marks();
    return std::move(objects_);
  }

 private:
  void drop_marks() noexcept {
    for (Object* object : objects_) ObjectAccess::drop(*object, ObjectAccess::seen_flag);
  }

  Objects objects_;
};

}  // namespace orm::detail
