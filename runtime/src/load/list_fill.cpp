#include "load/list_fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"
#include "value/describe.h"

namespace orm::load {

using detail::LinkAccess;
using detail::ObjectAccess;

namespace {

// True when the child's link, or a key column that the program has set, leads elsewhere by now.
bool has_moved(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  const ToOne& link = child.*key.link;
  if (link.is_loaded()) return link.target() != &parent;
  if (ObjectAccess::changed(child) == 0) return false;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::uint16_t column = key.columns[i];
    if ((ObjectAccess::changed(child) & ObjectAccess::column_bit(column)) != 0 &&
        !(detail::column_value(child, column) ==
          detail::column_value(parent, key.target_columns[i]))) {
      return true;
    }
  }
  return false;
}

// True when the row refers to the owner, and the program has not set otherwise.
bool is_row_of(const Object& row, const ForeignKeyMapping& key, const Object& owner) {
  return row.state() == ObjectState::Persistent && !detail::is_set(row, key) &&
         detail::refers_to(row, key, owner);
}

}  // namespace

ListFill::~ListFill() {
  for (const Begun& begun : begun_) {
    ToMany& list = begun.owner->*begun.relationship->to_many;
    LinkAccess::unload(list);
    for (Object* member : take_linked(list)) LinkAccess::push(list, member);
  }
}

void ListFill::begin(Object& owner, const RelationshipMapping& relationship) {
  ToMany& list = owner.*relationship.to_many;
  if (list.is_loaded() || LinkAccess::is_loading(list)) return;
  begun_.push_back({&owner, &relationship});
  if (const std::uint32_t size = detail::size_of(list)) {
    linked_[&list].assign(list.members()->items(), list.members()->items() + size);
    LinkAccess::clear(list);
  }
  LinkAccess::set_loading(list);
}

void ListFill::add(Object& owner, const RelationshipMapping& relationship, Object& member) {
  ToMany& list = owner.*relationship.to_many;
  if (!LinkAccess::is_loading(list)) return;
  if (relationship.viewonly) {
    // A view shows the rows as they are.
  } else if (relationship.kind == RelationshipKind::ManyToMany) {
    if (!pairs_->empty() && pairs_->is_removed(detail::make_pair(owner, relationship, member))) {
      return;
    }
  } else {
    const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
    ToOne& link = member.*key.link;
    const bool is_untouched = !link.is_loaded() && ObjectAccess::changed(member) == 0;
    if (!is_untouched && has_moved(member, key, owner)) return;
    if (!link.is_loaded()) LinkAccess::set(link, &owner);
  }
  LinkAccess::push(list, &member);
}

std::vector<Object*> ListFill::take_linked(const ToMany& list) {
  if (linked_.empty()) return {};
  const auto found = linked_.find(&list);
  return found == linked_.end() ? std::vector<Object*>() : std::move(found->second);
}

void ListFill::end(const Begun& begun) {
  ToMany& list = begun.owner->*begun.relationship->to_many;
  if (begun.relationship->may_repeat) {
    std::unordered_set<const Object*> met;
    LinkAccess::erase_if(list,
                         [&met](const Object& member) { return !met.insert(&member).second; });
  }
  if (const std::vector<Object*> linked = take_linked(list); !linked.empty()) {
    std::vector<Object*> read;
    if (list.members() != nullptr) {
      read.assign(list.members()->items(), list.members()->items() + detail::size_of(list));
    }
    std::sort(read.begin(), read.end());
    for (Object* member : linked) {
      if (!std::binary_search(read.begin(), read.end(), member)) LinkAccess::push(list, member);
    }
  }
  LinkAccess::set_loaded(list);
}

void ListFill::finish() {
  for (const Begun& begun : begun_) end(begun);
  begun_.clear();
  linked_.clear();
}

void fill_to_one(Object& owner, const RelationshipMapping& relationship, Object* target) {
  ToOne& link = owner.*relationship.to_one;
  if (link.is_loaded()) return;
  const bool has_key_on_target = relationship.kind == RelationshipKind::OneToOne;
  if (has_key_on_target && !relationship.viewonly && target != nullptr) {
    const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
    if (has_moved(*target, key, owner)) target = nullptr;
    if (target != nullptr && !(target->*key.link).is_loaded()) {
      LinkAccess::set(target->*key.link, &owner);
    }
  }
  LinkAccess::set(link, target);
}

void check_single(Context& context, Object& owner, const RelationshipMapping& relationship,
                  const Object* first, const Object& another) {
  if (relationship.kind != RelationshipKind::OneToOne) return;
  if (first == nullptr || first == &another) return;
  const EntityMapping& target = *relationship.target;
  const ForeignKeyMapping& key = target.foreign_keys[relationship.key];
  if (!is_row_of(*first, key, owner) || !is_row_of(another, key, owner)) return;
  const std::string text = fmt::format(
      "{0}::{1} is to be one object, but several rows of {2} refer to the {0} with the key {3}",
      owner.entity().name, relationship.name, target.name,
      describe_key(detail::KeyView(owner).values()));
  const std::string remedy =
      fmt::format("the column {} of {} has to be unique in the database, as the schema says",
                  target.columns[key.columns[0]].name, target.table);
  if (context.strict_uselist) {
    LinkAccess::unload(owner.*relationship.to_one);
    throw MultipleResultsFound(text + "; " + remedy);
  }
  context.connection.warn(text + ", and the first one is used; " + remedy);
}

}  // namespace orm::load
