#include "load/joined_rows.h"

#include <functional>
#include <utility>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"

namespace orm::load {

namespace {

using detail::LinkAccess;
using detail::ObjectAccess;
using sql::Join;

std::size_t count_collections(const std::vector<Join>& joins) {
  std::size_t count = 0;
  for (const Join& join : joins) count += join.relationship->to_many != nullptr ? 1 : 0;
  return count;
}

// True when the program has set the key of a many-to-one relationship since the last flush: the
// joined row is then not the one that it leads to.
bool has_set_key(const Object& owner, const RelationshipMapping& relationship) {
  return relationship.kind == RelationshipKind::ManyToOne &&
         detail::is_set(owner, owner.entity().foreign_keys[relationship.key]);
}

// The side of a one-to-one without the key may have more than one row, too.
bool has_repeated_rows(const std::vector<Join>& joins) {
  for (const Join& join : joins) {
    if (join.relationship->kind != RelationshipKind::ManyToOne) return true;
  }
  return false;
}

void collect(std::vector<Object*>& objects, Object* object) {
  if (objects.empty() || objects.back() != object) objects.push_back(object);
}

}  // namespace

bool MetPairs::insert(const Object* first, const Object* second) {
  return pairs_.emplace(first, second).second;
}

std::size_t MetPairs::Hash::operator()(const Pair& pair) const {
  // Any large odd number: an object is in many pairs, and their hashes are to differ.
  constexpr std::size_t factor = 0x9e3779b97f4a7c15;
  const std::hash<const Object*> hash;
  return hash(pair.first) * factor + hash(pair.second);
}

JoinedRows::JoinedRows(Context& context, const EntityMapping& entity, const LoadPlan& plan,
                       bool may_recur)
    : context_(&context),
      plan_(&plan),
      lists_(context.pairs),
      root_(context.objects, entity, 0, !plan.joins.empty(), plan.columns, context.overwrite),
      columns_(root_.width()),
      is_plain_(plan.joins.empty() && plan.follow_ups.empty() && plan.overrides.empty() &&
                context.overwrite == nullptr),
      has_overrides_(!plan.overrides.empty()),
      repeats_(has_repeated_rows(plan.joins)) {
  const bool has_several = count_collections(plan.joins) > 1;
  nodes_.reserve(plan.joins.size());
  for (const Join& join : plan.joins) {
    const EntityMapping& target = *join.relationship->target;
    // Several objects of the result may have the same parent.
    const bool may_repeat = has_several || may_recur || join.parent != Join::root;
    // A member of one list has nothing else to come again for.
    const bool repeats = may_repeat || join.relationship->kind != RelationshipKind::OneToMany;
    nodes_.push_back(
        {.join = &join,
         .relationship = join.relationship,
         .reader = {context.objects, target, columns_, repeats, join.columns, context.overwrite},
         .may_repeat = may_repeat});
    columns_ += nodes_.back().reader.width();
  }
  for (const FollowUp& follow_up : plan.follow_ups) {
    (follow_up.node == Join::root ? is_root_followed_ : nodes_[follow_up.node].is_followed) = true;
  }
  is_noted_ = context.overwrite != nullptr || has_overrides_ || !plan.follow_ups.empty();
}

JoinedRows::~JoinedRows() { forget_seen(); }

void JoinedRows::finish() {
  lists_.finish();
  forget_seen();
}

void JoinedRows::forget_seen() noexcept {
  for (Object* object : seen_) ObjectAccess::drop(*object, ObjectAccess::seen_flag);
  seen_.clear();
}

void JoinedRows::forget_objects() {
  root_.forget_last();
  roots_.clear();
  last_root_ = nullptr;
  for (Node& node : nodes_) {
    node.reader.forget_last();
    node.object = nullptr;
    node.owner = nullptr;
    node.met = {};
    node.objects.clear();
  }
}

void JoinedRows::read_plan(db::Statement& row, Object& root) {
  if (is_noted_) {
    if (context_->overwrite != nullptr) context_->overwrite->note(root);
    if (has_overrides_) apply_overrides(Join::root, &root, root_);
    if (is_root_followed_) collect(roots_, &root);
  }
  for (Node& node : nodes_) {
    Object* owner = node.join->parent == Join::root ? &root : nodes_[node.join->parent].object;
    Object* owner_before = std::exchange(node.owner, owner);
    Object* before = std::exchange(node.object, nullptr);
    if (owner == nullptr) continue;
    node.object = node.reader.read(row);
    if (is_noted_ && node.object != nullptr) note(node);
    const RelationshipMapping& relationship = *node.relationship;
    if (relationship.to_many == nullptr) {
      fill_single(node);
      continue;
    }
    const bool is_same_owner = owner == owner_before;
    if (!is_same_owner) lists_.begin(*owner, relationship);
    if (node.object == nullptr) continue;
    const bool is_repeated = is_same_owner && node.object == before;
    if (node.may_repeat && (is_repeated || !node.met.insert(owner, node.object))) continue;
    lists_.add(*owner, relationship, *node.object);
  }
}

bool JoinedRows::is_first(Object& root) {
  if (&root == last_root_ || ObjectAccess::has(root, ObjectAccess::seen_flag)) return false;
  last_root_ = &root;
  seen_.push_back(&root);
  ObjectAccess::add(root, ObjectAccess::seen_flag);
  return true;
}

void JoinedRows::note(Node& node) {
  if (context_->overwrite != nullptr) context_->overwrite->note(*node.object);
  if (has_overrides_) {
    apply_overrides(static_cast<std::size_t>(&node - nodes_.data()), node.object, node.reader);
  }
  if (node.is_followed) collect(node.objects, node.object);
}

void JoinedRows::fill_single(Node& node) {
  if (has_set_key(*node.owner, *node.relationship)) return;
  if (node.object != nullptr) {
    const Object* first = (node.owner->*node.relationship->to_one).target();
    check_single(*context_, *node.owner, *node.relationship, first, *node.object);
  }
  fill_to_one(*node.owner, *node.relationship, node.object);
}

// What the session had before keeps what it was loaded with.
void JoinedRows::apply_overrides(std::size_t node, Object* object,
                                 const EntityReader& reader) const {
  if (!reader.has_filled()) return;
  for (const Override& override : plan_->overrides) {
    if (override.node != node) continue;
    if (override.relationship->to_many != nullptr) {
      LinkAccess::override_use(object->*override.relationship->to_many);
    } else {
      LinkAccess::override_use(object->*override.relationship->to_one);
    }
  }
}

const std::vector<Object*>& JoinedRows::objects(std::size_t node) const {
  return node == Join::root ? roots_ : nodes_[node].objects;
}

}  // namespace orm::load
