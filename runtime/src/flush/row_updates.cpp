#include "flush/row_updates.h"

#include <algorithm>

#include "flush/statements.h"
#include "sql/write.h"
#include "value/columns.h"

namespace orm::flush {

namespace {

// SQLite collects the rows first, which costs as much as a hundred of them.
constexpr std::size_t rows_together = 256;

bool is_unique(const EntityMapping& entity, std::uint64_t columns) {
  return (column_bits(entity.key) & columns) != 0 ||
         std::any_of(entity.uniques.begin(), entity.uniques.end(), [columns](const auto& unique) {
           return (column_bits(unique.columns) & columns) != 0;
         });
}

}  // namespace

RowUpdates::RowUpdates(db::Connection& connection, identity::ObjectStore& objects,
                       const EntityMapping& entity, std::uint64_t written,
                       const FilledColumns& filled)
    : connection_(connection),
      objects_(objects),
      entity_(entity),
      written_(written),
      columns_(written),
      filled_(filled),
      width_(count_columns(entity, columns_) + entity.key.size() + (filled.has_version() ? 1 : 0)) {
}

std::size_t RowUpdates::most_together() const {
  if (filled_.computed != 0 || is_unique(entity_, written_)) return 1;
  return rows_together * width_ <= connection_.max_parameters() ? rows_together : 1;
}

void RowUpdates::run(std::span<Object* const> objects) {
  const std::size_t all = objects.size();
  const std::size_t together = most_together();
  std::size_t steps = 0;
  if (together > 1 && all >= together) {
    const db::StatementLease many = statement(together);
    for (; objects.size() >= together; objects = objects.subspan(together), ++steps) {
      run_together(*many, objects.first(together));
    }
  }
  const db::StatementLease one = statement(1);
  for (Object* object : objects) run_one(*one, *object);
  connection_.executed(one->sql(), all, steps + objects.size());
}

db::StatementLease RowUpdates::statement(std::size_t rows) const {
  const Purpose purpose = rows == 1 ? Purpose::Update : Purpose::UpdateTogether;
  return db::acquire(connection_, Shape(&entity_, purpose, written_).view(), [&] {
    if (rows > 1) return sql::update_together_text(entity_, columns_, version(), rows);
    return sql::returning(of_version(sql::update_text(entity_, columns_)), entity_,
                          ColumnSet(filled_.computed));
  });
}

const ColumnMapping* RowUpdates::version() const {
  return filled_.has_version() ? &entity_.columns[filled_.version] : nullptr;
}

std::string RowUpdates::of_version(std::string text) const {
  return version() == nullptr ? text : sql::of_version(std::move(text), *version());
}

ValueView* RowUpdates::write_parameters(Object& object, ValueView* out) {
  const identity::RowKey key = objects_.row_key(object);
  ValueView old_version;
  if (filled_.has_version()) {
    // Of a row that passes to a new object, the old one's.
    const Object* holder = objects_.find(entity_, key.data());
    const std::int64_t version = version_of(holder ? *holder : object, filled_.version);
    set_version(object, filled_.version, version + 1);
    old_version = ValueView::of_integer(version);
  }
  RowWriter writer(entity_, columns_, out);
  entity_.write(object, writer);
  out = std::copy_n(key.data(), key.size(), writer.end());
  if (filled_.has_version()) *out++ = old_version;
  return out;
}

void RowUpdates::run_one(db::Statement& statement, Object& object) {
  parameters_.resize(width_);
  write_parameters(object, parameters_.data());
  const std::int64_t matched = run_returning(connection_, statement, parameters_, cells_, object,
                                             ColumnSet(filled_.computed));
  require_matched(statement, matched, entity_, objects_.row_key(object));
}

void RowUpdates::run_together(db::Statement& statement, std::span<Object* const> objects) {
  parameters_.resize(width_ * objects.size());
  ValueView* next = parameters_.data();
  for (Object* object : objects) next = write_parameters(*object, next);
  statement.bind(parameters_);
  statement.step();
  statement.reset();
  const std::int64_t matched = connection_.changes();
  if (matched != static_cast<std::int64_t>(objects.size())) {
    name_unmatched(statement, objects, matched);
  }
}

// Those that were met have their new version.
void RowUpdates::name_unmatched(const db::Statement& statement, std::span<Object* const> objects,
                                std::int64_t matched) const {
  const db::StatementLease found =
      db::acquire(connection_, Shape(&entity_, Purpose::FindRow, 0).view(),
                  [this] { return of_version(sql::find_row_text(entity_)); });
  for (const Object* object : objects) {
    const identity::RowKey key = objects_.row_key(*object);
    std::vector<ValueView> parameters(key.data(), key.data() + key.size());
    if (filled_.has_version()) {
      parameters.push_back(ValueView::of_integer(version_of(*object, filled_.version)));
    }
    found->bind(parameters);
    const bool is_there = found->step();
    found->reset();
    if (!is_there) require_matched(statement, 0, entity_, key);
  }
  not_matched(statement, matched, std::to_string(objects.size()) + " objects");
}

}  // namespace orm::flush
