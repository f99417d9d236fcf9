#include "load/lazy_loader.h"

#include <string>
#include <utility>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/conditions.h"
#include "load/entity_reader.h"
#include "load/forms.h"
#include "load/key_index.h"
#include "load/list_fill.h"
#include "load/selectin_loader.h"
#include "orm/error.h"
#include "sql/select.h"
#include "value/describe.h"

namespace orm::load {

namespace {

using Values = std::vector<ValueView>;

// Gives each object that the statement finds to `take`.
template <class Take>
void read_all(Context& context, const EntityMapping& entity, db::Statement& statement,
              std::span<const ValueView> parameters, Take take) {
  context.connection.begin(statement, parameters);
  EntityReader reader(context.objects, entity, 0, false);
  while (statement.step()) take(reader.read_present(statement));
}

// How the targets of one object are found: by values of its columns, in those of the targets or of
// the link table.
struct Way {
  std::span<const std::uint16_t> local;
  sql::Keys keys;
};

Way way_to(const EntityMapping& owner, const RelationshipMapping& relationship) {
  if (relationship.kind == RelationshipKind::ManyToOne) {
    const ForeignKeyMapping& key = owner.foreign_keys[relationship.key];
    return {key.columns, {1, key.target_columns}};
  }
  if (relationship.kind == RelationshipKind::ManyToMany) {
    const LinkKeyMapping& key = relationship.secondary->keys[relationship.near_key];
    return {key.target_columns, {1, key.columns, &relationship}};
  }
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  return {key.target_columns, {1, key.columns}};
}

db::StatementText text_of(const db::Connection& connection, const RelationshipMapping& relationship,
                          const Way& way) {
  if (way.keys.link != nullptr) return sql::select_by_link(relationship);
  const EntityMapping& target = *relationship.target;
  std::string sql = sql::select_by_columns(target, way.keys.columns, relationship.order_by);
  // SQLite could not go from one to the next of what it has to sort.
  if (!relationship.order_by.empty()) return sql;
  return forms_of(connection, std::move(sql), target, way.keys.columns);
}

// The statement that loads a relationship of one object. Without criteria it belongs to the
// relationship, so that no text has to be compared.
template <class Take>
void read_targets(Context& context, const Object& object, const RelationshipMapping& relationship,
                  Take take) {
  const EntityMapping& target = *relationship.target;
  const Way way = way_to(object.entity(), relationship);
  Values parameters = values_of(object, way.local);
  const detail::ExpressionData* criteria =
      condition_on_targets(context.criteria.get(), object.entity(), relationship);
  if (criteria == nullptr) {
    const void* constant = &relationship;
    const db::StatementLease statement = db::acquire(context.connection, shape_of(constant), [&] {
      return text_of(context.connection, relationship, way);
    });
    return read_all(context, target, *statement, parameters, take);
  }
  const sql::Select select{
      .entity = &target, .criteria = criteria, .keys = way.keys, .order_by = relationship.order_by};
  sql::append_values(parameters, criteria);
  const db::StatementLease statement = db::acquire(context.connection, sql::shape_of(select),
                                                   [&] { return sql::select_text(select); });
  read_all(context, target, *statement, parameters, take);
}

Object* many_to_one_target(Context& context, const Object& object,
                           const RelationshipMapping& relationship) {
  const EntityMapping& owner = object.entity();
  const ForeignKeyMapping& key = owner.foreign_keys[relationship.key];
  if (detail::names_primary_key(key) &&
      condition_on_targets(context.criteria.get(), owner, relationship) == nullptr) {
    return load_row(context.connection, context.objects, *key.target,
                    detail::KeyView(object, key).data());
  }
  Object* found = nullptr;
  read_targets(context, object, relationship, [&found](Object& row) { found = &row; });
  return found;
}

// Where the schema wants more to be loaded with the targets. False when the relationship is still
// not loaded.
bool load_with_followers(Context& context, Object& object,
                         const RelationshipMapping& relationship) {
  const EntityMapping& target = *relationship.target;
  if (!context.objects.of(target).has_eager) return false;
  const FollowUp follow_up{sql::Join::root, &object.entity(), &relationship, 1,
                           plan_for(target, context.criteria.get())};
  load_related(context, follow_up, {&object});
  return detail::is_loaded(object, relationship);
}

}  // namespace

Object* load_row(db::Connection& connection, identity::ObjectStore& objects,
                 const EntityMapping& entity, const ValueView* key) {
  const void* text = entity.sqlite.select_by_key;
  const db::StatementLease statement = db::acquire(connection, shape_of(text), [&] {
    return forms_of(connection, entity.sqlite.select_by_key, entity, entity.key);
  });
  connection.begin(*statement, {key, entity.key.size()});
  // There is at most one row, so the statement is not asked for another.
  if (!statement->step()) return nullptr;
  return read_row(objects, entity, key, *statement);
}

void load_columns(Context& context, Object& object) {
  const identity::RowKey key = context.objects.row_key(object);
  context.objects.cohorts().hold();
  const Object* found = load_row(context.connection, context.objects, object.entity(), key.data());
  if (found == nullptr) row_is_gone(object);
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
    read_targets(context, object, relationship, [&](Object& row) {
      check_single(context, object, relationship, target, row);
      if (target == nullptr) target = &row;
    });
  }
  fill_to_one(object, relationship, target);
}

void load_to_many(Context& context, Object& object, const RelationshipMapping& relationship) {
  if (load_with_followers(context, object, relationship)) return;
  ListFill list(context.pairs);
  list.begin(object, relationship);
  read_targets(context, object, relationship,
               [&](Object& member) { list.add(object, relationship, member); });
  list.finish();
}

}  // namespace orm::load
