// The compiled statements of one connection, found by the shape of what they do.
#pragma once

#include <cstddef>
#include <cstdint>
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
    if (last_ == nullptr || last_->first != shape) {
      const auto found = kept_.find(shape);
      if (found == kept_.end()) return nullptr;
      last_ = &*found;
    }
    return last_->second->is_leased_ ? nullptr : lease(*last_->second);
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

  std::size_t capacity_;
  std::uint64_t uses_ = 0;
  using Kept = std::unordered_map<std::string, std::unique_ptr<CachedStatement>, HashOfBytes,
                                  std::equal_to<>>;

  Kept kept_;
  // Neighbouring calls often ask for the same shape.
  const Kept::value_type* last_ = nullptr;
  std::vector<std::unique_ptr<CachedStatement>> temporary_;
};

}  // namespace orm::db
