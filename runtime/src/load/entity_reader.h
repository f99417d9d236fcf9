// Turns rows into objects: one object for each key.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "db/statement.h"
#include "identity/object_store.h"
#include "load/overwrite.h"
#include "value/columns.h"

namespace orm::load {

/// Reads one entity out of the rows of one result. Its columns stand together, in schema order.
class EntityReader {
 public:
  /// `repeats` says that neighbouring rows often hold the same object: the key is then looked at
  /// first, and the other columns only for an object that has to be read. `columns` are those that
  /// the rows have, as in sql::Select. `overwrite` may be null.
  EntityReader(identity::ObjectStore& objects, const EntityMapping& entity, unsigned first_column,
               bool repeats, std::uint64_t columns = 0, Overwrite* overwrite = nullptr);
  EntityReader(EntityReader&&) = default;
  EntityReader& operator=(EntityReader&&) = delete;

  /// The object of the current row; null where an outer join found none. Columns that the session
  /// has already, or has changed, are not overwritten; an expired object is filled again, and one
  /// that has been read in part gets what the row has and it has not.
  /// Raises DataError for a value that does not fit, and for a row without a key.
  Object* read(db::Statement& row);
  /// The object of a row that no outer join has made.
  Object& read_present(db::Statement& row) {
    Object* object = read(row);
    if (object == nullptr) no_key();
    return *object;
  }
  /// True when the last row that was looked at made an object or filled an expired one.
  bool has_filled() const { return has_filled_; }
  /// Forgets the last row, whose object may end before the next one.
  void forget_last() { last_ = nullptr; }

  /// How many columns of a row are the entity's.
  unsigned width() const { return static_cast<unsigned>(cells_.size()); }
  /// Where a row has a column, which is one of those that it has.
  unsigned place_of(unsigned column) const {
    return first_column_ + position_in(columns_->present, column);
  }

 private:
  const ValueView* read_key(db::Statement& row);
  Object* absent(db::Statement& row);
  [[noreturn]] void no_key() const;
  Object& create(const ValueView* key);
  Object& create_with_care(db::Statement& row, const ValueView* key);
  void fill(db::Statement& row, Object& object, const ValueView* key);
  void meet(Object& object) {
    objects_->cohorts().meet(object);
    if (overwrite_ != nullptr) overwrite_->meet(object);
  }

  identity::ObjectStore* objects_;
  identity::EntityStore* store_;
  const EntityMapping* entity_;
  Overwrite* overwrite_;
  unsigned first_column_;
  bool repeats_;
  // Rows do not repeat, and nobody wants to know which objects are made.
  bool is_simple_;
  // Where the rows do not have the usual columns.
  std::unique_ptr<const identity::RowColumns> own_columns_;
  const identity::RowColumns* columns_;
  std::span<ValueView> cells_;
  std::span<ValueView> key_;
  // What the last row held, for neighbours that repeat it; only for keys of one integer.
  Object* last_ = nullptr;
  std::int64_t last_key_ = 0;
  bool has_filled_ = false;
};

/// Reads the only row of a result, which has the columns that are read where nothing else is said.
Object* read_row(identity::ObjectStore& objects, const EntityMapping& entity, db::Statement& row);

}  // namespace orm::load
