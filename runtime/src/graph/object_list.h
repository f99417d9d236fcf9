// A list of what belongs to objects, out of which the part of one object can be taken.
#pragma once

#include <cstddef>
#include <iterator>
#include <new>
#include <unordered_map>
#include <utility>
#include <vector>

#include "orm/object.h"

namespace orm::detail {

// Whose an entry is; null once it was taken out.
inline Object*& object_of(Object*& entry) { return entry; }
inline const Object* object_of(Object* const& entry) { return entry; }

/// Entries in the order in which they were added. Taking out what belongs to one object leaves
/// holes, which nobody sees, and costs the same however long the list is: the first time makes an
/// index of all entries, and holes are closed when they are the greater part.
template <class Entry>
class ObjectList {
 public:
  /// Stays good while entries are added.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;

    Iterator() = default;
    Iterator(const ObjectList& list, std::size_t place) : list_(&list), place_(place) { pass(); }

    const Entry& operator*() const { return list_->entries_[place_]; }
    const Entry* operator->() const { return &**this; }
    Iterator& operator++() {
      ++place_;
      pass();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    void pass() {
      while (place_ < list_->entries_.size() && is_hole(list_->entries_[place_])) ++place_;
    }

    const ObjectList* list_ = nullptr;
    std::size_t place_ = 0;
  };

  using value_type = Entry;
  using const_iterator = Iterator;

  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, entries_.size()}; }
  /// Calls `visit(entry)` for all of them; none may come or go meanwhile.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Entry& entry : entries_) {
      if (!is_hole(entry)) visit(entry);
    }
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void push_back(Entry entry) {
    entries_.push_back(std::move(entry));
    ++size_;
    if (!places_.empty()) index_last();
  }
  /// Of the parts nothing is taken before there is room for the entry.
  template <class... Parts>
  void emplace_back(Object& object, Parts&&... parts) {
    entries_.emplace_back(&object, std::forward<Parts>(parts)...);
    ++size_;
    if (!places_.empty()) index_last();
  }

  /// Takes out all entries of the object.
  void erase(const Object& object) {
    if (size_ > 0) erase_found(object);
  }
  template <class IsWanted>
  void erase_if(IsWanted is_wanted) {
    std::erase_if(entries_, [&](const Entry& entry) { return is_hole(entry) || is_wanted(entry); });
    size_ = entries_.size();
    places_.clear();
  }
  void clear() {
    entries_.clear();
    size_ = 0;
    places_.clear();
  }

 private:
  static bool is_hole(const Entry& entry) { return object_of(entry) == nullptr; }

  // An index that has no memory is none.
  void index_last() noexcept {
    try {
      places_.emplace(object_of(std::as_const(entries_.back())), entries_.size() - 1);
    } catch (const std::bad_alloc&) {
      places_.clear();
    }
  }
  void index_all() noexcept {
    try {
      places_.reserve(entries_.size());
      for (std::size_t i = 0; i < entries_.size(); ++i) {
        places_.emplace(object_of(std::as_const(entries_[i])), i);
      }
    } catch (const std::bad_alloc&) {
      places_.clear();
    }
  }

  void erase_found(const Object& object) {
    if (places_.empty()) index_all();
    if (places_.empty()) {
      return erase_if(
          [&object](const Entry& entry) { return object_of(std::as_const(entry)) == &object; });
    }
    const auto [first, last] = places_.equal_range(&object);
    for (auto place = first; place != last; ++place) {
      object_of(entries_[place->second]) = nullptr;
      --size_;
    }
    places_.erase(first, last);
    if (entries_.size() > 2 * size_) erase_if([](const Entry&) { return false; });
  }

  std::vector<Entry> entries_;
  std::size_t size_ = 0;
  // Of each object's entries. Empty until something is taken out, and once the holes are closed.
  std::unordered_multimap<const Object*, std::size_t> places_;
};

}  // namespace orm::detail
