#include "load/selectin_loader.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "load/conditions.h"
#include "load/forms.h"
#include "load/key_index.h"
#include "load/list_fill.h"
#include "sql/key_list.h"

namespace orm::load {

namespace {

using detail::LinkAccess;
using detail::ObjectAccess;
using sql::Join;

using Objects = std::vector<Object*>;
using Values = std::vector<ValueView>;
using Places = std::vector<unsigned>;

// The stored ones, each once, in their order.
Objects distinct(const Objects& objects) {
  Objects found;
  found.reserve(objects.size());
  for (Object* object : objects) {
    if (object->state() != ObjectState::Persistent) continue;
    if (ObjectAccess::has(*object, ObjectAccess::seen_flag)) continue;
    ObjectAccess::add(*object, ObjectAccess::seen_flag);
    found.push_back(object);
  }
  for (Object* object : found) ObjectAccess::drop(*object, ObjectAccess::seen_flag);
  return found;
}

class RelatedLoader {
 public:
  RelatedLoader(Context& context, const FollowUp& follow_up)
      : context_(&context),
        follow_up_(&follow_up),
        relationship_(follow_up.relationship),
        criteria_(condition_on_targets(context.criteria.get(), *follow_up.owner, *relationship_)),
        rows_(context, *relationship_->target, follow_up.plan, is_pairs()) {}

  void load(const Objects& owners) {
    context_->objects.cohorts().begin_targets(owners, *relationship_);
    apply_first_uses(follow_up_->plan, context_->objects.cohorts());
    Objects wanting;
    for (Object* owner : owners) {
      if (needs_rows(*owner)) wanting.push_back(owner);
    }
    if (relationship_->kind == RelationshipKind::ManyToOne) {
      load_parents(wanting);
    } else {
      load_children(wanting);
    }
    if (follow_up_->plan.follow_ups.empty()) return;
    Objects targets;
    for (const Object* owner : owners) {
      detail::for_each_target(*owner, *relationship_,
                              [&](Object& target) { targets.push_back(&target); });
    }
    load_follow_ups(*context_, follow_up_->plan, rows_, targets);
  }

 private:
  bool needs_rows(const Object& owner) const {
    if (!detail::is_loaded(owner, *relationship_) || !follow_up_->plan.joins.empty()) return true;
    bool is_complete = true;
    detail::for_each_target(owner, *relationship_,
                            [&](const Object& target) { is_complete &= is_fresh(target); });
    return !is_complete;
  }

  // Relationships whose rows name their owner: by their own key, or by that of the link table.

  const Object* target_of(const Object& owner) const {
    return (owner.*relationship_->to_one).target();
  }

  bool is_pairs() const { return relationship_->kind == RelationshipKind::ManyToMany; }

  // The columns of the owner that the rows name.
  std::span<const std::uint16_t> owner_columns() const {
    return is_pairs() ? relationship_->secondary->keys[relationship_->near_key].target_columns
                      : relationship_->target->foreign_keys[relationship_->key].target_columns;
  }

  sql::Keys owner_keys() const {
    sql::Keys keys;
    keys.columns = is_pairs() ? relationship_->secondary->keys[relationship_->near_key].columns
                              : relationship_->target->foreign_keys[relationship_->key].columns;
    keys.link = is_pairs() ? relationship_ : nullptr;
    return keys;
  }

  void load_children(Objects& owners) {
    const std::span<const std::uint16_t> columns = owner_columns();
    KeyIndex index(context_->objects, *follow_up_->owner, columns);
    // What else an expired owner holds may not be so any more.
    if (!index.is_identity()) {
      std::erase_if(owners, [](const Object* owner) { return detail::is_expired(*owner); });
    }
    Values keys;
    for (Object* owner : owners) {
      const Values key = values_of(*owner, columns);
      keys.insert(keys.end(), key.begin(), key.end());
      index.add(key, *owner);
    }
    for_each_chunk(owners.size(), columns.size(), [&](std::size_t first, std::size_t count) {
      load_chunk({owners.data() + first, count}, index,
                 {keys.data() + first * columns.size(), count * columns.size()});
    });
  }

  void load_chunk(std::span<Object* const> owners, KeyIndex& index,
                  std::span<const ValueView> keys) {
    ListFill lists(context_->pairs);
    const bool is_list = relationship_->to_many != nullptr;
    if (is_list) {
      for (Object* owner : owners) lists.begin(*owner, *relationship_);
    }
    const sql::Keys by = owner_keys();
    const Places places = places_of(by);
    Values key(by.columns.size());
    // A text that the database takes for equal may be spelt in another way.
    bool is_complete = true;
    run(keys, by, [&](Object& member, db::Statement& row) {
      read_owner_key(row, places, key);
      Object* owner = index.find(key);
      if (owner == nullptr) {
        is_complete = false;
      } else if (!is_list) {
        check_single(*context_, *owner, *relationship_, target_of(*owner), member);
        fill_to_one(*owner, *relationship_, &member);
      } else if (!rows_.has_repeats() || met_.insert(owner, &member)) {
        lists.add(*owner, *relationship_, member);
      }
    });
    if (!is_complete) return;
    lists.finish();
    if (is_list) return;
    for (Object* owner : owners) fill_to_one(*owner, *relationship_, nullptr);
  }

  // Where rows have these columns, which are not those of a link table.
  Places places_of(const sql::Keys& by) const {
    Places places;
    if (by.link != nullptr) return places;
    for (const std::uint16_t column : by.columns) places.push_back(rows_.place_of(column));
    return places;
  }

  void read_owner_key(db::Statement& row, const Places& places, Values& key) const {
    if (places.empty()) return row.read(rows_.columns(), key);
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = rows_.value_at(places[i], row);
  }

  // Many-to-one: the owners name the rows.

  void load_parents(const Objects& owners) {
    const ForeignKeyMapping& key = follow_up_->owner->foreign_keys[relationship_->key];
    KeyIndex index(context_->objects, *key.target, key.target_columns);
    Objects waiting;
    Values keys;
    std::unordered_set<std::string> asked;
    for (Object* owner : owners) {
      // An expired key may lead elsewhere by now.
      if (detail::is_expired(*owner)) continue;
      if (detail::has_null(*owner, key)) {
        fill_to_one(*owner, *relationship_, nullptr);
        continue;
      }
      const Values values = values_of(*owner, key.columns);
      Object* known = index.find(values);
      if (known != nullptr && is_fresh(*known) && follow_up_->plan.joins.empty()) {
        fill_to_one(*owner, *relationship_, known);
        continue;
      }
      waiting.push_back(owner);
      if (asked.insert(identity::encode(values)).second) {
        keys.insert(keys.end(), values.begin(), values.end());
      }
    }
    read_parents(key, keys, index);
    for (Object* owner : waiting) link_parent(*owner, key, index);
  }

  // Nothing of the object has to be read. Columns that options ask for count, and those that are
  // left for their first use do not.
  bool is_fresh(const Object& object) const {
    const Overwrite* overwrite = context_->overwrite;
    return !detail::is_expired(object) &&
           (detail::unread_columns(object) & follow_up_->plan.columns) == 0 &&
           (overwrite == nullptr || overwrite->has_met(object));
  }

  void read_parents(const ForeignKeyMapping& key, const Values& keys, KeyIndex& index) {
    const std::size_t width = key.columns.size();
    sql::Keys by;
    by.columns = key.target_columns;
    const Places places = places_of(by);
    Values found(width);
    for_each_chunk(keys.size() / width, width, [&](std::size_t first, std::size_t count) {
      run({keys.data() + first * width, count * width}, by,
          [&](Object& parent, db::Statement& row) {
            if (index.is_identity()) return;
            read_owner_key(row, places, found);
            index.add(found, parent);
          });
    });
  }

  // A text without a row may be spelt in another way there; its first use will tell.
  void link_parent(Object& owner, const ForeignKeyMapping& key, KeyIndex& index) {
    const Values values = values_of(owner, key.columns);
    Object* parent = index.find(values);
    const bool has_bytes = std::any_of(values.begin(), values.end(),
                                       [](const ValueView& value) { return value.has_bytes(); });
    if (parent != nullptr || !has_bytes) fill_to_one(owner, *relationship_, parent);
  }

  // Statements over lists of keys, one after the other.

  // Calls `load(first, count)` for each chunk of the keys, which have that many columns.
  template <class Load>
  void for_each_chunk(std::size_t keys, std::size_t width, Load load) const {
    std::size_t most =
        std::min(follow_up_->most_keys, context_->connection.max_parameters() / width);
    if (most < sql::most_keys) most = std::bit_floor(most);
    for (std::size_t first = 0; first < keys; first += most) {
      load(first, std::min(most, keys - first));
    }
  }

  // Gives the object of each row to `take(object, row)`.
  template <class Take>
  void run(std::span<const ValueView> keys, const sql::Keys& by, Take take) {
    const std::size_t width = by.columns.size();
    const std::size_t count = keys.size() / width;
    sql::Select select{.entity = relationship_->target,
                       .columns = follow_up_->plan.columns,
                       .criteria = criteria_,
                       .joins = follow_up_->plan.joins,
                       .keys = by,
                       .order_by = relationship_->order_by};
    select.keys.count = sql::padded(count);
    Values parameters(keys.begin(), keys.end());
    fill_up(parameters, width, select.keys.count);
    Values of_joins;
    sql::append_values(of_joins, select.joins);
    parameters.insert(parameters.begin(), of_joins.begin(), of_joins.end());
    sql::append_values(parameters, criteria_);
    db::Connection& connection = context_->connection;
    const db::StatementLease statement = db::acquire(connection, sql::shape_of(select),
                                                     [&] { return forms_of(connection, select); });
    if (one_key_text_.empty()) {
      select.keys.count = 1;
      one_key_text_ = sql::select_text(select);
    }
    connection.executed(one_key_text_, count, 1);
    statement->bind(parameters);
    db::for_each_row(*statement, [&](db::Statement& row) { take(*rows_.read(row), row); });
    rows_.finish();
  }

  Context* context_;
  const FollowUp* follow_up_;
  const RelationshipMapping* relationship_;
  const detail::ExpressionData* criteria_;
  JoinedRows rows_;
  MetPairs met_;
  // What observers are told, the same for every chunk.
  std::string one_key_text_;
};

}  // namespace

void load_follow_ups(Context& context, const LoadPlan& plan, const JoinedRows& rows,
                     const std::vector<Object*>& roots) {
  for (const FollowUp& follow_up : plan.follow_ups) {
    load_related(context, follow_up,
                 distinct(follow_up.node == Join::root ? roots : rows.objects(follow_up.node)));
  }
}

void load_related(Context& context, const FollowUp& follow_up, const std::vector<Object*>& owners) {
  if (owners.empty()) return;
  RelatedLoader(context, follow_up).load(owners);
  if (follow_up.recursion == 0) return;
  std::unordered_set<const Object*> met(owners.begin(), owners.end());
  Objects level = owners;
  for (std::int32_t left = follow_up.recursion; left != 0; left -= left > 0 ? 1 : 0) {
    Objects targets;
    for (const Object* owner : level) {
      detail::for_each_target(*owner, *follow_up.relationship,
                              [&](Object& target) { targets.push_back(&target); });
    }
    level = distinct(targets);
    // Where it goes round in a circle, it has come to its end.
    std::erase_if(level, [&met](const Object* object) { return !met.insert(object).second; });
    if (level.empty()) return;
    RelatedLoader(context, follow_up).load(level);
  }
}

}  // namespace orm::load
