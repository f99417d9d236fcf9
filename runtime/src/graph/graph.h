// Who owns the memory of objects.
//
// Objects that are linked, directly or through others, share one graph. A graph without a session
// ends when its last handle goes: that is how circles of objects are freed. A session has a graph
// of its own which takes in everything that is linked to one of its objects, and keeps it until the
// session ends. An object without links and without a session belongs to no graph and lives by its
// handles alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "graph/attachment.h"
#include "graph/object_access.h"
#include "orm/object.h"

namespace orm::detail {

class Graph : public GraphCounts {
 public:
  explicit Graph(Attachment* session = nullptr) : session_(session) {}
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  /// The session whose objects these are; null for objects by themselves.
  Attachment* session() const { return session_; }

  /// Takes over an object that belongs to no graph, as a member.
  void add(Object& object) {
    list(object);
    object_joins(object);
  }
  /// Gives up a member; it then belongs to no graph.
  void remove(Object& object);
  /// The same for an object in the identity map.
  void give_up(Object& object);

  /// Takes over an object and all that belongs to the same graph. The other graph has no session.
  void adopt(Object& object);

  /// Gives up the object, and all that it is linked with, into a graph of their own, if nothing
  /// else holds them together with this one: no links cross the border, and the session keeps none
  /// of them. Otherwise nothing happens.
  void let_go(Object& object);

  /// An object in the identity map is found there and is no member; these two move it.
  void unlist(Object& object) {
    const std::uint32_t place = ObjectAccess::place(object);
    const bool is_first = place < members_.size() && members_[place] == &object;
    std::vector<Object*>& list = is_first ? members_ : rest_;
    Object* last = list.back();
    list[place] = last;
    ObjectAccess::place(*last) = place;
    list.pop_back();
  }
  void list(Object& object) {
    expect_one();
    ObjectAccess::place(object) = static_cast<std::uint32_t>(members_.size());
    members_.push_back(&object);
  }
  /// Lists so many at once, null standing for none, whatever memory there is. Once in the life of a
  /// graph.
  void list_all(std::vector<Object*> objects) noexcept;
  /// The next object that is listed costs no memory.
  void expect_one() {
    if (members_.size() == members_.capacity()) grow();
  }

  /// What graph/unread.h says of objects of this graph whose columns have been read in part.
  std::uint64_t unread(const Object& object) const { return unread_->at(&object); }
  void set_unread(const Object& object, std::uint64_t columns);
  void forget_unread(const Object& object) noexcept { unread_->erase(&object); }

  /// Ends the session's hold on its objects. All of them have been listed. Objects that nothing
  /// holds are freed; the others stay together, without a session. The graph frees itself when
  /// nothing stays.
  void close() noexcept;

  /// After links between members were cut: frees what no handle reaches any more, at a cost that
  /// is constant over many cuts.
  void cut();
  bool has_cuts() const { return cuts_ > 0; }

  /// Frees all members and the graph itself.
  void destroy() noexcept;

 private:
  friend Graph& join_any(Object& left, Object& right);

  inline void object_joins(Object& object);
  void grow();
  void join_lists();
  void take(Graph& other);
  void sweep() noexcept;

  using UnreadColumns = std::unordered_map<const Object*, std::uint64_t>;

  Attachment* session_;
  // Members that are listed; their `place` is the position in one of the two. The second is empty
  // but for what a session has left behind, until there is memory for one list.
  std::vector<Object*> members_;
  std::vector<Object*> rest_;
  std::size_t cuts_ = 0;
  // Members that the last sweep kept.
  std::size_t kept_ = 0;
  // Of objects with `partial_flag`; null while there have been none.
  std::unique_ptr<UnreadColumns> unread_;
};

Graph& join_any(Object& left, Object& right);
/// Makes both belong to one graph. Raises InvalidRequestError when they belong to two sessions.
inline Graph& join(Object& left, Object& right);

inline Graph* ObjectAccess::graph(const Object& object) {
  return static_cast<Graph*>(object.graph_);
}
inline void ObjectAccess::set_graph(Object& object, Graph* graph) { object.graph_ = graph; }

inline void Graph::object_joins(Object& object) {
  ObjectAccess::set_graph(object, this);
  if (ObjectAccess::handles(object) > 0) ++held;
}

inline Graph& join(Object& left, Object& right) {
  Graph* graph = ObjectAccess::graph(right);
  // Most often something new is linked.
  if (graph == nullptr || ObjectAccess::graph(left) != nullptr) return join_any(left, right);
  graph->add(left);
  return *graph;
}

/// The session that the object's graph belongs to, or null.
inline Attachment* session_of(const Object& object) {
  const Graph* graph = ObjectAccess::graph(object);
  return graph == nullptr ? nullptr : graph->session();
}

void take_handle(Object& object) noexcept;
void drop_handle(Object& object) noexcept;

/// Frees an object that nothing holds and nothing links to, and what only it kept.
void free_object(Object& object) noexcept;

}  // namespace orm::detail
