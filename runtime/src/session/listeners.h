// One listener, and how a session goes through its listeners.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "orm/events.h"

namespace orm::detail {

/// Shared by copies of the Events that it was registered with; only `is_on` changes.
struct ListenerEntry {
  /// One bit, see ListenerAccess.
  std::uint32_t event = 0;
  /// Whose objects it is about; null for an event of the session.
  const EntityMapping* entity = nullptr;
  unsigned column = 0;
  // The one that fits the event.
  std::function<void(Object&)> on_object = {};
  std::function<void(Session&)> on_session = {};
  std::function<void(Object&, const ColumnChange&)> on_change = {};
  /// May be switched off in another thread.
  std::atomic<bool> is_on{true};
};

struct ListenerAccess {
  static constexpr unsigned all_columns = Events::all_columns;

  static constexpr std::uint32_t bit(ObjectEvent event) {
    return std::uint32_t{1} << static_cast<unsigned>(event);
  }
  static constexpr std::uint32_t bit(SessionEvent event) {
    return std::uint32_t{1} << (16 + static_cast<unsigned>(event));
  }
  static constexpr std::uint32_t bit(ColumnEvent) { return std::uint32_t{1} << 31; }
  /// Events of which a flush tells before it writes.
  static const std::uint32_t before_writing;

  /// True when somebody may listen to one of these events.
  static bool hears(const Events& events, std::uint32_t bits) {
    return (events.heard_ & bits) != 0;
  }

  /// Calls `tell(entry)` for the listeners of that event. Listeners may register others meanwhile,
  /// which are not called.
  template <class Tell>
  static void for_each(const Events& events, std::uint32_t event, const EntityMapping* entity,
                       Tell tell) {
    for (std::size_t i = 0, size = events.entries_.size(); i < size; ++i) {
      const std::shared_ptr<ListenerEntry> entry = events.entries_[i];
      const bool is_wanted = entry->event == event && entry->entity == entity;
      if (is_wanted && entry->is_on.load(std::memory_order_relaxed)) tell(*entry);
    }
  }

  /// Must not be called while listeners are.
  static void forget_ended(Events& events);
};

inline constexpr std::uint32_t ListenerAccess::before_writing =
    bit(ObjectEvent::BeforeInsert) | bit(ObjectEvent::BeforeUpdate) |
    bit(ObjectEvent::BeforeDelete) | bit(ColumnEvent::Change);

}  // namespace orm::detail
