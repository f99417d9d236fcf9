#include "db/statement_cache.h"

namespace orm::db {

CachedStatement* StatementCache::add(Shape shape, std::unique_ptr<CachedStatement> statement) {
  if (!kept_.contains(shape) && make_room()) {
    statement->is_kept_ = true;
    return lease(*kept_.emplace(shape, std::move(statement)).first->second);
  }
  temporary_.push_back(std::move(statement));
  return lease(*temporary_.back());
}

// A scan over all statements: it costs less than compiling the one that needs the room, and using a
// statement then costs no more than a counter.
bool StatementCache::make_room() {
  if (kept_.size() < capacity_) return true;
  auto oldest = kept_.end();
  for (auto entry = kept_.begin(); entry != kept_.end(); ++entry) {
    if (entry->second->is_leased_) continue;
    if (oldest == kept_.end() || entry->second->last_use_ < oldest->second->last_use_) {
      oldest = entry;
    }
  }
  if (oldest == kept_.end()) return false;
  const Kept::value_type*& recent = recent_[place_of(oldest->first)];
  if (recent == &*oldest) recent = nullptr;
  kept_.erase(oldest);
  return true;
}

void StatementCache::release(Statement* statement) noexcept {
  auto* released = static_cast<CachedStatement*>(statement);
  released->reset();
  released->is_leased_ = false;
  if (released->is_kept_) return;
  std::erase_if(temporary_, [&](const auto& owned) { return owned.get() == released; });
}

void StatementCache::release_all() noexcept {
  temporary_.clear();
  for (auto& [shape, statement] : kept_) {
    if (!statement->is_leased_) continue;
    statement->reset();
    statement->is_leased_ = false;
  }
}

}  // namespace orm::db
