// How the objects in memory compare with the plain model.
#include <algorithm>

#include "world.h"

namespace model_test {

using orm::ObjectState;

namespace {

const char* name_of_state(ObjectState state) {
  switch (state) {
    case ObjectState::Transient:
      return "transient";
    case ObjectState::Pending:
      return "pending";
    case ObjectState::Persistent:
      return "persistent";
    case ObjectState::Deleted:
      return "deleted";
    case ObjectState::Detached:
      break;
  }
  return "detached";
}

ObjectState expected_state(State state) {
  switch (state) {
    case State::Pending:
      return ObjectState::Pending;
    case State::Stored:
      return ObjectState::Persistent;
    case State::Deleted:
      return ObjectState::Deleted;
    default:
      return ObjectState::Transient;
  }
}

constexpr int unknown = -2;

std::string names(const std::vector<int>& things) {
  std::string text;
  for (const int thing : things) {
    text += (text.empty() ? "" : ", ") + (thing == unknown ? "another object" : name_of(thing));
  }
  return "{" + text + "}";
}

}  // namespace

int World::thing_of(const orm::Object* object) const {
  if (object == nullptr) return nobody;
  const auto found = std::find(objects_.begin(), objects_.end(), object);
  return found == objects_.end() ? unknown : static_cast<int>(found - objects_.begin());
}

// What is not stored has nothing to load.
bool World::is_readable(int thing, unsigned relationship) const {
  const orm::Object& it = *object(thing);
  return it.state() != ObjectState::Persistent || orm::is_loaded(it, relationship);
}

void World::require_state(const Graph& model, int thing) const {
  const ObjectState expected = expected_state(model[thing].state);
  const ObjectState found = object(thing)->state();
  if (found == expected) return;
  throw Disagreement(name_of(thing) + " is " + name_of_state(found) + ", not " +
                     name_of_state(expected));
}

void World::require_parent(const Graph& model, int link, int child) const {
  const LinkCalls& calls = link_calls(link);
  if (!is_readable(child, calls.position)) return;
  const int found = thing_of(calls.parent(*object(child)));
  const int expected = model.parent(link, child);
  if (found == expected) return;
  throw Disagreement(name_of(child) + "." + link_at(link).name + " is " + names({found}) +
                     ", not " + names({expected}));
}

void World::require_members(int owner, const SideCalls& side, const char* name,
                            const std::vector<int>& expected) const {
  if (!is_readable(owner, side.position)) return;
  std::vector<int> found;
  for (const orm::Object* member : side.members(*object(owner))) found.push_back(thing_of(member));
  std::sort(found.begin(), found.end());
  if (found == expected) return;
  throw Disagreement(name_of(owner) + "." + name + " is " + names(found) + ", not " +
                     names(expected));
}

void World::require_links(const Graph& model, int thing) const {
  const Kind kind = kind_of(thing);
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind) require_parent(model, link, thing);
    if (link_at(link).parent != kind) continue;
    require_members(thing, link_calls(link).children, link_at(link).inverse,
                    model.children(link, thing));
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    const Pairing& sides = pairing_at(pairing);
    if (sides.left == kind) {
      require_members(thing, pair_calls(pairing, 0), sides.of_left,
                      model.partners(pairing, 0, thing));
    }
    if (sides.right == kind) {
      require_members(thing, pair_calls(pairing, 1), sides.of_right,
                      model.partners(pairing, 1, thing));
    }
  }
}

void World::compare_loaded(const Graph& model, Transients transients) const {
  for (int thing = 0; thing < thing_count; ++thing) {
    const State state = model[thing].state;
    if (state == State::Absent) continue;
    require_state(model, thing);
    if (state == State::Deleted) continue;
    if (state == State::Transient && transients == Transients::LeftOut) continue;
    require_links(model, thing);
  }
}

void World::compare_values(const Operation& each, const PlainModel& model) const {
  for (int thing = 0; thing < thing_count; ++thing) {
    const bool is_read =
        each.action == Action::ReadAll || (each.action == Action::Read && thing == each.first);
    if (!is_read || !model.is_usable(thing)) continue;
    with_ptr(thing, [&](const auto& it) {
      const int expected = model.now()[thing].value;
      if (it->value() == expected) return;
      throw Disagreement(name_of(thing) + ".value() is " + std::to_string(it->value()) + ", not " +
                         std::to_string(expected));
    });
  }
}

}  // namespace model_test
