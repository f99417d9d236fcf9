#include "world.h"

#include <algorithm>

#include "related.h"

namespace model_test {

using model::Club;
using model::Desk;
using model::Passport;
using model::Person;
using model::Pet;
using model::Role;
using model::Task;
using orm::ObjectState;

World::World(orm::Engine& engine, const Program& program)
    : session_(engine,
               {.autoflush = program.autoflush, .expire_on_commit = program.expire_on_commit}) {}

void World::drop(int thing) {
  objects_[static_cast<std::size_t>(thing)] = nullptr;
  handles_[static_cast<std::size_t>(thing)] = std::monostate();
}

std::vector<orm::Object*> World::objects_of(Kind kind, int bits, const PlainModel& before) const {
  std::vector<orm::Object*> found;
  for (const int thing : before.chosen(kind, bits)) found.push_back(object(thing));
  return found;
}

template <class T>
void World::make_as(const Operation& each, const typename T::Init& init) {
  keep(each.first, each.what == 0 ? orm::make<T>(init) : session_.create<T>(init));
}

void World::make(const Operation& each) {
  const std::int64_t value = each.first;
  switch (kind_of(each.first)) {
    case Kind::Person:
      return make_as<Person>(each, {.value = value});
    case Kind::Pet:
      return make_as<Pet>(each, {.value = value});
    case Kind::Task:
      return make_as<Task>(each, {.value = value, .person = ptr<Person>(each.second)});
    case Kind::Desk:
      return make_as<Desk>(each, {.value = value});
    case Kind::Passport:
      return make_as<Passport>(each, {.value = value, .holder = ptr<Person>(each.second)});
    case Kind::Club:
      return make_as<Club>(each, {.value = value});
    case Kind::Role:
      return make_as<Role>(
          each,
          {.value = value, .person = ptr<Person>(each.second), .club = ptr<Club>(each.third)});
  }
}

void World::link(const Operation& each) {
  const LinkCalls& calls = link_calls(each.what);
  orm::Object& child = *object(each.first);
  orm::Object& parent = *object(each.second);
  if (each.third == from_child) return calls.set_parent(child, &parent);
  if (each.third == by_key) return calls.set_key(child, &parent);
  calls.children.append(parent, child);
}

void World::unlink(const Operation& each, const Graph& model) {
  const LinkCalls& calls = link_calls(each.what);
  orm::Object& child = *object(each.first);
  if (each.third == from_child) return calls.set_parent(child, nullptr);
  if (each.third == by_key) return calls.set_key(child, nullptr);
  calls.children.remove(*object(model.parent(each.what, each.first)), child);
}

void World::pair(const Operation& each) {
  const SideCalls& calls = pair_calls(each.what, each.third);
  orm::Object& owner = *object(each.third == 0 ? each.first : each.second);
  orm::Object& member = *object(each.third == 0 ? each.second : each.first);
  (each.action == Action::Pair ? calls.append : calls.remove)(owner, member);
}

void World::change_all(const Operation& each, const PlainModel& before) {
  if (each.action == Action::Assign) {
    const std::vector<orm::Object*> members =
        objects_of(link_at(each.what).child, each.third, before);
    return link_calls(each.what).children.assign(*object(each.first), members);
  }
  const Pairing& pairing = pairing_at(each.what);
  const Kind kind = each.second == 0 ? pairing.right : pairing.left;
  pair_calls(each.what, each.second)
      .assign(*object(each.first), objects_of(kind, each.third, before));
}

void World::carry_out(const Operation& each, const PlainModel& before) {
  switch (each.action) {
    case Action::Make:
      return make(each);
    case Action::SetValue:
      return with_ptr(each.first, [&](const auto& it) { it->set_value(each.third); });
    case Action::Link:
      return link(each);
    case Action::Unlink:
      return unlink(each, before.now());
    case Action::Pair:
    case Action::Unpair:
      return pair(each);
    case Action::Assign:
    case Action::AssignPairs:
      return change_all(each, before);
    default:
      return use_session(each, before);
  }
}

void World::remove_and_add(int thing) {
  with_ptr(thing, [this](const auto& it) {
    session_.remove(it);
    session_.add(it);
  });
}

// A stored one is read again at once, with all that went along.
void World::expunge(int thing, const Graph& model) {
  const bool is_stored = model[thing].state == State::Stored;
  if (is_stored) session_.commit();
  with_ptr(thing, [this](const auto& it) { session_.expunge(it); });
  if (!is_stored) return;
  savepoints_.clear();
  session_.expire_all();
}

void World::use_session(const Operation& each, const PlainModel& before) {
  const std::size_t savepoint = savepoints_.size() - 1 - static_cast<std::size_t>(each.first);
  switch (each.action) {
    case Action::Add:
      return with_ptr(each.first, [this](const auto& it) { session_.add(it); });
    case Action::Remove:
      return with_ptr(each.first, [this](const auto& it) { session_.remove(it); });
    case Action::RemoveAndAdd:
      return remove_and_add(each.first);
    case Action::Expunge:
      return expunge(each.first, before.now());
    case Action::ExpungeAll:
      session_.commit();
      savepoints_.clear();
      return session_.expunge_all();
    case Action::Expire:
      return with_ptr(each.first, [this](const auto& it) { session_.expire(it); });
    case Action::ExpireAll:
      return session_.expire_all();
    case Action::Refresh:
      return with_ptr(each.first, [this](const auto& it) { session_.refresh(it); });
    case Action::Query:
      return query(each, before);
    case Action::Read:
      return read(each.first);
    case Action::ReadAll:
      for (int thing = 0; thing < thing_count; ++thing) {
        if (before.is_usable(thing)) read(thing);
      }
      return;
    case Action::Flush:
      return session_.flush();
    case Action::Commit:
      session_.commit();
      return savepoints_.clear();
    case Action::Rollback:
      session_.rollback();
      return savepoints_.clear();
    case Action::Close:
      session_.close();
      return savepoints_.clear();
    case Action::BeginNested:
      savepoints_.push_back(session_.begin_nested());
      return;
    case Action::CommitNested:
      savepoints_[savepoint].commit();
      break;
    case Action::RollbackNested:
      savepoints_[savepoint].rollback();
      break;
    default:
      return strip(each.first);
  }
  while (savepoints_.size() > savepoint) savepoints_.pop_back();
}

// Finds exactly the rows of what is stored, as the objects that the program has already.
void World::query(const Operation& each, const PlainModel& before) {
  PlainModel model = before;
  if (before.autoflush()) model.flush();
  const auto kind = static_cast<Kind>(each.what);
  std::vector<int> expected;
  for (int i = 0; i < of(kind).count; ++i) {
    const int thing = of(kind).first + i;
    if (model.now()[thing].state == State::Stored) expected.push_back(thing);
  }
  std::vector<int> found;
  with_class(kind, [&]<class T>() {
    if (each.third == 3) {
      const std::int64_t count = session_.query<T>().count();
      if (count == static_cast<std::int64_t>(expected.size())) found = expected;
      return;
    }
    auto query = session_.query<T>();
    // Half of the classes are now and then read without their value.
    if (each.third == 0 && each.what % 2 == 0) {
      query = std::move(query).options(orm::defer(T::fields.value));
    }
    const auto all = each.third == 0 ? query.all() : with_related(query, each.third == 2).all();
    for (const auto& it : all) found.push_back(thing_of(it.object()));
  });
  std::sort(found.begin(), found.end());
  if (found != expected) throw Disagreement("a query finds other objects than are stored");
}

void World::require_identity(int thing) {
  const bool is_it = with_class(kind_of(thing), [&]<class T>() {
    const orm::Ptr<T>& it = ptr<T>(thing);
    if constexpr (std::is_same_v<T, Role>) {
      return session_.get<T>(it->person_id(), it->club_id()) == it;
    } else {
      return session_.get<T>(it->id()) == it;
    }
  });
  if (!is_it) throw Disagreement(name_of(thing) + " is not what the session has for its key");
}

// The relationships and the value, loading what is not there.
void World::read(int thing) {
  const Kind kind = kind_of(thing);
  if (object(thing)->state() == ObjectState::Persistent) require_identity(thing);
  orm::Object& it = *object(thing);
  const auto is_gone = [&it] { return it.state() == ObjectState::Deleted; };
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind && !is_gone()) link_calls(link).parent(it);
    if (link_at(link).parent == kind && !is_gone()) link_calls(link).children.members(it);
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    if (pairing_at(pairing).left == kind && !is_gone()) pair_calls(pairing, 0).members(it);
    if (pairing_at(pairing).right == kind && !is_gone()) pair_calls(pairing, 1).members(it);
  }
  if (!is_gone()) with_ptr(thing, [](const auto& each) { static_cast<void>(each->value()); });
}

bool World::has_flushed(const Graph& model) const {
  for (int thing = 0; thing < thing_count; ++thing) {
    if (object(thing) == nullptr) continue;
    const Thing& it = model[thing];
    const ObjectState state = object(thing)->state();
    const bool is_new = it.state == State::Transient || it.state == State::Pending;
    if (is_new && state == ObjectState::Persistent) return true;
    if (it.state == State::Stored && state == ObjectState::Deleted) return true;
  }
  return false;
}

// Cuts all links of an object that no session has.
void World::strip(int thing) {
  const Kind kind = kind_of(thing);
  orm::Object& it = *object(thing);
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind) link_calls(link).set_parent(it, nullptr);
    if (link_at(link).parent == kind) link_calls(link).children.assign(it, {});
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    if (pairing_at(pairing).left == kind) pair_calls(pairing, 0).assign(it, {});
    if (pairing_at(pairing).right == kind) pair_calls(pairing, 1).assign(it, {});
  }
}

std::int64_t World::key(const Graph& model, int thing) const {
  if (kind_of(thing) == Kind::Role) {
    const std::int64_t person = key(model, model.parent(role_person, thing));
    return person * 1'000'000 + key(model, model.parent(role_club, thing));
  }
  return with_class(kind_of(thing), [&]<class T>() -> std::int64_t {
    if constexpr (std::is_same_v<T, Role>) {
      return 0;
    } else {
      return ptr<T>(thing)->id();
    }
  });
}

// As a program does that begins where another has ended.
void World::get_all_again(const Graph& model) {
  for (int thing = 0; thing < thing_count; ++thing) {
    if (model[thing].state != State::Stored) continue;
    if (object(thing)->state() == ObjectState::Persistent) continue;
    with_class(kind_of(thing), [&]<class T>() {
      if constexpr (std::is_same_v<T, Role>) {
        keep(thing, session_.get<T>(key(model, model.parent(role_person, thing)),
                                    key(model, model.parent(role_club, thing))));
      } else {
        keep(thing, session_.get<T>(key(model, thing)));
      }
    });
    if (object(thing) == nullptr) throw Disagreement(name_of(thing) + " has no row");
  }
}

// After a rollback. Which values new objects are left with is not said.
void World::strip_new(const Graph& model) {
  for (int thing = 0; thing < thing_count; ++thing) {
    if (model[thing].state != State::Transient) continue;
    strip(thing);
    with_ptr(thing, [&](const auto& it) { it->set_value(model[thing].value); });
  }
}

void World::add_again(const Graph& model) {
  for (int thing = 0; thing < thing_count; ++thing) {
    const bool is_stored = model[thing].state == State::Stored;
    if (!is_stored || object(thing)->state() == ObjectState::Persistent) continue;
    with_ptr(thing, [this](const auto& it) { session_.add(it); });
  }
  session_.flush();
}

void World::tidy(const Operation& each, const Graph& model) {
  for (int thing = 0; thing < thing_count; ++thing) {
    const State state = model[thing].state;
    if (state == State::Absent && object(thing) != nullptr) drop(thing);
    const bool is_broken = kind_of(thing) == Kind::Role && !model.is_complete(thing);
    if (state == State::Transient && is_broken) strip(thing);
  }
  switch (each.action) {
    case Action::Rollback:
    case Action::RollbackNested: {
      const bool is_again = each.third == model_test::add_again;
      if (!is_again) compare_loaded(model, Transients::LeftOut);
      strip_new(model);
      if (is_again) add_again(model);
      return;
    }
    case Action::Close:
    case Action::ExpungeAll:
    case Action::Expunge:
      return get_all_again(model);
    default:
      return;
  }
}

}  // namespace model_test
