#include "flush/commit_order.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "orm/error.h"

namespace orm::flush {

namespace {

// Tarjan's strongly connected components: a component is complete after all that it refers to.
class Components {
 public:
  explicit Components(std::span<const EntityMapping* const> entities) {
    for (const EntityMapping* entity : entities) marks_.emplace(entity, Mark{});
    for (const EntityMapping* entity : entities) {
      if (marks_[entity].index == 0) visit(entity);
    }
  }

  std::vector<Group> take() { return std::move(groups_); }

 private:
  struct Mark {
    unsigned index = 0;
    unsigned low = 0;
    bool is_open = false;
  };

  void visit(const EntityMapping* entity) {
    Mark& mark = marks_[entity];
    mark = {++count_, count_, true};
    open_.push_back(entity);
    bool refers_to_itself = false;
    for (const ForeignKeyMapping& key : entity->foreign_keys) {
      refers_to_itself |= key.target == entity;
      const auto target = marks_.find(key.target);
      if (target == marks_.end()) continue;
      if (target->second.index == 0) {
        visit(key.target);
        mark.low = std::min(mark.low, target->second.low);
      } else if (target->second.is_open) {
        mark.low = std::min(mark.low, target->second.index);
      }
    }
    if (mark.low == mark.index) close(entity, refers_to_itself);
  }

  void close(const EntityMapping* entity, bool refers_to_itself) {
    Group group;
    do {
      group.entities.push_back(open_.back());
      marks_[open_.back()].is_open = false;
      open_.pop_back();
    } while (group.entities.back() != entity);
    group.is_circular = refers_to_itself || group.entities.size() > 1;
    groups_.push_back(std::move(group));
  }

  std::unordered_map<const EntityMapping*, Mark> marks_;
  std::vector<const EntityMapping*> open_;
  std::vector<Group> groups_;
  unsigned count_ = 0;
};

// Objects that wait for others of them.
class Waiting {
 public:
  Waiting(std::span<Object* const> objects, const Dependencies& dependencies)
      : objects_(objects), requirements_(objects.size()), waiting_(objects.size()) {
    std::unordered_map<const Object*, std::size_t> positions;
    for (std::size_t i = 0; i < objects.size(); ++i) positions.emplace(objects[i], i);
    std::vector<Object*> requirements;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      requirements.clear();
      dependencies.append_requirements(*objects[i], requirements);
      for (const Object* requirement : requirements) {
        const auto found = positions.find(requirement);
        if (found == positions.end()) continue;
        requirements_[i].push_back(found->second);
        waiting_[found->second].push_back(i);
      }
    }
  }

  // Takes out those that wait for nobody, level by level, and returns the others.
  std::vector<Object*> peel(std::vector<std::vector<Object*>>& levels) {
    const std::vector<bool> is_out = remove_free(requirements_, waiting_, [&](const Level& level) {
      std::vector<Object*> objects;
      for (const std::size_t i : level) objects.push_back(objects_[i]);
      levels.push_back(std::move(objects));
    });
    return left(is_out);
  }

  // Those of the others that some other waits for: the circles, and what lies between them.
  std::vector<Object*> circles() const {
    return left(remove_free(waiting_, requirements_, [](const Level&) {}));
  }

 private:
  using Level = std::vector<std::size_t>;
  using Edges = std::vector<std::vector<std::size_t>>;

  // Removes again and again what has no edge, and calls `removed(level)`. Returns what is out.
  template <class Removed>
  static std::vector<bool> remove_free(const Edges& edges, const Edges& reverse, Removed removed) {
    std::vector<std::size_t> counts(edges.size());
    std::vector<bool> is_out(edges.size());
    Level free;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      counts[i] = edges[i].size();
      if (counts[i] == 0) free.push_back(i);
    }
    while (!free.empty()) {
      removed(free);
      Level next;
      for (const std::size_t i : free) {
        is_out[i] = true;
        for (const std::size_t other : reverse[i]) {
          if (--counts[other] == 0) next.push_back(other);
        }
      }
      std::sort(next.begin(), next.end());
      free = std::move(next);
    }
    return is_out;
  }

  std::vector<Object*> left(const std::vector<bool>& is_out) const {
    std::vector<Object*> objects;
    for (std::size_t i = 0; i < is_out.size(); ++i) {
      if (!is_out[i]) objects.push_back(objects_[i]);
    }
    return objects;
  }

  std::span<Object* const> objects_;
  Edges requirements_;
  Edges waiting_;
};

[[noreturn]] void no_order(const std::vector<Object*>& objects) {
  std::string names;
  for (const Object* object : objects) {
    const std::string name = object->entity().name;
    if (names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
  }
  throw CircularDependencyError("objects need each other's keys, so none can be written first: " +
                                names + "; set one of the links after a first flush");
}

}  // namespace

std::vector<Group> commit_order(std::span<const EntityMapping* const> entities) {
  return Components(entities).take();
}

std::vector<std::vector<Object*>> in_levels(std::span<Object* const> objects,
                                            Dependencies& dependencies) {
  std::vector<std::vector<Object*>> levels;
  while (true) {
    levels.clear();
    const std::vector<Object*> left = Waiting(objects, dependencies).peel(levels);
    if (left.empty()) return levels;
    const std::vector<Object*> circles = Waiting(left, dependencies).circles();
    if (!dependencies.open_circle(circles)) no_order(circles);
  }
}

}  // namespace orm::flush
