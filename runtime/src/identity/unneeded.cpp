#include "identity/unneeded.h"

#include "graph/graph.h"
#include "graph/object_access.h"

namespace orm::identity {

using detail::for_each_target;
using detail::ObjectAccess;

namespace {

constexpr std::uint8_t changed_flags = ObjectAccess::listed_flag | ObjectAccess::removed_flag;

bool is_marked(const Object& object) { return ObjectAccess::has(object, ObjectAccess::seen_flag); }

// The links among the marked objects are not counted when it is asked.
bool is_needed(Object& object, detail::PairChanges& pairs) {
  return ObjectAccess::handles(object) > 0 || ObjectAccess::incoming(object) > 0 ||
         ObjectAccess::has(object, changed_flags) || pairs.has_change_of(object);
}

}  // namespace

// Objects that link to each other in a circle need each other, and nothing else may need them. So
// the links of all are taken out of the counts; what is still needed then stays, and its links
// count again, which makes their targets stay.
void end_unneeded(ObjectStore& store, const std::vector<Object*>& objects,
                  detail::PairChanges& pairs) {
  std::vector<Object*> staying;
  staying.reserve(objects.size());
  // No longer stored, and perhaps kept by the objects' links alone.
  std::vector<Object*> last_links;
  std::size_t links = 0;
  for (const Object* object : objects) {
    for_each_target(*object, [&links](Object& target) { links += !detail::is_known(target); });
  }
  last_links.reserve(links);
  pairs.expect_questions();
  // From here on no memory is asked for.
  for (Object* object : objects) ObjectAccess::add(*object, ObjectAccess::seen_flag);
  for (const Object* object : objects) {
    for_each_target(*object, [&last_links](Object& target) {
      const bool is_last = --ObjectAccess::incoming(target) == 0;
      if (is_last && !detail::is_known(target)) last_links.push_back(&target);
    });
  }
  const auto stay = [&staying](Object& object) {
    ObjectAccess::drop(object, ObjectAccess::seen_flag);
    staying.push_back(&object);
  };
  for (Object* object : objects) {
    if (is_marked(*object) && is_needed(*object, pairs)) stay(*object);
  }
  for (std::size_t i = 0; i < staying.size(); ++i) {
    for_each_target(*staying[i], [&stay](Object& target) {
      ++ObjectAccess::incoming(target);
      if (is_marked(target)) stay(target);
    });
  }
  for (Object* object : objects) {
    if (is_marked(*object)) store.end(*object);
  }
  for (Object* target : last_links) {
    const bool is_held = ObjectAccess::handles(*target) > 0 || ObjectAccess::incoming(*target) > 0;
    if (!is_held) detail::free_object(*target);
  }
}

}  // namespace orm::identity
