#include "load/lazy_loader.h"

#include <string>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/entity_reader.h"
#include "load/key_index.h"
#include "load/list_fill.h"
#include "load/selectin_loader.h"
#include "orm/error.h"
#include "sql/select.h"
#include "value/describe.h"

namespace orm::load {

namespace {

using Values = std::vector<ValueView>;

// Runs the statement that belongs to `constant` and gives each object of its rows to `take`.
template <class MakeSql, class Take>
void run(Context& context, const EntityMapping& entity, const void* constant,
         std::span<const ValueView> parameters, MakeSql make_sql, Take take) {
  const db::StatementLease statement =
      db::acquire(context.connection, shape_of(constant), make_sql);
  context.connection.executed(statement->sql(), 1, 1);
  statement->bind(parameters);
  EntityReader reader(context.objects, entity, 0, false);
  while (statement->step()) take(*reader.read(*statement));
}

Object* many_to_one_target(Context& context, const Object& object,
                           const RelationshipMapping& relationship) {
  const ForeignKeyMapping& key = object.entity().foreign_keys[relationship.key];
  const EntityMapping& target = *key.target;
  if (detail::names_primary_key(key)) {
    return load_row(context, target, detail::KeyView(object, key).data());
  }
  Object* found = nullptr;
  run(
      context, target, &relationship, values_of(object, key.columns),
      [&] { return sql::select_by_columns(target, key.target_columns, {}); },
      [&found](Object& row) { found = &row; });
  return found;
}

// Where the schema wants more to be loaded with the targets. False when the relationship is still
// not loaded.
bool load_with_followers(Context& context, Object& object,
                         const RelationshipMapping& relationship) {
  const EntityMapping& target = *relationship.target;
  if (!has_eager(target)) return false;
  const FollowUp follow_up{sql::Join::root, &object.entity(), &relationship, 1, plan_for(target)};
  load_related(context, follow_up, {&object});
  return detail::is_loaded(object, relationship);
}

}  // namespace

Object* load_row(Context& context, const EntityMapping& entity, const ValueView* key) {
  const void* text = entity.sqlite.select_by_key;
  const db::StatementLease statement = db::acquire(context.connection, shape_of(text), [&entity] {
    return std::string(entity.sqlite.select_by_key);
  });
  context.connection.executed(statement->sql(), 1, 1);
  statement->bind({key, entity.key.size()});
  // There is at most one row, so the statement is not asked for another.
  if (!statement->step()) return nullptr;
  return EntityReader(context.objects, entity, 0, false).read(*statement);
}

void load_columns(Context& context, Object& object) {
  const identity::RowKey key = context.objects.row_key(object);
  context.objects.cohorts().hold();
  if (load_row(context, object.entity(), key.data()) == nullptr) row_is_gone(object);
}

void row_is_gone(const Object& object) {
  const detail::KeyView key(object);
  throw ObjectDeletedError(std::string("the row of this ") + object.entity().name +
                           " with the key " + describe_key(key.values()) +
                           " is no longer in the database");
}

bool link_from_memory(identity::ObjectStore& objects, Object& object,
                      const RelationshipMapping& relationship) {
  if (relationship.kind != RelationshipKind::ManyToOne) return false;
  const ForeignKeyMapping& key = object.entity().foreign_keys[relationship.key];
  Object* target = nullptr;
  if (!detail::has_null(object, key)) {
    if (!detail::names_primary_key(key)) return false;
    target = objects.find(*key.target, detail::KeyView(object, key).data());
    if (target == nullptr) return false;
  }
  fill_to_one(object, relationship, target);
  return true;
}

void load_to_one(Context& context, Object& object, const RelationshipMapping& relationship) {
  if (load_with_followers(context, object, relationship)) return;
  Object* target = nullptr;
  if (relationship.kind == RelationshipKind::ManyToOne) {
    target = many_to_one_target(context, object, relationship);
  } else {
    const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
    run(
        context, *relationship.target, &relationship, values_of(object, key.target_columns),
        [&] { return sql::select_by_columns(*relationship.target, key.columns, {}); },
        [&](Object& row) {
          check_single(context, object, relationship, target, row);
          if (target == nullptr) target = &row;
        });
  }
  fill_to_one(object, relationship, target);
}

void load_to_many(Context& context, Object& object, const RelationshipMapping& relationship) {
  if (load_with_followers(context, object, relationship)) return;
  const EntityMapping& target = *relationship.target;
  const bool is_pairs = relationship.kind == RelationshipKind::ManyToMany;
  const std::span<const std::uint16_t> local =
      is_pairs ? relationship.secondary->keys[relationship.near_key].target_columns
               : target.foreign_keys[relationship.key].target_columns;
  ListFill list(context.pairs);
  list.begin(object, relationship);
  run(
      context, target, &relationship, values_of(object, local),
      [&] {
        return is_pairs
                   ? sql::select_by_link(relationship)
                   : sql::select_by_columns(target, target.foreign_keys[relationship.key].columns,
                                            relationship.order_by);
      },
      [&](Object& member) { list.add(object, relationship, member); });
  list.finish();
}

}  // namespace orm::load
