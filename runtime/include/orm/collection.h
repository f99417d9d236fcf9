// The to-many side of a relationship, as a range.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "orm/ptr.h"

namespace orm {

namespace detail {

/// The members, loaded when they have to be.
Members* loaded_members(Object& owner, unsigned relationship);
void append(Object& owner, unsigned relationship, Object* member);
void remove(Object& owner, unsigned relationship, Object* member);
void assign(Object& owner, unsigned relationship, Object* const* members, std::size_t count);
bool contains(Object& owner, unsigned relationship, const Object* member);
Object& member_at(Object& owner, unsigned relationship, std::size_t index);

}  // namespace detail

/// Walks over the members that the collection had when `begin` was called.
template <class T>
class CollectionIterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = T*;
  using reference = T&;

  CollectionIterator() = default;
  CollectionIterator(detail::Handle owner, detail::Members* members, std::uint32_t index) noexcept
      : owner_(std::move(owner)), members_(members), index_(index) {
    detail::pin(members_);
  }
  CollectionIterator(const CollectionIterator& other) noexcept
      : CollectionIterator(other.owner_, other.members_, other.index_) {}
  CollectionIterator(CollectionIterator&& other) noexcept
      : owner_(std::move(other.owner_)),
        members_(std::exchange(other.members_, nullptr)),
        index_(other.index_) {}
  CollectionIterator& operator=(CollectionIterator other) noexcept {
    std::swap(owner_, other.owner_);
    std::swap(members_, other.members_);
    std::swap(index_, other.index_);
    return *this;
  }
  ~CollectionIterator() { detail::unpin(members_); }

  T& operator*() const { return *static_cast<T*>(members_->items()[index_]); }
  T* operator->() const { return &**this; }
  CollectionIterator& operator++() {
    ++index_;
    return *this;
  }
  CollectionIterator operator++(int) {
    CollectionIterator before = *this;
    ++index_;
    return before;
  }
  friend bool operator==(const CollectionIterator& left, const CollectionIterator& right) {
    return left.index_ == right.index_;
  }

 private:
  // Keeps the members which nothing has changed; a changed list keeps those it had.
  detail::Handle owner_;
  detail::Members* members_ = nullptr;
  std::uint32_t index_ = 0;
};

/// One object's collection as a range that is only read: what a `viewonly` relationship gives. It
/// keeps its owner, and loads the members at their first use. `CollectionView<const T>` is what a
/// const object gives.
///
/// A loop runs over the members at its start, whatever its body does to the collection.
/// Everything may raise DetachedError when the members are not loaded and the session is gone.
template <class T>
class CollectionView {
 public:
  using value_type = T;
  using iterator = CollectionIterator<T>;

  CollectionView(const Object& owner, unsigned relationship)
      : owner_(const_cast<Object*>(&owner)), relationship_(relationship) {}

  std::size_t size() const {
    const detail::Members* members = loaded();
    return members == nullptr ? 0 : members->size;
  }
  bool empty() const { return size() == 0; }

  iterator begin() const { return iterator(owner_, loaded(), 0); }
  iterator end() const {
    detail::Members* members = loaded();
    return iterator(detail::Handle(), members, members == nullptr ? 0 : members->size);
  }

  /// Raises InvalidRequestError when there is no such member.
  T& operator[](std::size_t index) const {
    return static_cast<T&>(detail::member_at(owner(), relationship_, index));
  }

  bool contains(const Ptr<const T>& member) const {
    return detail::contains(owner(), relationship_, member.object());
  }

  // In words, where nothing of that name would only be "no such member".
  template <class U>
  void append(const U&) {
    is_read_only<U>();
  }
  template <class U>
  void remove(const U&) {
    is_read_only<U>();
  }
  template <class U>
  void assign(const U&) {
    is_read_only<U>();
  }

 protected:
  template <class U>
  static void is_read_only() {
    static_assert(sizeof(U) == 0,
                  "a viewonly relationship is read-only; change the one that it is a view of");
  }

  Object& owner() const { return *owner_.get(); }
  unsigned relationship() const { return relationship_; }

 private:
  detail::Members* loaded() const { return detail::loaded_members(owner(), relationship_); }

  detail::Handle owner_;
  unsigned relationship_;
};

/// One object's collection: `user->posts()`. A CollectionView whose members can be changed; every
/// change keeps the other side of the relationship in step. `Collection<const T>` is what a const
/// object gives: a read-only range.
template <class T>
class Collection : public CollectionView<T> {
 public:
  using CollectionView<T>::CollectionView;

  /// Links `member` at the end. Raises NullPtrError for a null Ptr.
  void append(const Ptr<T>& member) {
    require_writable();
    detail::append(this->owner(), this->relationship(), member.object());
  }
  void append(std::nullptr_t) = delete;

  /// Unlinks the first occurrence of `member`. Raises InvalidRequestError when it is no member.
  void remove(const Ptr<T>& member) {
    require_writable();
    detail::remove(this->owner(), this->relationship(), member.object());
  }

  /// Unlinks all members.
  void clear() {
    require_writable();
    detail::assign(this->owner(), this->relationship(), nullptr, 0);
  }

  /// Replaces the members: the ones that are new are linked, the ones that are gone are unlinked.
  void assign(const std::vector<Ptr<T>>& members) {
    require_writable();
    std::vector<Object*> objects;
    objects.reserve(members.size());
    for (const Ptr<T>& member : members) objects.push_back(member.object());
    detail::assign(this->owner(), this->relationship(), objects.data(), objects.size());
  }

 private:
  // In words, where a `requires` clause would only hide the member.
  static constexpr void require_writable() {
    static_assert(!std::is_const_v<T>, "the collection of a const object is read-only");
  }
};

/// The members of a `lazy write_only` relationship: they are never read through it, only added and
/// removed, however many there are. Read them with a query.
template <class T>
class WriteOnlyCollection {
 public:
  WriteOnlyCollection(Object& owner, unsigned relationship)
      : owner_(&owner), relationship_(relationship) {}

  /// Links `member`. Raises NullPtrError for a null Ptr.
  void append(const Ptr<T>& member) const {
    detail::append(*owner_.get(), relationship_, member.object());
  }
  void append(std::nullptr_t) = delete;

  /// Unlinks `member`. Raises InvalidRequestError when it is known to be no member; of a
  /// many-to-many relationship that comes out at the next flush, as StaleDataError.
  void remove(const Ptr<T>& member) const {
    detail::remove(*owner_.get(), relationship_, member.object());
  }

  // In words, where nothing of that name would only be "no such member".
  template <class U = T>
  void begin() const {
    is_not_read<U>();
  }
  template <class U = T>
  void end() const {
    is_not_read<U>();
  }
  template <class U = T>
  void size() const {
    is_not_read<U>();
  }

 private:
  template <class U>
  static void is_not_read() {
    static_assert(sizeof(U) == 0,
                  "a `lazy write_only` relationship is never read; read its members with a query");
  }

  detail::Handle owner_;
  unsigned relationship_;
};

}  // namespace orm
