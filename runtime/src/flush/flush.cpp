#include "flush/flush.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

#include "flush/filled_columns.h"
#include "flush/key_ranges.h"
#include "flush/pairs.h"
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

// At least as much as the list would take by itself: steps may be many and small.
template <class Entry>
void reserve_more(std::vector<Entry>& list, std::size_t more) {
  const std::size_t size = list.size() + more;
  if (size > list.capacity()) list.reserve(std::max(size, 2 * list.capacity()));
}

// What a stored object awaits of its parents is among the columns that were changed.
bool writes_foreign_keys(const Step& step) {
  if (step.kind == Step::Kind::Switch) return true;
  const auto& keys = step.entity->foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&step](const ForeignKeyMapping& key) {
    return detail::is_any_in(key.columns, step.columns);
  });
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
  // All columns, but for a key that the database assigns.
  static ColumnSet insert_columns(const EntityMapping& entity, bool has_keys) {
    if (has_keys || !entity.generated_key) return ColumnSet::all();
    return ColumnSet(~ObjectAccess::column_bit(entity.key[0]));
  }

  void insert(const Step& step) {
    const EntityMapping& entity = *step.entity;
    const FilledColumns filled(entity);
    version_bit_ = filled.has_version() ? ObjectAccess::column_bit(filled.version) : 0;
    if (filled.has_version()) {
      for (Object* object : step.objects) start_version(*object, filled.version);
    }
    if ((filled.computed | filled.server_defaults) != 0) return insert_filled(step, filled);
    const bool assigns_keys = entity.generated_key && !step.has_keys;
    const ColumnSet columns = insert_columns(entity, step.has_keys);
    const std::size_t width = count_columns(entity, columns);
    reserve_more(log_.inserted, step.objects.size());
    objects_.of(entity).map.reserve(step.objects.size());
    const bool batches =
        !assigns_keys || (step.objects.size() > 1 && connection_.has_consecutive_ids(entity.table));
    std::size_t steps = 0;
    for (std::size_t at = 0; at < step.objects.size(); ++steps) {
      const std::size_t rows = batches ? rows_for(connection_, step.objects.size() - at, width) : 1;
      insert_rows(step, columns, width, at, rows);
      at += rows;
    }
    const bool is_standard = assigns_keys || !entity.generated_key;
    connection_.executed(is_standard ? entity.sqlite.insert : sql::insert_text(entity, columns, 1),
                         step.objects.size(), steps);
  }

  void insert_rows(const Step& step, ColumnSet columns, std::size_t width, std::size_t at,
                   std::size_t rows) {
    const EntityMapping& entity = *step.entity;
    const bool assigns_keys = entity.generated_key && !step.has_keys;
    const bool is_standard = assigns_keys || !entity.generated_key;
    const db::StatementLease statement = db::acquire(
        connection_,
        Shape(&entity, is_standard ? Purpose::Insert : Purpose::InsertWithKey, rows).view(), [&] {
          return is_standard ? sql::repeat_row(entity.sqlite.insert, width, rows)
                             : sql::insert_text(entity, columns, rows);
        });
    parameters_.resize(width * rows);
    ValueView* next = parameters_.data();
    for (std::size_t i = at; i < at + rows; ++i) {
      next = write_row(*step.objects[i], columns, step.columns, next);
    }
    statement->bind(parameters_);
    statement->step();
    if (connection_.changes() != static_cast<std::int64_t>(rows)) {
      throw StatementError("the database did not insert all rows", std::string(statement->sql()));
    }
    const std::int64_t first =
        assigns_keys ? connection_.last_insert_id() - static_cast<std::int64_t>(rows) + 1 : 0;
    for (std::size_t i = 0; i < rows; ++i) {
      Object& object = *step.objects[at + i];
      enter(object, assigns_keys, first + static_cast<std::int64_t>(i));
    }
  }

  // The session knows the object's row from here on.
  void enter(Object& object, bool is_key_assigned, std::int64_t assigned) {
    const EntityMapping& entity = object.entity();
    const bool has_started = (version_bit_ & ~ObjectAccess::changed(object)) != 0;
    log_.inserted.push_back({detail::Handle(&object), is_key_assigned, has_started});
    if (is_key_assigned) {
      const ValueView key = ValueView::of_integer(assigned);
      assign_key(object, key);
      make_room(entity, &key);
      objects_.enter(object, &key);
    } else {
      make_room(entity, detail::KeyView(object).data());
      objects_.enter(object);
    }
    stored(object);
  }

  // Row by row: which row gives back which values is said of a single one only.
  void insert_filled(const Step& step, const FilledColumns& filled) {
    const EntityMapping& entity = *step.entity;
    const bool assigns_keys = entity.generated_key && !step.has_keys;
    const std::uint64_t key = assigns_keys ? ObjectAccess::column_bit(entity.key[0]) : 0;
    const std::uint64_t usual = filled.computed | filled.server_defaults;
    for (Object* object : step.objects) {
      const std::uint64_t left = left_to_database(*object, filled);
      const ColumnSet columns(~(left | key));
      const bool is_standard = left == usual && (assigns_keys || !entity.generated_key);
      const db::StatementLease statement =
          db::acquire(connection_, Shape(&entity, Purpose::InsertFilled, left | key).view(), [&] {
            return is_standard ? std::string(entity.sqlite.insert)
                               : sql::returning(sql::insert_text(entity, columns, 1), entity,
                                                ColumnSet(left));
          });
      parameters_.resize(count_columns(entity, columns));
      write_row(*object, columns, step.columns, parameters_.data());
      if (run_returning(connection_, *statement, parameters_, cells_, *object, ColumnSet(left)) !=
          1) {
        throw StatementError("the database did not insert the row", std::string(statement->sql()));
      }
      enter(*object, assigns_keys, connection_.last_insert_id());
      connection_.executed(statement->sql(), 1, 1);
    }
  }

  // Keys of objects that were inserted in the meantime are known by now, but for those whose
  // columns are `postponed`.
  static ValueView* write_row(Object& object, ColumnSet columns, std::uint64_t postponed,
                              ValueView* out) {
    detail::write_foreign_keys(object, postponed);
    RowWriter writer(object.entity(), columns, out);
    object.entity().write(object, writer);
    for (unsigned column = 0; postponed != 0 && out != writer.end(); ++column) {
      if (!columns.contains(column)) continue;
      if ((postponed & ObjectAccess::column_bit(column)) != 0) *out = ValueView();
      ++out;
    }
    return writer.end();
  }

  static void assign_key(Object& object, const ValueView& key) {
    detail::fill_column(object, object.entity().key[0], key);
    ObjectAccess::add(object, ObjectAccess::key_flag);
  }

  // A key that the session still has belongs to a row which the database deleted along with
  // another.
  void make_room(const EntityMapping& entity, const ValueView* key) {
    Object* gone = objects_.find(entity, key);
    if (gone == nullptr) return;
    detail::leave_parents(*gone);
    note_deleted(*gone, key, objects_, log_);
  }

  // A new row has no members that its object does not know of.
  static void stored(Object& object) {
    ObjectAccess::changed(object) = 0;
    for (const RelationshipMapping& relationship : object.entity().relationships) {
      if (relationship.viewonly) continue;
      if (relationship.to_many != nullptr) {
        detail::LinkAccess::set_loaded(object.*relationship.to_many);
      } else if (relationship.kind == RelationshipKind::OneToOne) {
        ToOne& link = object.*relationship.to_one;
        if (!link.is_loaded()) detail::LinkAccess::set(link, nullptr);
      }
    }
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
      make_room(*step.entity, detail::KeyView(*object).data());
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
    for (Object* object : step.objects) {
      if (step.columns == 0) detail::write_foreign_keys(*object);
      log_.inserted.push_back({detail::Handle(object), false});
      make_room(*step.entity, detail::KeyView(*object).data());
      objects_.enter(*object);
      stored(*object);
    }
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
  // Of the entity whose rows are inserted; 0 where it has no version.
  std::uint64_t version_bit_ = 0;
};

}  // namespace

void note_deleted(Object& object, const ValueView* key, identity::ObjectStore& objects,
                  TransactionLog& log) {
  log.deleted.emplace_back(&object);
  ObjectAccess::drop(object, ObjectAccess::removed_flag | ObjectAccess::listed_flag);
  objects.leave(object, key, ObjectState::Deleted);
}

void run(const std::vector<Step>& plan, db::Connection& connection, identity::ObjectStore& objects,
         TransactionLog& log) {
  // What one flush inserts is used together.
  objects.cohorts().begin();
  Runner runner(connection, objects, log);
  for (const Step& step : plan) runner.run(step);
}

}  // namespace orm::flush
