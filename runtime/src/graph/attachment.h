// What an object asks of the session that it belongs to.
#pragma once

#include "orm/mapping.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::detail {

/// Implemented by the session. All calls come from the thread that uses the session.
class Attachment {
 public:
  /// Reads the columns of an expired object again.
  virtual void load_columns(Object& object) = 0;
  /// Reads a column of a stored object that has not been read, or has expired, and others with it.
  virtual void load_column(Object& object, unsigned column) = 0;
  /// Reads the target of a to-one relationship; afterwards the link is loaded.
  virtual void load_to_one(Object& object, const RelationshipMapping& relationship) = 0;
  /// Reads the members of a to-many relationship; afterwards the list is loaded.
  virtual void load_to_many(Object& object, const RelationshipMapping& relationship) = 0;
  /// The stored object of that key if the session has it; never asks the database. `key` holds one
  /// value for each column of the primary key.
  virtual Object* find_loaded(const EntityMapping& entity, const ValueView* key) = 0;

  /// A column of a stored object is about to change for the first time since the last flush. What
  /// `text` holds, where it is not null, may be taken: it is the column.
  virtual void before_change(Object& object, unsigned column, std::string* text) = 0;
  /// The primary key of a stored object is about to change.
  virtual void before_key_change(Object& object) = 0;
  /// `owner`, which this session knows, was linked to an object that no session knows. By
  /// SQLAlchemy's rule the object is added at once when the program changed `owner`.
  virtual void linked_from_owner(Object& owner, Object& stranger) = 0;
  /// The program changed `stranger`, which no session knows, to link to an object of this session.
  /// The stranger is added by the next flush, if it is still linked then.
  virtual void linked_from_stranger(Object& stranger) = 0;
  /// `owner`, which this session knows, was linked to an object that no session knows, over a
  /// relationship which does not add its target. The flush says so unless that changes.
  virtual void linked_without_cascade(Object& owner, const RelationshipMapping& relationship,
                                      Object& stranger) = 0;
  /// A pending object was let go of by one that was to delete its orphans.
  virtual void orphaned(Object& object) = 0;
  /// `owner` was linked to `target` over a relationship to its only parent that deletes orphans,
  /// and is not any more.
  virtual void abandoned(Object& owner, const RelationshipMapping& relationship,
                         Object& target) = 0;
  /// A pair of a many-to-many relationship came or went. `owner` is at the near end.
  virtual void pair_changed(Object& owner, const RelationshipMapping& relationship, Object& member,
                            bool present) = 0;
  /// Loads do not flush while this is not 0.
  virtual int& autoflush_blocks() = 0;
  /// Name of the session for messages.
  virtual const char* name() const = 0;

 protected:
  ~Attachment() = default;
};

/// For the time of a scope, what is read does not flush: some object is not as it is going to be.
class FlushesBlocked {
 public:
  /// `session` may be null.
  explicit FlushesBlocked(Attachment* session)
      : blocks_(session == nullptr ? nullptr : &session->autoflush_blocks()) {
    if (blocks_ != nullptr) ++*blocks_;
  }
  FlushesBlocked(const FlushesBlocked&) = delete;
  FlushesBlocked& operator=(const FlushesBlocked&) = delete;
  ~FlushesBlocked() {
    if (blocks_ != nullptr) --*blocks_;
  }

 private:
  int* blocks_;
};

}  // namespace orm::detail
