#include "random_trees.h"

#include <cstdio>

namespace operators {

namespace {

std::string quoted(const std::string& text) {
  std::string sql = "'";
  for (const char c : text) sql += c == '\'' ? "''" : std::string(1, c);
  return sql + "'";
}

}  // namespace

std::string filled(std::string_view pattern, std::initializer_list<std::string> parts) {
  std::string sql;
  const auto* part = parts.begin();
  for (const char c : pattern) sql += c == '?' ? *part++ : std::string(1, c);
  return sql;
}

std::string literal(bool value) { return value ? "1" : "0"; }
std::string literal(std::int64_t value) { return std::to_string(value); }
std::string literal(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.17e", value);
  return text;
}
std::string literal(const std::string& value) { return quoted(value); }
std::string literal(const orm::Date& value) { return quoted(orm::to_string(value)); }
std::string literal(const orm::DateTime& value) { return quoted(orm::to_string(value)); }

std::string Forest::json_value() {
  return pick<std::string>({R"({"n": 7, "t": true, "list": [1, "b"]})",
                            R"({"n": -1.5, "t": false, "list": []})", R"({"n": "x", "t": null})",
                            "[3]", "5", "\"a\""});
}
orm::Date Forest::day_value() {
  return orm::parse_date(
      pick<std::string>({"2026-02-28", "1999-12-31", "2000-02-29", "0000-01-01", "9999-12-31"}));
}
orm::DateTime Forest::moment_value() {
  return orm::parse_date_time(pick<std::string>(
      {"2026-02-28 13:05:09.5", "2000-01-01 00:00:00", "1969-12-31 23:59:59", "2026-02-28"}));
}

TruthTree Forest::truth(int level) {
  const int next = level + 1;
  if (level >= most_levels) return column<bool>(&Sale::Fields::flag, "flag");
  switch (below(16)) {
    case 0:
      return tree<bool>(
          "(? AND ?)", [](const auto& l, const auto& r) { return l && r; }, truth(next),
          truth(next));
    case 1:
      return tree<bool>(
          "(? OR ?)", [](const auto& l, const auto& r) { return l || r; }, truth(next),
          truth(next));
    case 2:
      return tree<bool>("(NOT ?)", [](const auto& x) { return !x; }, truth(next));
    case 3:
      return null_tested(next);
    case 4:
      return chosen(next);
    case 5:
      return matched(next);
    case 6:
      return ranged(next);
    case 7:
      return listed(next);
    case 8:
      return compared(text(next), text(next));
    case 9:
      return compared(real(next), whole(next));
    case 10:
      return coin() ? compared(day(next), day(next)) : compared(moment(next), moment(next));
    case 11:
      return compared(truth(next), truth(next));
    case 12:
      return after(next);
    case 13:
      return asked(next);
    default:
      return compared(whole(next), whole(next));
  }
}

TruthTree Forest::null_tested(int level) {
  const auto is_null = [](const auto& x) { return orm::is_null(x); };
  const auto is_not_null = [](const auto& x) { return orm::is_not_null(x); };
  switch (below(4)) {
    case 0:
      return tree<bool>("(? IS NULL)", is_null, whole(level));
    case 1:
      return tree<bool>("(? IS NULL)", is_null, truth(level));
    case 2:
      return tree<bool>("(? IS NOT NULL)", is_not_null, truth(level));
    default:
      return tree<bool>("(? IS NOT NULL)", is_not_null, text(level));
  }
}

// A truth value that is computed like others.
TruthTree Forest::chosen(int level) {
  switch (below(4)) {
    case 0:
      return tree<bool>(
          "(CASE WHEN ? THEN ? WHEN ? THEN ? END)",
          [](const auto& first, const auto& x, const auto& second, const auto& y) {
            return orm::case_(first, x).when(second, y).or_null();
          },
          truth(level), truth(level), truth(level), truth(level));
    case 1:
      return tree<bool>(
          "coalesce(?, ?)", [](const auto& x, const auto& y) { return func::coalesce(x, y); },
          truth(level), truth(level));
    case 2:
      return tree<bool>(
          "nullif(?, ?)", [](const auto& x, const auto& y) { return func::nullif(x, y); },
          truth(level), truth(level));
    default:
      return tree<bool>(
          "json_extract(?, '$.t')", [](const auto& x) { return func::json<bool>(x, "$.t"); },
          json(level));
  }
}

TruthTree Forest::matched(int level) {
  const TextTree tree = text(level);
  const std::string part = text_value();
  std::string escaped;
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') escaped += '\\';
    escaped += c;
  }
  const auto like = [&](const char* before, const char* behind) {
    return filled("(? LIKE ? ESCAPE '\\')", {tree.sql, quoted(before + escaped + behind)});
  };
  switch (below(4)) {
    case 0:
      return {orm::starts_with(tree.expression, part), like("", "%")};
    case 1:
      return {orm::ends_with(tree.expression, part), like("%", "")};
    case 2:
      return {orm::contains(tree.expression, part), like("%", "%")};
    default:
      return {orm::like(tree.expression, part), filled("(? LIKE ?)", {tree.sql, quoted(part)})};
  }
}

TruthTree Forest::ranged(int level) {
  const auto between = [](const auto& x, const auto& least, const auto& greatest) {
    return orm::between(x, least, greatest);
  };
  const char* sql = "(? BETWEEN ? AND ?)";
  switch (below(4)) {
    case 0:
      return tree<bool>(sql, between, truth(level), truth(level), truth(level));
    case 1:
      return tree<bool>(sql, between, text(level), text_value(), text(level));
    case 2:
      return tree<bool>(sql, between, moment(level), moment(level), moment_value());
    default:
      return tree<bool>(sql, between, whole(level), whole(level), whole(level));
  }
}

TruthTree Forest::listed(int level) {
  const auto in = [](const auto& x, const auto&... values) { return orm::in_(x, {values...}); };
  const auto not_in = [](const auto& x, const auto&... values) {
    return orm::not_in(x, {values...});
  };
  switch (below(5)) {
    case 0:
      return tree<bool>("(? IN (?))", in, truth(level), coin());
    case 1:
      return tree<bool>("(? IN (?, ?))", in, whole(level), whole_value(), whole_value());
    case 2:
      return tree<bool>("(? NOT IN (?, ?))", not_in, whole(level), whole_value(), whole_value());
    case 3:
      return tree<bool>("(? IN (?, ?, ?))", in, text(level), text_value(), text_value(),
                        text_value());
    default:
      return tree<bool>("(? NOT IN (?))", not_in, day(level), day_value());
  }
}

// A comparison of row values, whose members are never NULL.
TruthTree Forest::after(int level) {
  const bool descending = coin();
  const auto after = [descending](const auto& whole, std::int64_t other, const auto& text,
                                  const std::string& nothing, std::int64_t first,
                                  const std::string& second) {
    auto keys = orm::keyset(func::coalesce(whole, other), func::coalesce(text, nothing));
    if (descending) keys = std::move(keys).descending();
    return orm::page_after(keys, first, second);
  };
  return tree<bool>(descending ? "((coalesce(?, ?), coalesce(?, ?)) < (?, ?))"
                               : "((coalesce(?, ?), coalesce(?, ?)) > (?, ?))",
                    after, whole(level), whole_value(), text(level), text_value(), whole_value(),
                    text_value());
}

template <class T, class U>
TruthTree Forest::compared(const Tree<T>& left, const Tree<U>& right) {
  const auto& l = left.expression;
  const auto& r = right.expression;
  const auto sql = [&](const char* op) { return "(" + left.sql + op + right.sql + ")"; };
  switch (below(8)) {
    case 0:
      return {l == r, sql(" = ")};
    case 1:
      return {l != r, sql(" <> ")};
    case 2:
      return {l < r, sql(" < ")};
    case 3:
      return {l <= r, sql(" <= ")};
    case 4:
      return {l > r, sql(" > ")};
    case 5:
      return {orm::is_distinct_from(l, r), sql(" IS NOT ")};
    case 6:
      return {orm::is_not_distinct_from(l, r), sql(" IS ")};
    default:
      return {l >= r, sql(" >= ")};
  }
}

DayTree Forest::day(int level) {
  const int next = level + 1;
  switch (level >= most_levels ? 9 : below(6)) {
    case 0:
      return tree<orm::Date>("date(?)", [](const auto& x) { return func::date(x); }, moment(next));
    case 1:
      return tree<orm::Date>(
          "coalesce(?, ?)", [](const auto& x, const auto& y) { return func::coalesce(x, y); },
          day(next), day_value());
    case 2:
      return tree<orm::Date>(
          "nullif(?, ?)", [](const auto& x, const auto& y) { return func::nullif(x, y); },
          day(next), day_value());
    default:
      return column<orm::Date>(&Sale::Fields::day, "day");
  }
}

MomentTree Forest::moment(int level) {
  const int next = level + 1;
  switch (level >= most_levels ? 9 : below(6)) {
    case 0:
      return tree<orm::DateTime>(
          "(CASE WHEN ? THEN ? ELSE ? END)",
          [](const auto& condition, const auto& x, const auto& y) {
            return orm::case_(condition, x).otherwise(y);
          },
          truth(next), moment(next), moment_value());
    case 1:
      return tree<orm::DateTime>(
          "max(?, ?)", [](const auto& x, const auto& y) { return func::greatest(x, y); },
          moment(next), moment_value());
    default:
      return column<orm::DateTime>(&Sale::Fields::at, "at");
  }
}

}  // namespace operators
