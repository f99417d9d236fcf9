#include "graph/graph.h"

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>

#include "graph/object_access.h"
#include "graph/slab.h"
#include "graph/unread.h"
#include "orm/error.h"

namespace orm::detail {

namespace {

// A vector that grows from one member on allocates for each of the first few.
constexpr std::size_t first_capacity = 16;

// Sweeping small graphs after every cut would cost more than it frees.
constexpr std::size_t fewest_cuts = 16;

bool is_held(Object& object) {
  return ObjectAccess::handles(object) > 0 || ObjectAccess::incoming(object) > 0 ||
         (session_of(object) != nullptr && is_known(object));
}

}  // namespace

void Graph::remove(Object& object) {
  unlist(object);
  give_up(object);
}

void Graph::give_up(Object& object) {
  if (ObjectAccess::has(object, ObjectAccess::partial_flag)) forget_unread(object);
  ObjectAccess::set_graph(object, nullptr);
  if (ObjectAccess::handles(object) > 0) --held;
}

void Graph::grow() { members_.reserve(std::max(first_capacity, 2 * members_.capacity())); }

void Graph::list_all(std::vector<Object*> objects) noexcept {
  std::erase(objects, nullptr);
  for (std::uint32_t place = 0; place < objects.size(); ++place) {
    ObjectAccess::place(*objects[place]) = place;
  }
  rest_ = std::move(objects);
}

// Both lists in one; nothing happens where there is no memory for it.
void Graph::join_lists() {
  if (members_.size() < rest_.size()) members_.swap(rest_);
  members_.reserve(members_.size() + rest_.size());
  for (Object* member : rest_) list(*member);
  rest_ = {};
}

void Graph::set_unread(const Object& object, std::uint64_t columns) {
  if (unread_ == nullptr) unread_ = std::make_unique<UnreadColumns>();
  unread_->insert_or_assign(&object, columns);
}

void Graph::take(Graph& other) {
  if (unread_ != nullptr && other.unread_ != nullptr) {
    unread_->reserve(unread_->size() + other.unread_->size());
  }
  other.join_lists();
  auto place = static_cast<std::uint32_t>(members_.size());
  members_.insert(members_.end(), other.members_.begin(), other.members_.end());
  for (Object* member : other.members_) {
    ObjectAccess::set_graph(*member, this);
    ObjectAccess::place(*member) = place++;
  }
  if (unread_ == nullptr) {
    unread_ = std::move(other.unread_);
  } else if (other.unread_ != nullptr) {
    unread_->merge(*other.unread_);
  }
  held += other.held;
  cuts_ += other.cuts_;
  delete &other;
}

void Graph::adopt(Object& object) {
  Graph* other = ObjectAccess::graph(object);
  if (other == nullptr) {
    add(object);
  } else if (other != this) {
    take(*other);
  }
}

void Graph::let_go(Object& object) {
  std::vector<Object*> reached;
  std::unordered_map<const Object*, std::uint32_t> links;
  bool is_apart = true;
  const auto reach = [&](Object& found) {
    // A rollback brings a deleted object back.
    is_apart &= !is_known(found) && found.state() != ObjectState::Deleted;
    if (!is_apart || !links.try_emplace(&found, 0).second) return;
    reached.push_back(&found);
  };
  reach(object);
  for (std::size_t i = 0; is_apart && i < reached.size(); ++i) {
    for_each_target(*reached[i], [&](Object& target) {
      reach(target);
      ++links[&target];
    });
  }
  for (Object* member : reached) is_apart &= links[member] == ObjectAccess::incoming(*member);
  if (!is_apart) return;
  // The object that was asked for has a handle, so the new graph does not end here.
  Graph* own = new Graph();
  for (Object* member : reached) {
    const std::uint64_t unread = unread_columns(*member);
    remove(*member);
    own->add(*member);
    detail::set_unread(*member, unread);
  }
}

Graph& join_any(Object& left, Object& right) {
  Graph* one = ObjectAccess::graph(left);
  Graph* two = ObjectAccess::graph(right);
  if (one != nullptr && one == two) return *one;
  if (one == nullptr && two == nullptr) {
    auto made = std::make_unique<Graph>();
    made->add(left);
    one = made.release();
    if (&left != &right) one->add(right);
    return *one;
  }
  if (one == nullptr) return two->add(left), *two;
  if (two == nullptr) return one->add(right), *one;
  if (one->session_ != nullptr && two->session_ != nullptr) {
    one->let_go(left);
    two->let_go(right);
    one = ObjectAccess::graph(left);
    two = ObjectAccess::graph(right);
  }
  if (one->session_ != nullptr && two->session_ != nullptr) {
    throw InvalidRequestError(std::string("an object of ") + left.entity().name + " belongs to " +
                              one->session_->name() + ", the object of " + right.entity().name +
                              " to be linked with it to " + two->session_->name() +
                              "; expunge one of them first");
  }
  // The session's graph stays, of two others the larger one.
  if (two->session_ != nullptr ||
      (one->session_ == nullptr && two->members_.size() > one->members_.size())) {
    std::swap(one, two);
  }
  one->take(*two);
  return *one;
}

void Graph::cut() {
  const std::size_t limit = std::max(fewest_cuts, kept_);
  if (session_ == nullptr && ++cuts_ > limit) sweep();
}

// Keeps what can be reached from an object with a handle; all, where there is no memory to find
// out.
void Graph::sweep() noexcept {
  std::vector<Object*> reached;
  try {
    join_lists();
    reached.reserve(members_.size());
  } catch (const std::bad_alloc&) {
    return;
  }
  const auto reach = [&reached](Object& object) {
    if (ObjectAccess::has(object, ObjectAccess::seen_flag)) return;
    ObjectAccess::add(object, ObjectAccess::seen_flag);
    reached.push_back(&object);
  };
  for (Object* member : members_) {
    if (ObjectAccess::handles(*member) > 0) reach(*member);
  }
  for (std::size_t i = 0; i < reached.size(); ++i) for_each_target(*reached[i], reach);

  const auto is_kept = [](const Object* object) {
    return ObjectAccess::has(*object, ObjectAccess::seen_flag);
  };
  const auto lost = std::partition(members_.begin(), members_.end(), is_kept);
  for (auto it = lost; it != members_.end(); ++it) {
    for_each_target(**it, [](Object& target) { --ObjectAccess::incoming(target); });
  }
  for (auto it = lost; it != members_.end(); ++it) free_memory(**it, (*it)->entity());
  members_.erase(lost, members_.end());
  for (std::uint32_t place = 0; place < members_.size(); ++place) {
    ObjectAccess::drop(*members_[place], ObjectAccess::seen_flag);
    ObjectAccess::place(*members_[place]) = place;
  }
  cuts_ = 0;
  kept_ = members_.size();
}

void Graph::close() noexcept {
  session_ = nullptr;
  if (held == 0) {
    destroy();
  } else {
    sweep();
  }
}

void Graph::destroy() noexcept {
  for (const std::vector<Object*>* list : {&members_, &rest_}) {
    for (Object* member : *list) free_memory(*member, member->entity());
  }
  delete this;
}

void take_handle(Object& object) noexcept {
  if (ObjectAccess::handles(object)++ == 0 && ObjectAccess::graph(object) != nullptr) {
    ++ObjectAccess::graph(object)->held;
  }
}

void drop_handle(Object& object) noexcept {
  if (--ObjectAccess::handles(object) == 0) last_handle_dropped(&object);
}

void last_handle_dropped(Object* object) noexcept {
  Graph* graph = ObjectAccess::graph(*object);
  if (graph == nullptr) {
    // It has no links, then.
    free_memory(*object, object->entity());
  } else if (--graph->held == 0 && graph->session() == nullptr) {
    graph->destroy();
  } else if (!is_held(*object)) {
    free_object(*object);
  } else if (graph->has_cuts()) {
    graph->cut();
  }
}

namespace {

void free_later(Object& object, std::vector<Object*>& lost) noexcept {
  try {
    lost.push_back(&object);
  } catch (const std::bad_alloc&) {
    free_object(object);
  }
}

}  // namespace

void free_object(Object& object) noexcept {
  // Most objects take nothing along, and need no list.
  std::vector<Object*> lost;
  for (Object* next = &object; next != nullptr;) {
    for_each_target(*next, [&lost](Object& target) {
      --ObjectAccess::incoming(target);
      if (!is_held(target)) free_later(target, lost);
    });
    if (Graph* graph = ObjectAccess::graph(*next)) graph->remove(*next);
    free_memory(*next, next->entity());
    next = nullptr;
    if (!lost.empty()) {
      next = lost.back();
      lost.pop_back();
    }
  }
}

}  // namespace orm::detail
