// Which operations a program may do: those whose outcome is not an error.
#include <algorithm>

#include "plain_model.h"

namespace model_test {

// A flush that comes by itself may have deleted what is let go of, so nothing is done with it then.
bool PlainModel::is_usable(int thing) const {
  const Thing& it = now_[thing];
  if (it.state == State::Absent || it.state == State::Deleted) return false;
  return !autoflush_ || (!it.is_removed && !it.is_orphan);
}

std::vector<int> PlainModel::chosen(Kind kind, int bits) const {
  std::vector<int> found;
  for (int i = 0; i < of(kind).count; ++i) {
    const int thing = of(kind).first + i;
    if ((bits >> i & 1) != 0 && is_usable(thing)) found.push_back(thing);
  }
  return found;
}

bool PlainModel::has_role(int person, int club, int but) const {
  const KindOfThing& roles = of(Kind::Role);
  for (int role = roles.first; role < roles.first + roles.count; ++role) {
    const Thing& it = now_[role];
    const bool is_live =
        it.state != State::Absent && it.state != State::Deleted && !it.is_removed && !it.is_orphan;
    if (role != but && is_live && it.parents == std::array{person, club}) return true;
  }
  return false;
}

bool PlainModel::can_link(int link, int child, int parent) const {
  if (!is_usable(child) || !is_usable(parent)) return false;
  if (link == person_mentor) {
    for (int above = parent; above != nobody; above = now_.parent(person_mentor, above)) {
      if (above == child) return false;
    }
  }
  if (link_at(link).child != Kind::Role) return true;
  // The key of a row stays once it is stored, which it may be at any time if flushes come by
  // themselves.
  const int club = now_.parent(role_club, child);
  return !autoflush_ && now_[child].state != State::Stored && club != nobody &&
         !has_role(parent, club, child);
}

bool PlainModel::allows_make(const Operation& each) const {
  if (now_[each.first].state != State::Absent) return false;
  switch (kind_of(each.first)) {
    case Kind::Task:
    case Kind::Passport:
      return is_usable(each.second);
    case Kind::Role:
      return is_usable(each.second) && is_usable(each.third) &&
             !has_role(each.second, each.third, each.first);
    default:
      return true;
  }
}

bool PlainModel::allows_link(const Operation& each) const {
  if (!can_link(each.what, each.first, each.second)) return false;
  if (each.third == by_key) {
    return now_.is_known(each.first) && now_[each.second].state == State::Stored;
  }
  const bool is_there = now_.parent(each.what, each.first) == each.second;
  // A list may name an object twice until it is read again.
  return each.third == from_child || link_at(each.what).is_single || !is_there;
}

bool PlainModel::allows_unlink(int link, int child) const {
  const int parent = now_.parent(link, child);
  if (parent == nobody) return false;
  return !link_at(link).is_required || now_.is_known(child);
}

bool PlainModel::allows_assign(const Operation& each) const {
  if (link_at(each.what).is_single || !is_usable(each.first)) return false;
  const std::vector<int> wanted = chosen(link_at(each.what).child, each.third);
  for (const int child : wanted) {
    const bool is_there = now_.parent(each.what, child) == each.first;
    if (!is_there && !can_link(each.what, child, each.first)) return false;
  }
  // Two roles of one person in one club.
  for (const int one : wanted) {
    for (const int other : wanted) {
      const bool is_role = each.what == role_person && one != other;
      if (is_role && now_.parent(role_club, one) == now_.parent(role_club, other)) return false;
    }
  }
  const std::vector<int> before = now_.children(each.what, each.first);
  return std::all_of(before.begin(), before.end(), [&](int child) {
    const bool stays = std::find(wanted.begin(), wanted.end(), child) != wanted.end();
    return stays || allows_unlink(each.what, child);
  });
}

bool PlainModel::allows_pairs(const Operation& each) const {
  if (!is_usable(each.first)) return false;
  if (each.action == Action::AssignPairs) return true;
  if (!is_usable(each.second)) return false;
  const Pairs& pairs = now_.pairs[static_cast<std::size_t>(each.what)];
  return each.action == Action::Pair || pairs.contains({each.first, each.second});
}

// A stored one goes after a commit, and a new one takes only what is new along.
bool PlainModel::allows_expunge(int thing) const {
  if (!is_usable(thing) || now_[thing].is_removed) return false;
  if (now_[thing].state == State::Stored) return true;
  const std::vector<int> owned = owned_with(thing);
  return now_[thing].state == State::Pending &&
         std::none_of(owned.begin(), owned.end(),
                      [this](int each) { return now_[each].state == State::Stored; });
}

bool PlainModel::allows(const Operation& each) const {
  switch (each.action) {
    case Action::Make:
      return allows_make(each);
    case Action::Add:
      return now_[each.first].state == State::Transient && now_.is_complete(each.first);
    case Action::SetValue:
      return is_usable(each.first);
    case Action::Link:
      return allows_link(each);
    case Action::Unlink:
      return is_usable(each.first) && allows_unlink(each.what, each.first) &&
             (each.third == from_child || is_usable(now_.parent(each.what, each.first))) &&
             (each.third != by_key || now_.is_known(each.first));
    case Action::Assign:
      return allows_assign(each);
    case Action::Pair:
    case Action::Unpair:
    case Action::AssignPairs:
      return allows_pairs(each);
    case Action::Remove:
    case Action::RemoveAndAdd:
    case Action::Expire:
    case Action::Refresh:
      return is_usable(each.first) && now_[each.first].state == State::Stored &&
             !now_[each.first].is_removed;
    case Action::Expunge:
      return allows_expunge(each.first);
    case Action::Read:
      return is_usable(each.first);
    case Action::CommitNested:
      return each.first < savepoints();
    case Action::Rollback:
      return each.third != add_again || allows_adding_again(committed_);
    case Action::RollbackNested: {
      if (each.first >= savepoints()) return false;
      const auto position = static_cast<std::size_t>(savepoints() - 1 - each.first);
      return each.third != add_again || allows_adding_again(savepoints_[position]);
    }
    case Action::BeginNested:
      return savepoints() < 3;
    case Action::Drop:
      return now_[each.first].state == State::Transient;
    default:
      return true;
  }
}

bool PlainModel::needs_flush(const Operation& operation) {
  return operation.action == Action::RemoveAndAdd || operation.action == Action::Expire ||
         operation.action == Action::ExpireAll || operation.action == Action::Refresh;
}

}  // namespace model_test
