// The session itself, without types. Joins identity map, loaders, flush and transaction.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "db/engine_core.h"
#include "flush/change_set.h"
#include "flush/flush.h"
#include "flush/touched.h"
#include "graph/attachment.h"
#include "graph/graph.h"
#include "graph/marked.h"
#include "identity/object_store.h"
#include "load/context.h"
#include "orm/session.h"
#include "session/listeners.h"
#include "session/outliving.h"
#include "session/thread_check.h"
#include "sql/select.h"

namespace orm::detail {

class StreamCore;

/// An object that no session knows and that one of a session is linked to.
struct Stranger {
  Handle object;
  /// Where the link does not add the object: whose it is, and the relationship it is of.
  Handle owner = {};
  const RelationshipMapping* refuses = nullptr;
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
  Object& merge(Object& given, bool loads);
  Object& make_pending(const EntityMapping& entity);
  Object& create(const EntityMapping& entity, void* init,
                 void (*initialize)(Object& object, void* init));

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

  /// To be added to.
  Events& events();

  // Savepoints, which end with those that were begun after them.
  std::shared_ptr<SavepointState> begin_nested();
  void commit_nested(const SavepointState& savepoint);
  void rollback_nested(const SavepointState& savepoint);

  // Reading.
  Object* get(const EntityMapping& entity, const ValueView* key);
  Object* get(const EntityMapping& entity, const ValueView* key,
              const std::shared_ptr<const Criteria>& criteria);
  Object* get_found(Object* object, const EntityMapping& entity, const ValueView* key,
                    const std::shared_ptr<const Criteria>& criteria);
  Object* get_elsewhere(const EntityMapping& entity, const ValueView* key,
                        const std::shared_ptr<const Criteria>& criteria);
  Object* get_unknown(const EntityMapping& entity, const ValueView* key,
                      const std::shared_ptr<const Criteria>& criteria);
  Object* get_planned(const EntityMapping& entity, const ValueView* key,
                      const std::shared_ptr<const Criteria>& criteria);
  Object* get_expired(Object& object, const ValueView* key);
  void run_query(const QuerySpec& spec, void* result, TakeObject take);
  void run_rows(const QuerySpec& spec, void* result, TakeRow take);
  std::int64_t run_count(const QuerySpec& spec);
  std::string text_of(const QuerySpec& spec) const;
  std::vector<std::string> explain(const QuerySpec& spec);
  std::int64_t run_remove(const QuerySpec& spec, Synchronize objects, const ReturnedRows* returned);
  std::int64_t run_text(const Text& text, std::initializer_list<NamedValue> values,
                        std::size_t columns, void* result, TakeRow take);
  std::int64_t insert_rows(const EntityMapping& entity, const std::vector<Object*>& objects,
                           const Conflict* conflict, const ReturnedRows* returned);
  std::int64_t insert_from(const EntityMapping& entity, const std::vector<std::uint16_t>& columns,
                           const QuerySpec& query, const ReturnedRows* returned);
  std::int64_t run_update(const QuerySpec& spec, std::vector<SetColumn> columns,
                          Synchronize objects, const ReturnedRows* returned);
  std::int64_t update_rows(const EntityMapping& entity, const std::vector<std::uint16_t>& columns,
                           const RowSource& rows);

  // For streams.
  void add_stream(StreamCore& stream);
  void remove_stream(StreamCore& stream) noexcept;
  load::Context begin_stream(const QuerySpec& spec,
                             const std::shared_ptr<const Criteria>& criteria);
  /// What a query's objects have to be. Null where that is nothing, and nobody said so.
  std::shared_ptr<const Criteria> criteria_for(const QuerySpec& spec) const;
  /// True when they are those of the session.
  static bool takes_all_criteria(const QuerySpec& spec) {
    return spec.criteria.empty() && !spec.without_criteria;
  }
  void resume();
  void end_statement() noexcept;
  /// What came with the stream's batch leaves, unless it is needed.
  void pass(StreamCore& stream) noexcept;
  /// For queries that say `populate_existing`.
  load::Overwrite overwrite();
  void require_usable() const {
    if (!failure_.empty()) not_usable();
  }

  const std::shared_ptr<db::EngineCore>& engine() const { return engine_; }
  /// What the connections of this session carry; no other session has it while somebody keeps it.
  std::shared_ptr<const void> tag() const { return tag_; }
  /// May outlive the session.
  Owner<AutoflushBlock> block_autoflush() {
    return Owner<AutoflushBlock>(new AutoflushBlock(tag_));
  }

  // What objects ask for.
  void load_columns(Object& object) override;
  void load_column(Object& object, unsigned column) override;
  void load_to_one(Object& object, const RelationshipMapping& relationship) override;
  void load_to_many(Object& object, const RelationshipMapping& relationship) override;
  Object* find_loaded(const EntityMapping& entity, const ValueView* key) override;
  void before_change(Object& object, unsigned column, std::string* text) override;
  void before_key_change(Object& object) override;
  void linked_from_owner(Object& owner, Object& stranger) override;
  void linked_from_stranger(Object& stranger) override;
  void linked_without_cascade(Object& owner, const RelationshipMapping& relationship,
                              Object& stranger) override;
  void orphaned(Object& object) override;
  void abandoned(Object& owner, const RelationshipMapping& relationship, Object& target) override;
  void pair_changed(Object& owner, const RelationshipMapping& relationship, Object& member,
                    bool present) override;
  int& autoflush_blocks() override { return tag_->autoflush_blocks; }
  const char* name() const override { return tag_->name.c_str(); }

 private:
  // Gives a query, with its criteria, to `load(context, query)`.
  template <class Load>
  void run(const QuerySpec& spec, const Load& load);
  // An open savepoint, and what the transaction had done when it began.
  struct OpenSavepoint {
    std::shared_ptr<SavepointState> state;
    std::size_t inserted;
    std::size_t moved;
    std::size_t deleted;
    flush::Touched touched = {};
  };

  // Merging without the database.
  Object& merge_state(Object& root);
  Object& take_state(const Object& given);

  // Adding and letting go.
  Marked::Objects reachable_strangers(Object& root) const;
  void require_addable(Object& object);
  void take_back_removed(Object& root);
  void admit(Object& object);
  void admit_pairs(Object& object, const RelationshipMapping& relationship);
  void admit_children(Object& object, const RelationshipMapping& relationship);
  void note(Stranger stranger);
  void add_strangers();
  void unlink_from_session(Object& object);
  void unlink_from(Object& owner, const RelationshipMapping& relationship, Object& member);
  void expunge_together(const std::vector<Handle>& objects);
  void let_go(Object& object);
  void let_go_of_all() noexcept;
  void use(std::unique_ptr<Graph> graph) noexcept;
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
  void check_single_parents();
  void read_versions();
  void read_keys();
  void read_unique_values();
  void hand_on_keys();
  void read_set_columns(const std::vector<Object*>& objects);
  void take_back_added(const std::vector<Handle>& objects);
  void take_back_made(Object& object);

  void row_is_gone(Object& object, const ValueView* key);
  /// Those that the statement is about, and those of which that cannot be known, for
  /// Synchronize::Evaluate.
  struct MetObjects {
    std::vector<Handle> sure;
    std::vector<Handle> unsure;
  };
  MetObjects objects_met(const sql::Select& select, Synchronize objects);
  void require_no_links(const std::vector<Object*>& objects);
  void row_is_another(Object& object);
  void row_has_changed(Object& object, db::Statement& row, const ValueView* key,
                       std::uint64_t columns);

  // Flushing.
  bool has_changes() const { return !strangers_.empty() || !changes_.empty(); }
  void autoflush() {
    if (options_.autoflush && !is_flushing_ && autoflush_blocks() == 0 && has_changes()) flush();
  }
  std::vector<flush::Step> plan_checked();
  std::vector<flush::Step> plan_told();
  void write_changes();
  void flush_all();
  /// Does a part of a flush, or what is called so, after whose failure the session has to be rolled
  /// back.
  template <class Part>
  void failing(const char* what, Part part) {
    try {
      part();
    } catch (const std::exception& error) {
      fail(what, error.what());
      throw;
    } catch (...) {
      fail(what, "a listener has thrown what is no std::exception");
      throw;
    }
  }
  template <class Part>
  void failing(Part part) {
    failing("a flush failed: ", part);
  }
  // Runs a statement that writes, and gives the rows that it returns to `take`; says how many there
  // are, or were changed. SQLite changes all rows before it returns the first one, so what fails
  // from then on is undone like a failed flush. Defined in session/written_rows.h.
  template <class MakeText, class Take>
  std::int64_t write_rows(const char* what, const std::string& shape, MakeText make_text,
                          std::span<const ValueView> parameters, Take take);
  /// The session has to be rolled back, or its savepoint, for this has happened.
  void fail(const char* what, const char* reason) noexcept;
  void release_dependents();
  void release_dependents(Object& object);
  void release_pairs(Object& object, const RelationshipMapping& relationship);
  void release_children(Object& object, const RelationshipMapping& relationship);
  void leave_one_sided_lists(const std::vector<Object*>& removed);
  void write(const std::vector<flush::Step>& plan);

  // Listeners.
  bool hears(std::uint32_t events) const { return ListenerAccess::hears(events_, events); }
  bool hears(ObjectEvent event) const { return hears(ListenerAccess::bit(event)); }
  void tell(SessionEvent event) {
    if (hears(ListenerAccess::bit(event))) call_listeners(event);
  }
  bool hears_changes_of(const EntityMapping& entity) const;
  void call_listeners(SessionEvent event);
  void call_listeners(ObjectEvent event, Object& object);
  bool call_listeners_before(const std::vector<flush::Step>& plan,
                             std::unordered_set<const Object*>& told);
  void call_listeners_of_changes(Object& object, const std::vector<flush::OldValue>& old_values);
  struct Told {
    ObjectEvent event;
    Handle object;
  };
  std::vector<Told> to_be_told_after(const std::vector<flush::Step>& plan) const;
  void tell_after_commit();
  /// Of objects that were made from rows.
  void tell_loaded() {
    if (objects_.has_noted() && !is_flushing_) call_listeners_of_loads();
  }
  void call_listeners_of_loads();
  void require_no_plan(const char* call) const;
  void require_no_listener(const char* call) const;

  // Transaction.
  [[noreturn]] void not_usable() const;
  db::Connection& connection() { return connection(engine_->options().begin); }
  // `first`: how the transaction begins, where it has not.
  db::Connection& connection(Begin first) {
    if (!lease_) {
      begin(first);
    } else {
      require_transaction();
    }
    return *lease_;
  }
  db::Connection& connection_for_flush();
  void begin(Begin mode);
  /// SQLite takes a transaction back by itself when it can do nothing else about an error. What is
  /// written behind that would be a part of what the program meant to be one.
  void require_transaction() {
    if (!lease_->in_transaction()) transaction_is_lost();
  }
  [[noreturn]] void transaction_is_lost();
  /// For queries that say `for_update`.
  void lock_for_writing(const EntityMapping& entity);
  load::Context context() { return context(criteria_); }
  load::Context context(const std::shared_ptr<const Criteria>& criteria) {
    objects_.note_made(hears(ObjectEvent::AfterLoad));
    return {.connection = connection(),
            .objects = objects_,
            .pairs = changes_.pairs,
            .strict_uselist = options_.strict_uselist,
            .criteria = criteria};
  }
  /// For what a query asks for.
  load::Context context(const QuerySpec& spec) {
    return takes_all_criteria(spec) ? context() : context(criteria_for(spec));
  }
  /// For the relationships of a stored object, which are read as it was.
  load::Context context(const Object& object);
  void give_back_connection() noexcept;
  void link_new_parents(std::size_t first);
  template <class Leave>
  void make_new_transient(std::size_t first, Leave leave);
  void take_back_inserted(std::size_t first);
  void restore_deleted(std::size_t first);
  void restore_objects();
  void restore_touched(const flush::Touched& touched);
  void take_back_moved(OpenSavepoint& undone);
  void restore(OpenSavepoint& undone);
  void end() noexcept;
  std::size_t position_of(const SavepointState& savepoint) const;
  void hand_out_touched(std::size_t first);
  void end_savepoints(std::size_t first) noexcept;
  void note_touched();
  void undo_failed_flush() noexcept;
  void note_lost_savepoint(const char* reason) noexcept;
  void detach_deleted(std::uint8_t flag) noexcept;

  // Streams.
  bool has_running_stream() const;
  void stop_streams(const char* reason) noexcept;
  void detach_streams(const char* reason) noexcept;
  void hand_over(StreamCore& from, StreamCore& to);

  std::shared_ptr<db::EngineCore> engine_;
  SessionOptions options_;
  std::shared_ptr<SessionTag> tag_;
  // Those of the engine and of the session; null where there are none.
  std::shared_ptr<const Criteria> criteria_;
  mutable CallingThread calls_;
  // Those of the engine, and those of the session.
  Events events_;
  // How many listeners are being called, one within the other.
  int listeners_called_ = 0;
  // Owns itself until it is closed; see Graph::close.
  Graph* graph_;
  identity::ObjectStore objects_;
  flush::ChangeSet changes_;
  flush::TransactionLog log_;
  // Linked to an object of the session; added by the next flush, or refused by it.
  std::vector<Stranger> strangers_;
  static constexpr std::size_t fewest_strangers = 64;
  std::size_t most_strangers_ = fewest_strangers;
  // Held from a transaction's first statement to its end.
  db::ConnectionLease lease_;
  // Held between two transactions while a stream's statement runs on it.
  db::ConnectionLease waiting_lease_;
  // Those that are open.
  std::vector<StreamCore*> streams_;
  std::vector<OpenSavepoint> savepoints_;
  // Rows that the database deletes along with another, to be read again after the flush.
  std::vector<Handle> followers_;
  // Why the session has to be rolled back; empty while it need not.
  std::string failure_;
  bool is_flushing_ = false;
  // What the flush writes is settled, but for columns.
  bool has_plan_ = false;
  // The transaction begins or ends, and listeners are told.
  bool is_telling_transaction_ = false;
};

}  // namespace orm::detail
