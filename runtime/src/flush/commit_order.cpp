#include "flush/commit_order.h"

#include <algorithm>
#include <string>
#include <unordered_map>

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

}  // namespace

std::vector<Group> commit_order(std::span<const EntityMapping* const> entities) {
  return Components(entities).take();
}

std::vector<std::vector<Object*>> in_levels(std::span<Object* const> objects, Requires requires_of,
                                            const void* context) {
  std::unordered_map<const Object*, std::size_t> positions;
  for (std::size_t i = 0; i < objects.size(); ++i) positions.emplace(objects[i], i);
  std::vector<std::size_t> waits_for(objects.size());
  std::vector<std::vector<std::size_t>> waiting(objects.size());
  std::vector<Object*> requirements;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    requirements.clear();
    requires_of(*objects[i], context, requirements);
    for (const Object* requirement : requirements) {
      const auto found = positions.find(requirement);
      if (found == positions.end()) continue;
      ++waits_for[i];
      waiting[found->second].push_back(i);
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (waits_for[i] == 0) ready.push_back(i);
  }
  std::vector<std::vector<Object*>> levels;
  std::size_t done = 0;
  while (!ready.empty()) {
    std::vector<std::size_t> next;
    std::vector<Object*> level;
    for (const std::size_t i : ready) {
      level.push_back(objects[i]);
      for (const std::size_t other : waiting[i]) {
        if (--waits_for[other] == 0) next.push_back(other);
      }
    }
    levels.push_back(std::move(level));
    done += ready.size();
    std::sort(next.begin(), next.end());
    ready = std::move(next);
  }
  if (done == objects.size()) return levels;
  std::string names;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (waits_for[i] == 0) continue;
    const std::string name = objects[i]->entity().name;
    if (names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
  }
  throw CircularDependencyError("objects need each other's keys, so none can be written first: " +
                                names + "; set one of the links after a first flush");
}

}  // namespace orm::flush
