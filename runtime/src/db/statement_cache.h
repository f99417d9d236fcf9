// The compiled statements of one connection, found by the shape of what they do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "db/statement.h"

namespace orm::db {

/// A statement with what the cache has to know about it.
class CachedStatement : public Statement {
 private:
  friend class StatementCache;

  bool is_leased_ = false;
  bool is_kept_ = false;
  std::uint64_t last_use_ = 0;
};

/// Belongs to one connection, and so to one thread at a time.
class StatementCache {
 public:
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

  /// Leases the statement of that shape; null when there is none, or when it is leased already.
  /// Allocates nothing.
  CachedStatement* find(Shape shape) {
    const Kept::value_type*& recent = recent_[place_of(shape)];
    if (recent == nullptr || !is_same(recent->first, shape)) {
      const auto found = kept_.find(shape);
      if (found == kept_.end()) return nullptr;
      recent = &*found;
    }
    return recent->second->is_leased_ ? nullptr : lease(*recent->second);
  }
  /// Leases a new statement and keeps it under its shape. The least recently used one that is free
  /// is destroyed when the cache is full. Where that shape has a leased statement, or everything is
  /// leased, the new one lives until it is released.
  CachedStatement* add(Shape shape, std::unique_ptr<CachedStatement> statement);
  /// Resets and frees a leased statement.
  void release(Statement* statement) noexcept;
  /// Releases everything that is leased.
  void release_all() noexcept;

  std::size_t size() const noexcept { return kept_.size(); }

 private:
  struct HashOfBytes {
    using is_transparent = void;
    std::size_t operator()(std::string_view bytes) const noexcept {
      return std::hash<std::string_view>()(bytes);
    }
  };

  CachedStatement* lease(CachedStatement& statement) {
    statement.is_leased_ = true;
    statement.last_use_ = ++uses_;
    return &statement;
  }
  bool make_room();

  using Kept = std::unordered_map<std::string, std::unique_ptr<CachedStatement>, HashOfBytes,
                                  std::equal_to<>>;

  static constexpr std::size_t address_size = sizeof(void*);
  static std::uintptr_t address_at(Shape shape, std::size_t place) {
    std::uintptr_t address = 0;
    std::memcpy(&address, shape.data() + place, sizeof address);
    return address;
  }
  static bool is_same(Shape left, Shape right) {
    if (left.size() != right.size()) return false;
    return left.size() == address_size ? address_at(left, 0) == address_at(right, 0)
                                       : left == right;
  }
  // Looks at both ends only: two shapes that meet are told apart by the map.
  static std::size_t place_of(Shape shape) {
    std::uint64_t bits = shape.size();
    if (shape.size() >= address_size) {
      bits ^= address_at(shape, 0);
      bits ^= std::uint64_t{address_at(shape, shape.size() - address_size)} << 7;
    }
    return (bits * 0x9e3779b97f4a7c15U) >> (64 - recent_bits);
  }

  std::size_t capacity_;
  std::uint64_t uses_ = 0;
  Kept kept_;
  // What was found last at each place: a program mostly asks for the same few shapes.
  static constexpr unsigned recent_bits = 5;
  std::array<const Kept::value_type*, std::size_t{1} << recent_bits> recent_{};
  std::vector<std::unique_ptr<CachedStatement>> temporary_;
};

}  // namespace orm::db
