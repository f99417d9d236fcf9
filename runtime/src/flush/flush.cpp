#include "flush/flush.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

#include "flush/filled_columns.h"
#include "flush/key_ranges.h"
#include "flush/new_rows.h"
#include "flush/pairs.h"
#include "flush/row_inserts.h"
#include "flush/row_updates.h"
#include "flush/statements.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "sql/write.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

// What a stored object awaits of its parents is among the columns that were changed.
bool writes_foreign_keys(const Step& step) {
  return step.kind == Step::Kind::Switch || detail::has_foreign_key_in(*step.entity, step.columns);
}

class Runner {
 public:
  Runner(db::Connection& connection, identity::ObjectStore& objects, TransactionLog& log)
      : connection_(connection), objects_(objects), log_(log) {}

  void run(const Step& step) {
    switch (step.kind) {
      case Step::Kind::Insert:
        return insert(step);
      case Step::Kind::Complete:
      case Step::Kind::Update:
        return update(step);
      case Step::Kind::Vacate:
        return vacate(step);
      case Step::Kind::Switch:
        return take_over(step);
      case Step::Kind::Delete:
        return remove(step);
      case Step::Kind::InsertPairs:
        return insert_pairs(step, connection_);
      case Step::Kind::DeletePairs:
        return delete_pairs(step, connection_);
      case Step::Kind::DeleteLinks:
        return delete_links(step, connection_);
      case Step::Kind::DeferKeys:
        return connection_.execute("PRAGMA defer_foreign_keys = ON");
    }
  }

 private:
  void insert(const Step& step) {
    RowInserts(connection_, objects_, log_, *step.entity, step.has_keys, step.columns)
        .run(step.objects);
  }

  void update(const Step& step) {
    const EntityMapping& entity = *step.entity;
    const FilledColumns filled(entity);
    if (writes_foreign_keys(step)) {
      for (Object* object : step.objects) detail::write_foreign_keys(*object);
    }
    const std::uint64_t touched = filled.touched & ~step.columns;
    for (Object* object : step.objects) touch(*object, touched);
    std::uint64_t written = step.columns | touched;
    if (filled.has_version()) written |= ObjectAccess::column_bit(filled.version);
    RowUpdates(connection_, objects_, entity, written, filled).run(step.objects);
    if (objects_.has_row_keys()) move_rows(step);
    const std::uint64_t known = written | filled.computed;
    for (Object* object : step.objects) {
      ObjectAccess::changed(*object) = 0;
      ObjectAccess::drop(*object, ObjectAccess::listed_flag);
      if (ObjectAccess::has(*object, ObjectAccess::unread_flags)) detail::note_read(*object, known);
    }
  }

  // The rows have new keys, and the database has brought these to rows that refer to them.
  void move_rows(const Step& step) {
    std::vector<Object*> moved;
    for (Object* object : step.objects) {
      const identity::RowKey key = objects_.row_key(*object);
      if (std::ranges::equal(key.values(), detail::KeyView(*object).values())) continue;
      log_.moved.push_back({detail::Handle(object), detail::copy_of_key(key.values())});
      moved.push_back(object);
      objects_.leave_key(*object);
    }
    for (Object* object : moved) {
      make_room(*step.entity, detail::KeyView(*object).data(), objects_, log_);
      objects_.take_own_key(*object);
    }
    follow_moved(objects_, log_.moved, log_.moved.size() - moved.size());
  }

  // The updates that follow say whether the rows are as the session knows them.
  void vacate(const Step& step) {
    const EntityMapping& entity = *step.entity;
    const ColumnSet columns(step.columns);
    const db::StatementLease statement =
        db::acquire(connection_, Shape(&entity, Purpose::Vacate, step.columns).view(),
                    [&] { return sql::update_text(entity, columns); });
    for (const Object* object : step.objects) {
      const identity::RowKey key = objects_.row_key(*object);
      parameters_.assign(count_columns(entity, columns), ValueView());
      parameters_.insert(parameters_.end(), key.data(), key.data() + key.size());
      run_once(*statement);
    }
    connection_.executed(statement->sql(), step.objects.size(), step.objects.size());
  }

  // The identity map still has the removed ones under the keys.
  void take_over(const Step& step) {
    if (step.columns != 0) update(step);
    if (step.columns == 0) {
      for (Object* object : step.objects) detail::write_foreign_keys(*object);
    }
    NewRows(*step.entity, objects_, log_, false).enter(step.objects);
  }

  void remove(const Step& step) {
    const EntityMapping& entity = *step.entity;
    const FilledColumns filled(entity);
    const bool batches = entity.key.size() == 1 && !filled.has_version();
    KeyRanges ranges(connection_, entity);
    std::size_t steps = 0;
    std::vector<Object*> stored;
    for (std::span<Object* const> left = step.objects; !left.empty();) {
      // For a list of keys of several columns SQLite may look at all rows that share the first.
      const auto next = left.first(batches ? rows_for(connection_, left.size(), 1) : 1);
      left = left.subspan(next.size());
      stored.clear();
      // Where not, its row was gone already, and its key belongs to another by now.
      std::copy_if(next.begin(), next.end(), std::back_inserter(stored),
                   [](const Object* object) { return object->state() == ObjectState::Persistent; });
      if (stored.empty()) continue;
      remove_rows(entity, stored, filled, ranges);
      ++steps;
    }
    connection_.executed(entity.sqlite.delete_by_key, step.objects.size(), steps);
  }

  void remove_rows(const EntityMapping& entity, std::span<Object* const> objects,
                   const FilledColumns& filled, KeyRanges& ranges) {
    cells_.clear();
    for (const Object* object : objects) {
      const identity::RowKey key = objects_.row_key(*object);
      for (const ValueView& part : key.values()) cells_.push_back(part);
    }
    if (ranges.is_range(cells_)) {
      remove_range(entity, cells_.front(), cells_.back());
    } else {
      remove_keys(entity, objects, filled);
    }
    for (Object* object : objects) detail::leave_parents(*object);
    const ValueView* key = cells_.data();
    for (Object* object : objects) {
      note_deleted(*object, key, objects_, log_);
      key += entity.key.size();
    }
  }

  // No rows are looked for one by one.
  void remove_range(const EntityMapping& entity, const ValueView& first, const ValueView& last) {
    const db::StatementLease statement =
        db::acquire(connection_, Shape(&entity, Purpose::DeleteRange, 0).view(),
                    [&] { return sql::delete_range_text(entity); });
    parameters_ = {first, last};
    run_once(*statement);
  }

  // `cells_` are the keys.
  void remove_keys(const EntityMapping& entity, std::span<Object* const> objects,
                   const FilledColumns& filled) {
    const std::size_t rows = objects.size();
    const db::StatementLease statement =
        db::acquire(connection_, Shape(&entity, Purpose::Delete, rows).view(), [&] {
          return rows == 1 ? std::string(entity.sqlite.delete_by_key)
                           : sql::delete_text(entity, rows);
        });
    parameters_ = cells_;
    if (filled.has_version()) {
      const std::int64_t version = version_of(*objects.front(), filled.version);
      parameters_.push_back(ValueView::of_integer(version));
    }
    run_once(*statement);
    if (!filled.has_version()) return;
    const identity::RowKey key = objects_.row_key(*objects.front());
    require_matched(*statement, connection_.changes(), entity, key);
  }

  void run_once(db::Statement& statement) {
    statement.bind(parameters_);
    statement.step();
    statement.reset();
  }

  db::Connection& connection_;
  identity::ObjectStore& objects_;
  TransactionLog& log_;
  std::vector<ValueView> parameters_;
  std::vector<ValueView> cells_;
};

}  // namespace

void note_deleted(Object& object, const ValueView* key, identity::ObjectStore& objects,
                  TransactionLog& log) {
  log.deleted.emplace_back(&object);
  ObjectAccess::drop(object, ObjectAccess::removed_flag | ObjectAccess::listed_flag);
  objects.leave(object, key, ObjectState::Deleted);
}

void make_room(const EntityMapping& entity, const ValueView* key, identity::ObjectStore& objects,
               TransactionLog& log) {
  Object* gone = objects.find(entity, key);
  if (gone == nullptr) return;
  detail::leave_parents(*gone);
  note_deleted(*gone, key, objects, log);
}

void run(const std::vector<Step>& plan, db::Connection& connection, identity::ObjectStore& objects,
         TransactionLog& log) {
  // What one flush inserts is used together.
  objects.cohorts().begin();
  Runner runner(connection, objects, log);
  for (const Step& step : plan) runner.run(step);
}

}  // namespace orm::flush
