#include "plain_model.h"

#include <algorithm>

namespace model_test {

std::vector<int> Graph::children(int link, int parent) const {
  std::vector<int> found;
  const KindOfThing& kind = of(link_at(link).child);
  for (int child = kind.first; child < kind.first + kind.count; ++child) {
    if (this->parent(link, child) == parent) found.push_back(child);
  }
  return found;
}

std::vector<int> Graph::partners(int pairing, int side, int thing) const {
  std::vector<int> found;
  for (const auto& [left, right] : pairs[static_cast<std::size_t>(pairing)]) {
    if ((side == 0 ? left : right) == thing) found.push_back(side == 0 ? right : left);
  }
  return found;
}

bool Graph::is_complete(int thing) const {
  const Kind kind = kind_of(thing);
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child != kind || !link_at(link).is_required) continue;
    if (parent(link, thing) == nobody) return false;
  }
  return true;
}

void PlainModel::make(const Operation& each) {
  now_[each.first] = {};
  now_[each.first].value = each.first;
  now_[each.first].state = each.what == 0 ? State::Transient : State::Pending;
  switch (kind_of(each.first)) {
    case Kind::Task:
      return link(task_person, each.first, each.second, from_child);
    case Kind::Passport:
      return link(passport_holder, each.first, each.second, from_child);
    case Kind::Role:
      link(role_person, each.first, each.second, from_child);
      return link(role_club, each.first, each.third, from_child);
    default:
      return;
  }
}

// What links to something new adds it; what is new and links to something that is known is added
// by the next flush.
void PlainModel::announce(int owner, int other) {
  if (now_.is_known(owner) == now_.is_known(other)) return;
  if (now_.is_known(owner)) {
    admit(other);
  } else {
    now_[owner].is_noted = true;
  }
}

// With all new things that it is linked to, over any number of others.
void PlainModel::admit(int thing) {
  if (thing == nobody || now_[thing].state != State::Transient) return;
  now_[thing].state = State::Pending;
  now_[thing].is_noted = false;
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind_of(thing)) admit(now_.parent(link, thing));
    if (link_at(link).parent != kind_of(thing)) continue;
    for (const int child : now_.children(link, thing)) admit(child);
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    for (int side = 0; side < 2; ++side) {
      for (const int partner : now_.partners(pairing, side, thing)) admit(partner);
    }
  }
}

void PlainModel::link(int link, int child, int parent, int side) {
  if (now_.parent(link, child) == parent) return;
  const Link& kind = link_at(link);
  if (side == from_parent) {
    announce(parent, child);
  } else {
    announce(child, parent);
  }
  if (kind.is_single) {
    for (const int replaced : now_.children(link, parent)) unlink(link, replaced);
  }
  now_[child].parents[static_cast<std::size_t>(kind.place)] = parent;
  now_[child].is_orphan = false;
}

void PlainModel::unlink(int link, int child) {
  const Link& kind = link_at(link);
  if (now_.parent(link, child) == nobody) return;
  now_[child].parents[static_cast<std::size_t>(kind.place)] = nobody;
  if (!kind.removes_orphans) return;
  if (now_[child].state == State::Stored) now_[child].is_orphan = true;
  if (now_[child].state == State::Pending) take_back({child});
}

void PlainModel::assign(const Operation& each) {
  const std::vector<int> wanted = chosen(link_at(each.what).child, each.third);
  for (const int child : now_.children(each.what, each.first)) {
    if (std::find(wanted.begin(), wanted.end(), child) == wanted.end()) unlink(each.what, child);
  }
  for (const int child : wanted) link(each.what, child, each.first, from_parent);
}

void PlainModel::pair(int pairing, int left, int right, int side) {
  const bool is_new = now_.pairs[static_cast<std::size_t>(pairing)].emplace(left, right).second;
  if (!is_new) return;
  if (side == 0) {
    announce(left, right);
  } else {
    announce(right, left);
  }
}

void PlainModel::assign_pairs(const Operation& each) {
  const Pairing& pairing = pairing_at(each.what);
  const bool from_left = each.second == 0;
  const std::vector<int> wanted = chosen(from_left ? pairing.right : pairing.left, each.third);
  Pairs& pairs = now_.pairs[static_cast<std::size_t>(each.what)];
  std::erase_if(pairs, [&](const auto& both) {
    const int owner = from_left ? both.first : both.second;
    const int member = from_left ? both.second : both.first;
    return owner == each.first && std::find(wanted.begin(), wanted.end(), member) == wanted.end();
  });
  for (const int member : wanted) {
    from_left ? pair(each.what, each.first, member, 0) : pair(each.what, member, each.first, 1);
  }
}

void PlainModel::cut_from_known(int thing) {
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind_of(thing)) {
      const int parent = now_.parent(link, thing);
      if (parent != nobody && now_.is_known(parent)) unlink(link, thing);
    }
    if (link_at(link).parent != kind_of(thing)) continue;
    for (const int child : now_.children(link, thing)) {
      if (now_.is_known(child)) unlink(link, child);
    }
  }
  for (Pairs& pairs : now_.pairs) {
    std::erase_if(pairs, [&](const auto& both) {
      return (both.first == thing && now_.is_known(both.second)) ||
             (both.second == thing && now_.is_known(both.first));
    });
  }
}

// New things are as they were made: linked to each other, and to nothing that the session has.
void PlainModel::take_back(const std::vector<int>& things) {
  for (const int thing : things) now_[thing].state = State::Transient;
  for (const int thing : things) cut_from_known(thing);
}

std::vector<int> PlainModel::owned_with(int thing) const {
  std::vector<int> found{thing};
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).parent != kind_of(thing) || !link_at(link).is_owning) continue;
    for (const int child : now_.children(link, thing)) found.push_back(child);
  }
  return found;
}

void PlainModel::remove(int thing) {
  for (const int each : owned_with(thing)) {
    if (now_[each].state == State::Pending) take_back({each});
    if (now_[each].state == State::Stored) now_[each].is_removed = true;
  }
}

void PlainModel::release_pairs(int thing) {
  for (int pairing = 0; pairing < 2; ++pairing) {
    std::erase_if(now_.pairs[static_cast<std::size_t>(pairing)], [&](const auto& both) {
      return (pairing_at(pairing).left == kind_of(thing) && both.first == thing) ||
             (pairing_at(pairing).right == kind_of(thing) && both.second == thing);
    });
  }
}

// What refers to a removed thing goes, too, or is let go of.
void PlainModel::release(int thing) {
  release_pairs(thing);
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).parent != kind_of(thing)) continue;
    for (const int child : now_.children(link, thing)) {
      if (now_[child].is_removed) continue;
      link_at(link).is_owning ? remove(child) : unlink(link, child);
    }
  }
}

bool Graph::is_linked_to_known(int thing) const {
  const Kind kind = kind_of(thing);
  bool is_linked = false;
  const auto look = [&](int other) { is_linked |= other != nobody && is_known(other); };
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).child == kind) look(parent(link, thing));
    if (link_at(link).parent != kind) continue;
    for (const int child : children(link, thing)) look(child);
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    for (const int side : {0, 1}) {
      for (const int partner : partners(pairing, side, thing)) look(partner);
    }
  }
  return is_linked;
}

void PlainModel::flush() {
  for (int thing = 0; thing < thing_count; ++thing) {
    const bool is_noted = std::exchange(now_[thing].is_noted, false);
    if (is_noted && now_.is_linked_to_known(thing)) admit(thing);
  }
  for (int thing = 0; thing < thing_count; ++thing) {
    if (now_[thing].is_orphan) now_[thing].is_removed = true;
  }
  // An owned thing comes behind its owner.
  for (int thing = 0; thing < thing_count; ++thing) {
    if (now_[thing].is_removed) release(thing);
  }
  for (Thing& thing : now_.things) {
    if (thing.is_removed) {
      thing = Thing{.state = State::Deleted, .value = thing.value};
    } else if (thing.state == State::Pending) {
      thing.state = State::Stored;
    }
  }
}

void PlainModel::commit() {
  flush();
  for (Thing& thing : now_.things) {
    if (thing.state == State::Deleted) thing = {};
  }
  committed_ = now_;
  ++commits_;
  savepoints_.clear();
  may_have_expired_ = false;
}

void PlainModel::expunge(int thing) {
  if (now_[thing].state == State::Stored) return commit();
  std::vector<int> added = owned_with(thing);
  std::erase_if(added, [this](int each) { return now_[each].state != State::Pending; });
  take_back(added);
}

void PlainModel::drop(int thing) {
  for (int link = 0; link < static_cast<int>(links.size()); ++link) {
    if (link_at(link).parent != kind_of(thing)) continue;
    for (const int child : now_.children(link, thing)) unlink(link, child);
  }
  release_pairs(thing);
  now_[thing] = {};
}

void PlainModel::apply_to_session(const Operation& each) {
  const auto savepoint = static_cast<std::size_t>(savepoints() - 1 - each.first);
  switch (each.action) {
    case Action::Expunge:
      expunge(each.first);
      break;
    case Action::Expire:
    case Action::ExpireAll:
    case Action::Refresh:
      may_have_expired_ = true;
      break;
    case Action::Flush:
      flush();
      break;
    case Action::Commit:
    case Action::ExpungeAll:
      commit();
      break;
    case Action::Rollback:
      savepoints_.clear();
      roll_back(committed_, each.third == add_again);
      may_have_expired_ = false;
      break;
    case Action::Close:
      savepoints_.clear();
      for (Thing& thing : now_.things) thing.state = State::Absent;
      roll_back(committed_, false);
      may_have_expired_ = false;
      break;
    case Action::BeginNested:
      flush();
      savepoints_.push_back(now_);
      break;
    case Action::CommitNested:
      flush();
      savepoints_.resize(savepoint);
      break;
    case Action::RollbackNested:
      roll_back(Graph(savepoints_[savepoint]), each.third == add_again);
      may_have_expired_ = true;
      savepoints_.resize(savepoint);
      break;
    default:
      break;
  }
}

void PlainModel::apply(const Operation& each) {
  switch (each.action) {
    case Action::Make:
      make(each);
      break;
    case Action::Add:
      admit(each.first);
      break;
    case Action::SetValue:
      now_[each.first].value = each.third;
      break;
    case Action::Link:
      link(each.what, each.first, each.second, each.third);
      break;
    case Action::Unlink:
      unlink(each.what, each.first);
      break;
    case Action::Assign:
      assign(each);
      break;
    case Action::Pair:
      pair(each.what, each.first, each.second, each.third);
      break;
    case Action::Unpair:
      now_.pairs[static_cast<std::size_t>(each.what)].erase({each.first, each.second});
      break;
    case Action::AssignPairs:
      assign_pairs(each);
      break;
    case Action::Remove:
      remove(each.first);
      break;
    case Action::Drop:
      drop(each.first);
      break;
    default:
      apply_to_session(each);
  }
  // A role that has lost one of its ends gives up the other.
  const KindOfThing& roles = of(Kind::Role);
  for (int role = roles.first; role < roles.first + roles.count; ++role) {
    if (now_[role].state == State::Transient && !now_.is_complete(role)) {
      now_[role].parents = {nobody, nobody};
    }
  }
}

}  // namespace model_test
