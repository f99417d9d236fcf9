#include "graph/unread.h"

#include "graph/graph.h"

namespace orm::detail {

std::uint64_t unread_columns(const Object& object) {
  if (ObjectAccess::has(object, ObjectAccess::deferred_flag)) return object.entity().deferred;
  if (!ObjectAccess::has(object, ObjectAccess::partial_flag)) return 0;
  return ObjectAccess::graph(object)->unread(object);
}

void set_unread(Object& object, std::uint64_t columns) {
  const bool is_usual = columns != 0 && columns == object.entity().deferred;
  const bool was_partial = ObjectAccess::has(object, ObjectAccess::partial_flag);
  if (columns == 0 || is_usual) {
    if (was_partial) ObjectAccess::graph(object)->forget_unread(object);
  } else {
    if (ObjectAccess::graph(object) == nullptr) (new Graph())->add(object);
    ObjectAccess::graph(object)->set_unread(object, columns);
  }
  ObjectAccess::drop(object, ObjectAccess::deferred_flag | ObjectAccess::partial_flag);
  if (columns == 0) return;
  ObjectAccess::add(object, is_usual ? ObjectAccess::deferred_flag : ObjectAccess::partial_flag);
}

}  // namespace orm::detail
