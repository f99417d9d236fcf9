// Queries that load what their objects are linked to.
#pragma once

#include "model.orm.hpp"
#include "orm/orm.h"

namespace model_test {

// Whole objects with all that they are linked to. Joins of many lists would multiply their rows.
inline auto with_related(const orm::Query<model::Person>& query, bool is_joined) {
  const auto& fields = model::Person::fields;
  if (is_joined) {
    return query.options(orm::joinedload(fields.mentor), orm::joinedload(fields.pets),
                         orm::joinedload(fields.desk), orm::joinedload(fields.passport),
                         orm::joinedload(fields.clubs).joinedload(model::Club::fields.roles));
  }
  return query.options(orm::selectinload(fields.mentor), orm::selectinload(fields.students),
                       orm::selectinload(fields.pets), orm::selectinload(fields.tasks),
                       orm::selectinload(fields.desk), orm::selectinload(fields.passport),
                       orm::selectinload(fields.clubs).selectinload(model::Club::fields.people),
                       orm::selectinload(fields.friends), orm::selectinload(fields.friend_of),
                       orm::selectinload(fields.roles).selectinload(model::Role::fields.club));
}
template <class T, class Field>
auto with_parent(const orm::Query<T>& query, const Field& field, bool is_joined) {
  return is_joined ? query.options(orm::joinedload(field))
                   : query.options(orm::selectinload(field));
}
inline auto with_related(const orm::Query<model::Pet>& query, bool is_joined) {
  return with_parent(query, model::Pet::fields.owner, is_joined);
}
inline auto with_related(const orm::Query<model::Task>& query, bool is_joined) {
  return with_parent(query, model::Task::fields.person, is_joined);
}
inline auto with_related(const orm::Query<model::Desk>& query, bool is_joined) {
  return with_parent(query, model::Desk::fields.user, is_joined);
}
inline auto with_related(const orm::Query<model::Passport>& query, bool is_joined) {
  return with_parent(query, model::Passport::fields.holder, is_joined);
}
inline auto with_related(const orm::Query<model::Club>& query, bool is_joined) {
  return with_parent(query, model::Club::fields.people, is_joined);
}
inline auto with_related(const orm::Query<model::Role>& query, bool is_joined) {
  return with_parent(query, model::Role::fields.person, is_joined);
}

}  // namespace model_test
