#include "session/listeners.h"

#include <utility>

namespace orm {

namespace detail {

void ListenerAccess::forget_ended(Events& events) {
  std::erase_if(events.entries_,
                [](const auto& entry) { return !entry->is_on.load(std::memory_order_relaxed); });
}

}  // namespace detail

using detail::ListenerAccess;
using detail::ListenerEntry;

void Listener::end() noexcept {
  if (const auto entry = entry_.lock()) entry->is_on.store(false, std::memory_order_relaxed);
  entry_.reset();
}

Listener Events::add(std::shared_ptr<ListenerEntry> entry) {
  heard_ |= entry->event;
  entries_.push_back(std::move(entry));
  return Listener(entries_.back());
}

Listener Events::add(ObjectEvent event, const EntityMapping& entity,
                     std::function<void(Object&)> listener) {
  auto entry = std::make_shared<ListenerEntry>();
  entry->event = ListenerAccess::bit(event);
  entry->entity = &entity;
  entry->on_object = std::move(listener);
  return add(std::move(entry));
}

Listener Events::add(SessionEvent event, std::function<void(Session&)> listener) {
  auto entry = std::make_shared<ListenerEntry>();
  entry->event = ListenerAccess::bit(event);
  entry->on_session = std::move(listener);
  return add(std::move(entry));
}

Listener Events::add(ColumnEvent event, const EntityMapping& entity, unsigned column,
                     std::function<void(Object&, const ColumnChange&)> listener) {
  auto entry = std::make_shared<ListenerEntry>();
  entry->event = ListenerAccess::bit(event);
  entry->entity = &entity;
  entry->column = column;
  entry->on_change = std::move(listener);
  return add(std::move(entry));
}

}  // namespace orm
