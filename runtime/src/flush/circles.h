// Which links of rows that refer to each other are left out for a moment, so that one can go first.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "flush/commit_order.h"
#include "flush/referrers.h"

namespace orm::flush {

/// Columns of objects, as bits.
using ColumnsOf = std::unordered_map<const Object*, std::uint64_t>;

/// New rows come after those that they refer to. A circle is opened at keys that may be NULL: those
/// of relationships with `post_update` where there are any, else those of the object that was added
/// first. These are set by an UPDATE, as SQLAlchemy does where it is told to.
class InsertDependencies final : public Dependencies {
 public:
  void append_requirements(const Object& object, std::vector<Object*>& requirements) const override;
  bool open_circle(std::span<Object* const> circle) override;

  /// Columns that stay NULL until all rows are there.
  std::uint64_t postponed(const Object& object) const;

 private:
  bool postpone(std::span<Object* const> circle, const ForeignKeyMapping* only);

  ColumnsOf postponed_;
};

/// Rows go after those that refer to them. A circle is opened at keys that may be NULL, in the same
/// way.
class DeleteDependencies final : public Dependencies {
 public:
  explicit DeleteDependencies(const Referrers& referrers) : referrers_(referrers) {}

  void append_requirements(const Object& object, std::vector<Object*>& requirements) const override;
  bool open_circle(std::span<Object* const> circle) override;

  /// Columns to be set to NULL before the rows are deleted.
  const ColumnsOf& vacated() const { return vacated_; }

 private:
  bool vacate(std::span<Object* const> circle, const ForeignKeyMapping* only);

  const Referrers& referrers_;
  ColumnsOf vacated_;
};

}  // namespace orm::flush
