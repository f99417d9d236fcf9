// Rows that are updated by their keys, without objects.
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "graph/key_view.h"
#include "orm/error.h"
#include "session/session_core.h"
#include "session/set_columns.h"
#include "sql/select.h"

namespace orm::detail {

namespace {

bool is_key(const EntityMapping& entity, std::uint16_t column) {
  return std::find(entity.key.begin(), entity.key.end(), column) != entity.key.end();
}

[[noreturn]] void refuse(const EntityMapping& entity, const std::string& why) {
  throw InvalidRequestError("bulk_update() of " + std::string(entity.name) + " " + why);
}

void require_usable_columns(const EntityMapping& entity,
                            const std::vector<std::uint16_t>& columns) {
  for (const std::uint16_t column : columns) {
    if (std::count(columns.begin(), columns.end(), column) == 1) continue;
    refuse(entity, std::string("is given the column ") + entity.columns[column].name + " twice");
  }
  for (const std::uint16_t column : entity.key) {
    if (std::count(columns.begin(), columns.end(), column) == 1) continue;
    refuse(entity, std::string("finds rows by their primary key and is not given ") +
                       entity.columns[column].name);
  }
  if (columns.size() == entity.key.size()) refuse(entity, "is given the primary key alone");
}

ExpressionData parameter_token() {
  ExpressionData data;
  data.push_value(Value());
  return data;
}

/// The statement, and where its parameters come from.
class RowUpdate {
 public:
  RowUpdate(const EntityMapping& entity, const std::vector<std::uint16_t>& columns)
      : entity_(entity), cells_(columns.size()) {
    require_usable_columns(entity, columns);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (is_key(entity, columns[i])) continue;
      sets_.push_back({columns[i], parameter_token()});
      places_.push_back(i);
      require_settable(entity, sets_.back(), "bulk_update()");
    }
    add_filled(sets_, entity, flush::FilledColumns(entity));
    for (const std::uint16_t column : entity.key) {
      const auto place = std::find(columns.begin(), columns.end(), column) - columns.begin();
      places_.push_back(static_cast<std::size_t>(place));
      conditions_.push_name(Operator::Column, entity, nullptr, column);
      conditions_.push_value(Value());
      conditions_.push(Operator::Equal, 2);
    }
  }

  std::string shape() const {
    std::string bytes = "bulk update";
    sql::append_shape(bytes, conditions_);
    for (const SetColumn& each : sets_) {
      bytes += std::to_string(each.column);
      sql::append_shape(bytes, each.data);
    }
    return bytes;
  }

  std::string text() const {
    return sql::update_text({.entity = &entity_, .where = &conditions_}, sets_, {});
  }

  Value* cells() { return cells_.data(); }

  // Those of the row, with what all rows get between them.
  const std::vector<ValueView>& parameters() {
    parameters_.clear();
    const std::size_t given = places_.size() - entity_.key.size();
    for (std::size_t i = 0; i < given; ++i) {
      parameters_.push_back(cells_[places_[i]].view());
      flush::require_value_fits(entity_, sets_[i].column, parameters_.back());
    }
    for (std::size_t i = given; i < sets_.size(); ++i) {
      sql::append_values(parameters_, &sets_[i].data);
    }
    for (std::size_t i = given; i < places_.size(); ++i) {
      parameters_.push_back(cells_[places_[i]].view());
    }
    return parameters_;
  }

  std::span<const ValueView> key() const {
    return std::span<const ValueView>(parameters_).last(entity_.key.size());
  }

 private:
  const EntityMapping& entity_;
  std::vector<Value> cells_;
  std::vector<SetColumn> sets_;
  // Which cells stand in the first sets, then in the key.
  std::vector<std::size_t> places_;
  ExpressionData conditions_;
  std::vector<ValueView> parameters_;
};

}  // namespace

std::int64_t SessionCore::update_rows(const EntityMapping& entity,
                                      const std::vector<std::uint16_t>& columns,
                                      const RowSource& rows) {
  const ThreadCheck check(calls_);
  require_usable();
  RowUpdate update(entity, columns);
  autoflush();
  std::size_t count = 0;
  try {
    db::Connection& connection = this->connection();
    const db::StatementLease statement =
        db::acquire(connection, update.shape(), [&] { return update.text(); });
    for (; rows.next(rows.state, update.cells()); ++count) {
      statement->bind(update.parameters());
      statement->step();
      statement->reset();
      if (connection.changes() == 0) {
        throw StaleDataError("bulk_update() finds no row for " + named(entity, update.key()) +
                                 ", so somebody has deleted it; roll back and leave it out",
                             std::string(statement->sql()));
      }
      Object* object = objects_.find(entity, update.key().data());
      if (object != nullptr) row_is_another(*object);
    }
    connection.executed(statement->sql(), count, count);
  } catch (const std::exception& error) {
    if (count > 0) fail("a bulk update failed: ", error.what());
    throw;
  }
  return static_cast<std::int64_t>(count);
}

std::int64_t update_rows(SessionCore& session, const EntityMapping& entity,
                         const std::vector<std::uint16_t>& columns, const RowSource& rows) {
  return session.update_rows(entity, columns, rows);
}

}  // namespace orm::detail
