#include "flush/pairs.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "flush/insert_batches.h"
#include "flush/statements.h"
#include "graph/key_view.h"
#include "graph/relate.h"
#include "orm/error.h"
#include "sql/write.h"
#include "value/describe.h"

namespace orm::flush {

namespace {

void require_agreement(const detail::Pair& pair, std::uint16_t column, const ValueView& right,
                       const ValueView& left) {
  if (right == left) return;
  throw InvalidRequestError(std::string("the pair of ") + pair.left->entity().name + " and " +
                            pair.right->entity().name + " cannot be stored: its column \"" +
                            pair.table->columns[column].name + "\" would have to be " +
                            describe(left) + " for the one and " + describe(right) +
                            " for the other");
}

// The values of one row, in the order of sql::pair_columns.
void append_pair(const detail::Pair& pair, std::vector<ValueView>& parameters) {
  const LinkKeyMapping& left = pair.table->keys[pair.left_key];
  const LinkKeyMapping& right = pair.table->keys[pair.right_key];
  for (const std::uint16_t column : left.target_columns) {
    parameters.push_back(detail::column_value(*pair.left, column));
  }
  for (std::size_t i = 0; i < right.columns.size(); ++i) {
    const ValueView value = detail::column_value(*pair.right, right.target_columns[i]);
    const auto shared = std::find(left.columns.begin(), left.columns.end(), right.columns[i]);
    if (shared == left.columns.end()) {
      parameters.push_back(value);
    } else {
      const auto position = static_cast<std::size_t>(shared - left.columns.begin());
      require_agreement(pair, right.columns[i], value,
                        detail::column_value(*pair.left, left.target_columns[position]));
    }
  }
}

Shape shape_of(const detail::Pair& pair, Purpose purpose, std::size_t rows) {
  const std::uint64_t keys = (std::uint64_t{pair.left_key} << 16) | pair.right_key;
  return {pair.table, purpose, (keys << 32) | rows};
}

std::vector<std::uint16_t> columns_of(const detail::Pair& pair) {
  return sql::pair_columns(pair.table->keys[pair.left_key], pair.table->keys[pair.right_key]);
}

void run_once(db::Statement& statement, std::span<const ValueView> parameters) {
  statement.bind(parameters);
  statement.step();
  statement.reset();
}

}  // namespace

void insert_pairs(const Step& step, db::Connection& connection) {
  const detail::Pair& first = step.pairs[0];
  const std::vector<std::uint16_t> columns = columns_of(first);
  InsertBatches batches(connection, first.table->table, {step.pairs.size()});
  for (const std::uint16_t column : columns) batches.add_column(first.table->columns[column].name);
  const auto insert = [&](std::size_t rows, std::span<const ValueView> values) {
    const bool keeps_rows = batches.may_keep_rows(rows);
    const db::StatementLease statement = db::acquire(
        connection, shape_of(first, Purpose::InsertPairs, 2 * rows + keeps_rows).view(), [&] {
          std::string text = sql::insert_pairs_text(*first.table, columns, rows);
          return keeps_rows ? sql::or_fail(std::move(text)) : text;
        });
    run_once(*statement, values);
  };
  std::vector<ValueView> parameters;
  std::size_t steps = 0;
  for (std::size_t at = 0; at < step.pairs.size();) {
    const std::size_t rows = batches.next(step.pairs.size() - at);
    parameters.clear();
    for (std::size_t i = at; i < at + rows; ++i) append_pair(step.pairs[i], parameters);
    steps += batches.split(parameters, rows, [&](std::size_t, std::size_t count, auto values) {
      insert(count, values);
    });
    at += rows;
  }
  connection.executed(sql::insert_pairs_text(*first.table, columns, 1), step.pairs.size(), steps);
}

void delete_pairs(const Step& step, db::Connection& connection) {
  const detail::Pair& first = step.pairs[0];
  const db::StatementLease statement =
      db::acquire(connection, shape_of(first, Purpose::DeletePairs, 0).view(),
                  [&] { return sql::delete_pair_text(*first.table, columns_of(first)); });
  std::vector<ValueView> parameters;
  for (const detail::Pair& pair : step.pairs) {
    parameters.clear();
    append_pair(pair, parameters);
    run_once(*statement, parameters);
    const std::int64_t rows = connection.changes();
    if (rows == 1 || (rows > 1 && pair.may_repeat)) continue;
    not_matched(*statement, rows,
                std::string(pair.table->table) + " that links " + detail::named(*pair.left) +
                    " and " + detail::named(*pair.right));
  }
  connection.executed(statement->sql(), step.pairs.size(), step.pairs.size());
}

void delete_links(const Step& step, db::Connection& connection) {
  for (const UnlistedLink& link : step.entity->unlisted_links) {
    const LinkKeyMapping& key = link.table->keys[link.key];
    std::vector<ValueView> parameters;
    std::size_t steps = 0;
    for (std::size_t at = 0; at < step.objects.size(); ++steps) {
      const std::size_t left = key.columns.size() == 1 ? step.objects.size() - at : 1;
      const std::size_t rows = rows_for(connection, left, key.columns.size());
      const db::StatementLease statement =
          db::acquire(connection, Shape(&link, Purpose::DeleteLinks, rows).view(),
                      [&] { return sql::delete_links_text(*link.table, key, rows); });
      parameters.clear();
      for (std::size_t i = at; i < at + rows; ++i) {
        for (const std::uint16_t column : key.target_columns) {
          parameters.push_back(detail::column_value(*step.objects[i], column));
        }
      }
      run_once(*statement, parameters);
      at += rows;
    }
    connection.executed(sql::delete_links_text(*link.table, key, 1), step.objects.size(), steps);
  }
}

}  // namespace orm::flush
