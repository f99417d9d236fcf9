// What `Engine::verify` finds.
#pragma once

#include <cstdint>
#include <string>

namespace orm {

/// One respect in which a database is not what a schema says.
struct SchemaDifference {
  enum class Kind : std::uint8_t {
    MissingTable,
    /// The name belongs to a view or an index.
    NotATable,
    MissingColumn,
    /// A column that the schema does not know, and that a new row has to give a value.
    ExtraColumn,
    /// The column would change what is stored in it, or was made for something else.
    ColumnType,
    /// NULL is allowed on one side only.
    Nullability,
    /// Of a column of a key with `set default`.
    Default,
    /// The database computes the column on one side only.
    ComputedColumn,
    /// Other columns, or another order of them.
    PrimaryKey,
    /// The database does not number the rows.
    GeneratedKey,
    /// Columns are unique together on one side only.
    UniqueSet,
    /// Missing, not in the schema, or with another target or other actions.
    ForeignKey,
    MissingIndex,
    /// An index of that name has other columns.
    OtherIndex
  };

  /// The name in the schema.
  std::string table;
  Kind kind;
  /// A sentence that names the table, what the database has and what the schema says.
  std::string message;
};

}  // namespace orm
