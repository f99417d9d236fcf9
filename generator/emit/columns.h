#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

enum class ColumnRole {
  // Assigned by the database when not given.
  GeneratedKey,
  // A primary key that the user gives.
  Key,
  // A column of a primary key of several, which the user gives.
  KeyPart,
  // Part of a foreign key that relationships look through: linking an object sets it.
  LinkedKey,
  // The database fills it in where the user does not.
  ServerDefault,
  // Nobody but the database gives it.
  Computed,
  // The session counts it.
  Version,
  Plain
};

// True for a column that has a setter.
bool is_settable(ColumnRole role);
// True for a required value that is not known before the row is stored.
bool is_filled_by_flush(ColumnRole role);

ColumnRole role_of(const model::Entity& entity, const model::Column& column);

// The line of the column in Init: `orm::Required<std::string> name;`; empty for one that nobody
// can give.
std::string init_member(const model::Model& model, const model::Entity& entity,
                        const model::Column& column);
// The line of the column in the private part: `std::int64_t id_ = 0;`.
std::string data_member(const model::Model& model, const model::Entity& entity,
                        const model::Column& column, const std::string& member);
// `set(2, name_, VALUE)`: what sets the column, as its setter does.
std::string set_column(const model::Entity& entity, model::ColumnIndex index,
                       const ClassNames& names, std::string_view value);
// The statement that takes the column from Init; empty for one that Init does not have.
std::string initialize_column(const model::Entity& entity, model::ColumnIndex index,
                              const ClassNames& names);

}  // namespace ormgen::emitting
