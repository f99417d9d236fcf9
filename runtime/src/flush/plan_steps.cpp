#include "flush/plan_steps.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "flush/key_order.h"
#include "graph/object_access.h"

namespace orm::flush {

using detail::ObjectAccess;

ByEntity by_entity(const Objects& objects, std::vector<const EntityMapping*>& entities) {
  ByEntity groups;
  struct Recent {
    const EntityMapping* entity = nullptr;
    std::vector<Object*>* group = nullptr;
  };
  // What is linked is mostly added in turns.
  Recent last;
  Recent before;
  objects.for_each([&](Object* object) {
    if (&object->entity() != last.entity) {
      std::swap(last, before);
      if (&object->entity() != last.entity) {
        last = {&object->entity(), &groups[&object->entity()]};
        if (std::find(entities.begin(), entities.end(), last.entity) == entities.end()) {
          entities.push_back(last.entity);
        }
      }
    }
    last.group->push_back(object);
  });
  return groups;
}

void PairSteps::add(const detail::PairChange& change) {
  std::vector<Step>& same = change.is_present ? inserts_ : deletes_;
  auto step = std::find_if(same.begin(), same.end(), [&change](const Step& other) {
    return other.pairs[0].shares_columns(change.pair);
  });
  if (step == same.end()) {
    const Step::Kind kind = change.is_present ? Step::Kind::InsertPairs : Step::Kind::DeletePairs;
    same.push_back(Step{.kind = kind});
    step = std::prev(same.end());
  }
  step->pairs.push_back(change.pair);
}

void PairSteps::append_to(std::vector<Step>& steps) {
  std::move(deletes_.begin(), deletes_.end(), std::back_inserter(steps));
  std::move(inserts_.begin(), inserts_.end(), std::back_inserter(steps));
}

void append_vacated(std::vector<Step>& steps, std::span<const EntityMapping* const> entities,
                    const ChangeSet& changes, const ColumnsOf& vacated) {
  if (vacated.empty()) return;
  for (const EntityMapping* entity : entities) {
    ByColumns groups;
    const auto add = [&, entity](Object* object) {
      const auto found = vacated.find(object);
      if (&object->entity() != entity || found == vacated.end()) return;
      groups[found->second].push_back(object);
    };
    for (Object* object : changes.removed) add(object);
    for (Object* object : changes.changed) {
      if (!ObjectAccess::has(*object, ObjectAccess::removed_flag)) add(object);
    }
    for (auto& [columns, of_columns] : groups) {
      sort_by_key(of_columns);
      steps.push_back(Step{.kind = Step::Kind::Vacate,
                           .entity = entity,
                           .columns = columns,
                           .objects = std::move(of_columns)});
    }
  }
}

void append_deletes(std::vector<Step>& steps, const std::vector<Object*>& objects) {
  for (auto first = objects.begin(); first != objects.end();) {
    const EntityMapping& entity = (*first)->entity();
    const auto end = std::find_if(first, objects.end(), [&entity](const Object* object) {
      return &object->entity() != &entity;
    });
    Step step{.kind = Step::Kind::Delete, .entity = &entity, .objects = {first, end}};
    if (!entity.unlisted_links.empty()) {
      steps.push_back(step);
      steps.back().kind = Step::Kind::DeleteLinks;
    }
    steps.push_back(std::move(step));
    first = end;
  }
}

}  // namespace orm::flush
