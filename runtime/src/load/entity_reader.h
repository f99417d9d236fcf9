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
  /// `repeats` says that the session often has the object of a row already, as neighbouring rows
  /// hold the same: the key is then looked at first, and the other columns only for an object that
  /// has to be read. Otherwise it is so behind a row whose object was there. `columns` are those
  /// that the rows have, as in sql::Select. `overwrite` may be null.
  EntityReader(identity::ObjectStore& objects, const EntityMapping& entity, unsigned first_column,
               bool repeats, std::uint64_t columns = 0, Overwrite* overwrite = nullptr);
  EntityReader(EntityReader&&) = default;
  EntityReader& operator=(EntityReader&&) = delete;

  /// The object of the current row; null where an outer join found none. Columns that the session
  /// has already, or has changed, are not overwritten; an expired object is filled again, and one
  /// that has been read in part gets what the row has and it has not.
  /// Raises DataError for a value that does not fit, and for a row without a key.
  Object* read(db::Statement& row) {
    if (!repeats_ && !store_->is_known) return read_whole(row);
    has_cells_ = false;
    if (!has_one_key_) return read_by_keys(row);
    ValueView& key = key_[0];
    row.read_one(key_column_, key);
    const bool is_last =
        last_ != nullptr && key.kind == ValueKind::Integer && key.integer == last_key_;
    return is_last ? last_ : read_by_key(row);
  }
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
  /// Where the rows have a column, which is one of those that they have.
  unsigned place_of(unsigned column) const { return position_in(columns_->present, column); }
  /// What the row that was read last has at a place.
  ValueView value_at(unsigned place, db::Statement& row) const {
    // With joins another reader of the entity may have used them since.
    if (has_cells_ && !repeats_) return cells_[place];
    ValueView value;
    row.read_one(first_column_ + place, value);
    return value;
  }

 private:
  Object* read_whole(db::Statement& row);
  // The key, which has been read, is looked at first.
  Object* read_by_key(db::Statement& row);
  // The same for a key of several columns, which has not been read.
  Object* read_by_keys(db::Statement& row);
  const ValueView* key_of_cells();
  Object* absent(db::Statement& row);
  [[noreturn]] void no_key() const;
  void read_cells(db::Statement& row) {
    row.read(first_column_, cells_);
    has_cells_ = true;
  }
  /// A row is about an object that the session has.
  inline void meet(db::Statement& row, Object& object, const ValueView* key);
  void fill(db::Statement& row, Object& object, const ValueView* key);

  identity::ObjectStore* objects_;
  identity::EntityStore* store_;
  const EntityMapping* entity_;
  Overwrite* overwrite_;
  unsigned first_column_;
  bool repeats_;
  // Where the rows do not have the usual columns.
  std::unique_ptr<const identity::RowColumns> own_columns_;
  const identity::RowColumns* columns_;
  std::span<ValueView> cells_;
  std::span<ValueView> key_;
  // Of the row, where the key is one column.
  unsigned key_column_;
  bool has_one_key_;
  // What the last row held, for neighbours that repeat it; only for keys of one integer.
  Object* last_ = nullptr;
  std::int64_t last_key_ = 0;
  bool has_filled_ = false;
  // Of the last row all of the entity's cells have been read.
  bool has_cells_ = false;
};

/// Reads the only row of a result, which was asked for by its key, and has the columns that are
/// read where nothing else is said.
Object* read_row(identity::ObjectStore& objects, const EntityMapping& entity, const ValueView* key,
                 db::Statement& row);

}  // namespace orm::load
