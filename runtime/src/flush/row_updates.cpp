#include "flush/row_updates.h"

#include <algorithm>
#include <optional>

#include "graph/foreign_keys.h"
#include "sql/write.h"
#include "value/columns.h"

namespace orm::flush {

namespace {

// SQLite collects the rows first, which costs as much as a hundred of them. It pays where they
// stand on few pages: elsewhere an UPDATE of each row costs less.
constexpr std::size_t rows_together = 256;

// A range is walked over, and nothing is collected: where one column is written, half of what an
// UPDATE of each row costs. For each column a row's value is looked for among those of the range,
// so longer ones gain nothing, and for many columns an UPDATE of each row costs less. It need not
// be taken back when it fails: the flush is, as a whole.
constexpr std::size_t rows_of_range = 16;
constexpr std::size_t most_columns_of_range = 3;
// What pays for the look at the table.
constexpr std::size_t fewest_rows_in_ranges = 64;

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
      ranges_(connection, entity),
      width_(count_columns(entity, columns_) + entity.key.size() + (filled.has_version() ? 1 : 0)) {
}

bool RowUpdates::may_go_together() const {
  return entity_.generated_key && filled_.computed == 0 && !is_unique(entity_, written_);
}

bool RowUpdates::may_have_ranges(std::size_t rows) const {
  return rows >= fewest_rows_in_ranges && !filled_.has_version() &&
         count_columns(entity_, columns_) <= most_columns_of_range && may_go_together();
}

// Where foreign keys are written, SQLite keeps a journal in any case: see InsertBatches.
bool RowUpdates::may_have_batches(std::size_t rows) const {
  return rows >= rows_together && rows_together * width_ <= connection_.max_parameters() &&
         may_go_together() &&
         (connection_.is_in_memory() || !detail::has_foreign_key_in(entity_, written_));
}

void RowUpdates::run(std::span<Object* const> objects) {
  const std::size_t all = objects.size();
  std::size_t steps = 0;
  std::vector<Object*> not_in_ranges;
  if (may_have_ranges(objects.size())) {
    steps += run_groups(Purpose::UpdateRange, objects, not_in_ranges);
    objects = not_in_ranges;
  }
  std::vector<Object*> scattered;
  if (may_have_batches(objects.size())) {
    steps += run_groups(Purpose::UpdateTogether, objects, scattered);
    objects = scattered;
  }
  const db::StatementLease one = statement(Purpose::Update, 1);
  for (Object* object : objects) run_one(*one, *object);
  connection_.executed(one->sql(), all, steps + objects.size());
}

db::StatementLease RowUpdates::statement(Purpose purpose, std::size_t rows) const {
  return db::acquire(connection_, Shape(&entity_, purpose, written_).view(), [&] {
    if (purpose == Purpose::UpdateRange) return sql::update_range_text(entity_, columns_, rows);
    if (purpose == Purpose::UpdateTogether) {
      return sql::update_together_text(entity_, columns_, version(), rows);
    }
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

std::size_t RowUpdates::run_groups(Purpose purpose, std::span<Object* const> objects,
                                   std::vector<Object*>& others) {
  const bool is_range = purpose == Purpose::UpdateRange;
  const std::size_t size = is_range ? rows_of_range : rows_together;
  std::optional<db::StatementLease> update;
  std::size_t steps = 0;
  take_keys(objects);
  for (std::span<const ValueView> keys = keys_; !objects.empty();) {
    auto next = objects.first(std::min(size, objects.size()));
    const auto next_keys = keys.first(next.size());
    const bool is_group = next.size() == size &&
                          (is_range ? ranges_.is_range(next_keys) : ranges_.are_dense(next_keys));
    if (is_group) {
      if (!update) update.emplace(statement(purpose, size));
      is_range ? run_range(**update, next, next_keys) : run_together(**update, next);
      ++steps;
    } else {
      // A range may begin at the next one.
      if (is_range) next = next.first(1);
      others.insert(others.end(), next.begin(), next.end());
    }
    objects = objects.subspan(next.size());
    keys = keys.subspan(next.size());
  }
  return steps;
}

void RowUpdates::take_keys(std::span<Object* const> objects) {
  keys_.clear();
  keys_.reserve(objects.size());
  for (const Object* object : objects) keys_.push_back(*objects_.row_key(*object).data());
}

void RowUpdates::run_range(db::Statement& statement, std::span<Object* const> objects,
                           std::span<const ValueView> keys) {
  const std::size_t columns = count_columns(entity_, columns_);
  const std::size_t rows = objects.size();
  cells_.resize(columns);
  parameters_.resize(2 * columns * rows + 2);
  for (std::size_t row = 0; row < rows; ++row) {
    RowWriter writer(entity_, columns_, cells_.data());
    entity_.write(*objects[row], writer);
    for (std::size_t column = 0; column < columns; ++column) {
      ValueView* const when = &parameters_[2 * (column * rows + row)];
      when[0] = keys[row];
      when[1] = cells_[column];
    }
  }
  parameters_[2 * columns * rows] = keys.front();
  parameters_[2 * columns * rows + 1] = keys.back();
  run_all(statement, objects);
}

void RowUpdates::run_together(db::Statement& statement, std::span<Object* const> objects) {
  parameters_.resize(width_ * objects.size());
  ValueView* next = parameters_.data();
  for (Object* object : objects) next = write_parameters(*object, next);
  run_all(statement, objects);
}

void RowUpdates::run_all(db::Statement& statement, std::span<Object* const> objects) {
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
