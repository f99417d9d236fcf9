// Copying the state of objects onto those of a session.
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "flush/filled_columns.h"
#include "graph/foreign_keys.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "identity/identity_map.h"
#include "orm/collection.h"
#include "orm/error.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

// One call of `merge`. Each object that is reached has its columns copied at once, and its links
/// when its turn comes, so that a long chain needs no deep stack.
class Merge {
 public:
  explicit Merge(SessionCore& session) : session_(session) {}

  Object& run(Object& given) {
    Object& result = counterpart(given);
    for (std::size_t i = 0; i < reached_.size(); ++i) {
      const Reached next = reached_[i];
      copy_links(*next.given.get(), *next.merged.get());
    }
    return result;
  }

 private:
  struct Reached {
    Handle given;
    Handle merged;
  };

  Object& counterpart(Object& given) {
    if (const auto known = merged_.find(&given); known != merged_.end()) return *known->second;
    if (session_of(given) == &session_ && is_known(given)) return given;
    Object& merged = find_or_make(given);
    merged_.emplace(&given, &merged);
    reached_.push_back({Handle(&given), Handle(&merged)});
    copy_columns(given, merged);
    return merged;
  }

  Object& find_or_make(const Object& given) {
    if (!orm::has_key(given)) return session_.make_pending(given.entity());
    const KeyView key(given);
    Object*& merged = by_key_[{&given.entity(), identity::encode(key.values())}];
    if (merged == nullptr) merged = session_.get(given.entity(), key.data(), nullptr);
    if (merged == nullptr) {
      if (ObjectAccess::has(given, ObjectAccess::unread_flags)) row_is_gone(given);
      merged = &session_.make_pending(given.entity());
    }
    return *merged;
  }

  [[noreturn]] static void row_is_gone(const Object& given) {
    throw InvalidRequestError(std::string("this ") + given.entity().name +
                              " cannot be merged: some of its columns are not loaded, and its row "
                              "is gone; merge it with all of them loaded, or make a new one");
  }

  // What the program, or a row, gave it.
  static bool is_set(const Object& given, unsigned column) {
    if (given.state() >= ObjectState::Persistent) return is_read(given, column);
    return (ObjectAccess::changed(given) & ObjectAccess::column_bit(column)) != 0;
  }
  static bool is_set(const Object& given, const RelationshipMapping& relationship) {
    if (given.state() >= ObjectState::Persistent || relationship.to_many == nullptr) {
      return is_loaded(given, relationship);
    }
    return (given.*relationship.to_many).members() != nullptr;
  }

  void copy_columns(const Object& given, Object& merged) {
    const EntityMapping& entity = given.entity();
    const bool is_new = merged.state() == ObjectState::Pending;
    if (!is_new) require_same_version(given, merged);
    for (unsigned i = 0; i < entity.columns.size(); ++i) {
      const bool is_of_key = is_in(entity.key, i);
      const ColumnSource source = entity.columns[i].source;
      const bool is_copied = is_set(given, i) && source != ColumnSource::Computed &&
                             (is_new || (!is_of_key && source != ColumnSource::Version));
      if (is_copied) assign_column_and_links(merged, i, column_value(given, i));
    }
    if (is_new && orm::has_key(given)) ObjectAccess::add(merged, ObjectAccess::key_flag);
  }

  static void require_same_version(const Object& given, const Object& merged) {
    const flush::FilledColumns filled(given.entity());
    if (!filled.has_version() || !is_set(given, filled.version)) return;
    const std::int64_t theirs = flush::version_of(given, filled.version);
    const std::int64_t ours = flush::version_of(merged, filled.version);
    if (theirs == ours) return;
    throw StaleDataError(std::string("the ") + given.entity().name + " to be merged has version " +
                         std::to_string(theirs) + ", and its row version " + std::to_string(ours) +
                         "; read it again and repeat the change");
  }

  void copy_links(const Object& given, Object& merged) {
    const EntityMapping& entity = given.entity();
    for (unsigned i = 0; i < entity.relationships.size(); ++i) {
      const RelationshipMapping& relationship = entity.relationships[i];
      if (relationship.viewonly || !is_set(given, relationship)) continue;
      if ((relationship.cascades & cascade::merge) == 0 || came_from(given, relationship)) continue;
      if (relationship.to_many == nullptr) {
        Object* target = (given.*relationship.to_one).target();
        if (target != nullptr) came_over_.emplace(target, &relationship);
        ObjectAccess::set_to_one(merged, i, target == nullptr ? nullptr : &counterpart(*target));
      } else {
        copy_list(given, merged, i);
      }
    }
  }

  // The list is read first, so that its members are at hand.
  void copy_list(const Object& given, Object& merged, unsigned position) {
    const RelationshipMapping& relationship = given.entity().relationships[position];
    loaded_members(merged, position);
    std::vector<Handle> members;
    for_each_target(given, relationship, [&](Object& member) { members.emplace_back(&member); });
    std::vector<Object*> counterparts;
    for (const Handle& member : members) {
      came_over_.emplace(member.get(), &relationship);
      counterparts.push_back(&counterpart(*member.get()));
    }
    assign(merged, position, counterparts.data(), counterparts.size());
  }

  // The other side of a relationship is in step already.
  bool came_from(const Object& given, const RelationshipMapping& relationship) const {
    return came_over_.contains({&given, inverse_of(relationship)});
  }

  SessionCore& session_;
  std::vector<Reached> reached_;
  std::unordered_map<const Object*, Object*> merged_;
  // Two given objects may stand for one row that is not there yet.
  std::map<std::pair<const EntityMapping*, std::string>, Object*> by_key_;
  std::set<std::pair<const Object*, const RelationshipMapping*>> came_over_;
};

}  // namespace

Object& SessionCore::merge(Object& given, bool loads) {
  const ThreadCheck check(calls_);
  require_no_plan("merge");
  require_usable();
  if (!loads) return merge_state(given);
  autoflush();
  const FlushesBlocked guard(this);
  return Merge(*this).run(given);
}

}  // namespace orm::detail
