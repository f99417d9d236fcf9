// What a session tells about its objects.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "orm/mapping.h"
#include "orm/ptr.h"

namespace orm {

/// Some of a session's objects, of all entities, as they were when they were asked for.
class ObjectsView {
 public:
  explicit ObjectsView(std::vector<detail::Handle> objects) : objects_(std::move(objects)) {}

  std::size_t size() const { return objects_.size(); }
  bool empty() const { return objects_.empty(); }

  template <class T>
  bool contains(const Ptr<T>& object) const {
    for (const detail::Handle& each : objects_) {
      if (each.get() == object.object()) return true;
    }
    return false;
  }

  /// Those of entity `T`: `session.dirty().of<User>()`.
  template <class T>
  std::vector<Ptr<T>> of() const {
    std::vector<Ptr<T>> found;
    for (const detail::Handle& each : objects_) {
      if (&each.get()->entity() == &T::mapping) found.push_back(Ptr<T>::adopt(each.get()));
    }
    return found;
  }

 private:
  std::vector<detail::Handle> objects_;
};

}  // namespace orm
