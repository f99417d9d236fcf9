// The session itself, without types. Joins identity map, loaders, flush and transaction.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/engine_core.h"
#include "flush/change_set.h"
#include "flush/flush.h"
#include "flush/touched.h"
#include "graph/attachment.h"
#include "graph/graph.h"
#include "identity/object_store.h"
#include "load/context.h"
#include "orm/session.h"

namespace orm::detail {

/// An object that no session knows and that one of a session is linked to.
struct Stranger {
  Handle object;
  /// Where the link does not add the object: whose it is, and the relationship it is of.
  Handle owner = {};
  const RelationshipMapping* refuses = nullptr;
};

/// What a Savepoint and its session share.
struct SavepointState {
  /// Null when the savepoint has ended.
  SessionCore* session;
};

/// True when the program took the object from a parent that deletes its orphans. What it was when
/// it was read does not count: there may be rows without a parent.
bool is_orphan(const Object& object);

class SessionCore final : public Attachment {
 public:
  SessionCore(std::shared_ptr<db::EngineCore> engine, SessionOptions options);
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;
  ~SessionCore();

  // Objects.
  void add(Object& object);
  void remove(Object& object);
  void expunge(Object& object);
  void expunge_all();
  void expire(Object& object);
  void expire_all();
  void refresh(Object& object);
  Object& merge(Object& given);
  Object& make_pending(const EntityMapping& entity);

  // Views.
  std::vector<Handle> new_objects() const;
  std::vector<Handle> dirty() const;
  std::vector<Handle> deleted() const;
  bool is_modified(const Object& object) const;

  // Transaction.
  void flush();
  void commit();
  void rollback();
  void close();

  // Savepoints, which end with those that were begun after them.
  std::shared_ptr<SavepointState> begin_nested();
  void commit_nested(const SavepointState& savepoint);
  void rollback_nested(const SavepointState& savepoint);

  // Reading.
  Object* get(const EntityMapping& entity, const ValueView* key);
  void run_query(const QuerySpec& spec, void* result, TakeObject take);
  std::int64_t run_count(const QuerySpec& spec);

  const std::shared_ptr<db::EngineCore>& engine() const { return engine_; }

  // What objects ask for.
  void load_columns(Object& object) override;
  void load_column(Object& object, unsigned column) override;
  void load_to_one(Object& object, const RelationshipMapping& relationship) override;
  void load_to_many(Object& object, const RelationshipMapping& relationship) override;
  Object* find_loaded(const EntityMapping& entity, const ValueView* key) override;
  void before_change(Object& object, unsigned column) override;
  void linked_from_owner(Object& owner, Object& stranger) override;
  void linked_from_stranger(Object& stranger) override;
  void linked_without_cascade(Object& owner, const RelationshipMapping& relationship,
                              Object& stranger) override;
  void orphaned(Object& object) override;
  void pair_changed(Object& owner, const RelationshipMapping& relationship, Object& member,
                    bool present) override;
  int& autoflush_blocks() override { return autoflush_blocks_; }
  const char* name() const override { return name_.c_str(); }

 private:
  // Adding and letting go.
  std::vector<Object*> reachable_strangers(Object& root) const;
  void require_addable(Object& object);
  void take_back_removed(Object& root);
  void admit(Object& object);
  void admit_pairs(Object& object);
  void admit_children(Object& object);
  void note(Stranger stranger);
  void add_strangers();
  void unlink_from_session(Object& object);
  void unlink_from(Object& owner, const RelationshipMapping& relationship, Object& member);
  void expunge_together(const std::vector<Handle>& objects);
  void let_go(Object& object);
  void leave_graph(Object& object);
  void let_go_of_deleted(Object& object);
  void forget(Object& object);

  // Cascades.
  std::vector<Handle> reached_by(Object& root, std::uint8_t cascade);
  std::vector<Handle> removed_with(Object& root);
  void load_of_all(const std::vector<Object*>& objects,
                   bool (*is_wanted)(const RelationshipMapping& relationship));
  void load_of_all(const std::vector<Object*>& objects, const EntityMapping& entity,
                   const RelationshipMapping& relationship);
  void remove_cascading(Object& root);
  void remove_one(Object& object);
  void remove_orphans();
  void read_versions();
  void read_keys();
  void take_back_added(const std::vector<Handle>& objects);

  // Flushing.
  bool has_changes() const { return !strangers_.empty() || !changes_.empty(); }
  void autoflush() {
    if (options_.autoflush && autoflush_blocks_ == 0 && has_changes()) flush();
  }
  void release_dependents();
  void release_dependents(Object& object);
  void release_pairs(Object& object, const RelationshipMapping& relationship);
  void release_children(Object& object, const RelationshipMapping& relationship);
  void write(const std::vector<flush::Step>& plan);

  // Transaction.
  void require_usable() const {
    if (!failure_.empty()) not_usable();
  }
  [[noreturn]] void not_usable() const;
  db::Connection& connection() {
    if (!lease_) begin();
    return *lease_;
  }
  void begin();
  load::Context context() {
    return {connection(), objects_, changes_.pairs, options_.strict_uselist};
  }
  void link_new_parents(std::span<const flush::TransactionLog::Inserted> inserted);
  void take_back_inserted(std::size_t first);
  void restore_deleted(std::size_t first);
  void restore_objects();
  void restore_touched(const flush::Touched& touched);
  std::size_t position_of(const SavepointState& savepoint) const;
  void end_savepoints(std::size_t first);
  void note_touched();
  void undo_failed_flush();
  void forget_transaction(std::uint8_t flag_of_deleted);

  std::shared_ptr<db::EngineCore> engine_;
  SessionOptions options_;
  std::string name_;
  // Owns itself until it is closed; see Graph::close.
  Graph* graph_;
  identity::ObjectStore objects_;
  flush::ChangeSet changes_;
  flush::TransactionLog log_;
  // Linked to an object of the session; added by the next flush, or refused by it.
  std::vector<Stranger> strangers_;
  static constexpr std::size_t fewest_strangers = 64;
  std::size_t most_strangers_ = fewest_strangers;
  db::ConnectionLease lease_;
  // An open savepoint, and what the transaction had done when it began.
  struct OpenSavepoint {
    std::shared_ptr<SavepointState> state;
    std::size_t inserted;
    std::size_t deleted;
    flush::Touched touched = {};
  };
  std::vector<OpenSavepoint> savepoints_;
  // Rows that the database deletes along with another, to be read again after the flush.
  std::vector<Handle> followers_;
  // Why the session has to be rolled back; empty while it need not.
  std::string failure_;
  int autoflush_blocks_ = 0;
  bool is_flushing_ = false;
};

}  // namespace orm::detail
