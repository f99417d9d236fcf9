// Trees of numbers and of texts.
#include "random_trees.h"

namespace operators {

namespace {

const auto case_of = [](const auto& condition, const auto& result, const auto& other) {
  return orm::case_(condition, result).otherwise(other);
};
const auto coalesce_of = [](const auto&... values) { return func::coalesce(values...); };
const auto nullif_of = [](const auto& value, const auto& nothing) {
  return func::nullif(value, nothing);
};
const auto sum_of = [](const auto& left, const auto& right) { return left + right; };

}  // namespace

WholeTree Forest::whole(int level) {
  const int next = level + 1;
  const auto leaf = [this]() -> WholeTree {
    if (coin()) return column<std::int64_t>(&Sale::Fields::n, "n");
    return column<std::int64_t>(&Sale::Fields::k, "k");
  };
  switch (level >= most_levels ? 99 : below(18)) {
    case 0:
    case 1:
      return computed(whole(next), whole(next));
    case 2:
      return tree<std::int64_t>("(- ?)", [](const auto& x) { return -x; }, whole(next));
    case 3:
      return tree<std::int64_t>(
          "length(?)", [](const auto& x) { return func::length(x); }, text(next));
    case 4:
      return tree<std::int64_t>("coalesce(?, ?)", coalesce_of, whole(next), whole_value());
    case 5:
      return tree<std::int64_t>("(CASE WHEN ? THEN ? ELSE ? END)", case_of, truth(next),
                                whole(next), whole_value());
    case 6:
      return tree<std::int64_t>("(? + ?)", sum_of, whole(next), whole_value());
    case 7:
      return tree<std::int64_t>(
          "instr(?, ?)", [](const auto& x, const auto& part) { return func::instr(x, part); },
          text(next), text_value());
    case 8:
      return tree<std::int64_t>(
          "CAST(? AS INTEGER)", [](const auto& x) { return orm::cast<std::int64_t>(x); },
          text(next));
    case 9:
      return tree<std::int64_t>(
          "CAST(? AS INTEGER)", [](const auto& x) { return orm::cast<std::int64_t>(x); },
          real(next));
    // Of the least number there is no absolute value.
    case 10:
      return tree<std::int64_t>(
          "abs((? % 1000))", [](const auto& x) { return func::abs(x % 1000); }, whole(next));
    case 11:
      return tree<std::int64_t>(
          "min(?, ?, ?)", [](const auto&... values) { return func::least(values...); }, whole(next),
          whole(next), whole_value());
    case 12:
      return part_of_moment(next);
    case 13:
      return tree<std::int64_t>(
          "json_array_length(?, '$.list')",
          [](const auto& x) { return func::json_array_length(x, "$.list"); }, json(next));
    case 14:
      return counted(next);
    case 15:
      return tree<std::int64_t>("nullif(?, ?)", nullif_of, whole(next), whole(next));
    default:
      return leaf();
  }
}

WholeTree Forest::computed(const WholeTree& left, const WholeTree& right) {
  const auto& l = left.expression;
  const auto& r = right.expression;
  const auto sql = [&](const char* op) { return "(" + left.sql + op + right.sql + ")"; };
  switch (below(5)) {
    case 0:
      return {l + r, sql(" + ")};
    case 1:
      return {l - r, sql(" - ")};
    case 2:
      return {l * r, sql(" * ")};
    case 3:
      return {l / r, sql(" / ")};
    default:
      return {l % r, sql(" % ")};
  }
}

WholeTree Forest::part_of_moment(int level) {
  switch (below(7)) {
    case 0:
      return tree<std::int64_t>(
          "CAST(strftime('%Y', ?) AS INTEGER)", [](const auto& x) { return func::year(x); },
          day(level));
    case 1:
      return tree<std::int64_t>(
          "CAST(strftime('%m', ?) AS INTEGER)", [](const auto& x) { return func::month(x); },
          moment(level));
    case 2:
      return tree<std::int64_t>(
          "CAST(strftime('%d', ?) AS INTEGER)", [](const auto& x) { return func::day(x); },
          day(level));
    case 3:
      return tree<std::int64_t>(
          "CAST(strftime('%w', ?) AS INTEGER)", [](const auto& x) { return func::weekday(x); },
          day(level));
    case 4:
      return tree<std::int64_t>(
          "CAST(strftime('%H', ?) AS INTEGER)", [](const auto& x) { return func::hour(x); },
          moment(level));
    case 5:
      return tree<std::int64_t>(
          "CAST(strftime('%M', ?) AS INTEGER)", [](const auto& x) { return func::minute(x); },
          moment(level));
    default:
      return tree<std::int64_t>(
          "CAST(strftime('%S', ?) AS INTEGER)", [](const auto& x) { return func::second(x); },
          moment(level));
  }
}

RealTree Forest::real(int level) {
  const int next = level + 1;
  switch (level >= most_levels ? 99 : below(12)) {
    case 0:
      return tree<double>(
          "(? * ?)", [](const auto& l, const auto& r) { return l * r; }, real(next), whole(next));
    case 1:
      return tree<double>(
          "(? - ?)", [](const auto& l, const auto& r) { return l - r; }, whole(next), real_value());
    case 2:
      return tree<double>(
          "round(?, 1)", [](const auto& x) { return func::round(x, 1); }, real(next));
    case 3:
      return tree<double>("abs(?)", [](const auto& x) { return func::abs(x); }, real(next));
    case 4:
      return tree<double>(
          "CAST(? AS REAL)", [](const auto& x) { return orm::cast<double>(x); }, text(next));
    case 5:
      return tree<double>(
          "julianday(?)", [](const auto& x) { return func::julian_day(x); }, moment(next));
    case 6:
      return tree<double>(
          "json_extract(?, '$.n')", [](const auto& x) { return func::json<double>(x, "$.n"); },
          json(next));
    case 7:
      return added(next);
    case 8:
      return tree<double>(
          "max(?, ?)", [](const auto&... values) { return func::greatest(values...); }, real(next),
          whole(next));
    default:
      return column<double>(&Sale::Fields::r, "r");
  }
}

TextTree Forest::text(int level) {
  const int next = level + 1;
  switch (level >= most_levels ? 99 : below(16)) {
    case 0:
      return tree<std::string>("(? || ?)", sum_of, text(next), text(next));
    case 1:
      return trimmed(text(next));
    case 2:
      return tree<std::string>(
          "substr(?, ?, 2)",
          [](const auto& x, const auto& start) { return func::substr(x, start, 2); }, text(next),
          whole(next));
    case 3:
      return tree<std::string>(
          "CAST(? AS TEXT)", [](const auto& x) { return orm::cast<std::string>(x); }, whole(next));
    case 4:
      return tree<std::string>(
          "CAST(? AS TEXT)", [](const auto& x) { return orm::cast<std::string>(x); }, real(next));
    case 5:
      return tree<std::string>("nullif(?, ?)", nullif_of, text(next), text_value());
    case 6:
      return tree<std::string>("(? || ?)", sum_of, text_value(), text(next));
    case 7:
      return tree<std::string>("(CASE WHEN ? THEN ? ELSE ? END)", case_of, truth(next), text(next),
                               text(next));
    case 8:
      return tree<std::string>(
          "replace(?, ?, ?)", [](const auto&... texts) { return func::replace(texts...); },
          text(next), text_value(), text_value());
    case 9:
      return tree<std::string>("coalesce(?, ?, ?)", coalesce_of, text(next), text(next),
                               text_value());
    case 10:
      return written(next);
    case 11:
      return extreme(next);
    default:
      if (coin()) return column<std::string>(&Sale::Fields::s, "s");
      return column<std::string>(&Sale::Fields::t, "t");
  }
}

TextTree Forest::trimmed(const TextTree& tree) {
  const auto& x = tree.expression;
  const auto sql = [&](const char* name) { return name + ("(" + tree.sql + ")"); };
  switch (below(5)) {
    case 0:
      return {func::lower(x), sql("lower")};
    case 1:
      return {func::upper(x), sql("upper")};
    case 2:
      return {func::trim(x), sql("trim")};
    case 3:
      return {func::ltrim(x), sql("ltrim")};
    default:
      return {func::rtrim(x), sql("rtrim")};
  }
}

TextTree Forest::written(int level) {
  switch (below(4)) {
    case 0:
      return tree<std::string>(
          "strftime('%j/%H', ?)", [](const auto& x) { return func::strftime("%j/%H", x); },
          moment(level));
    case 1:
      return tree<std::string>(
          "json_extract(?, '$.list[#-1]')",
          [](const auto& x) { return func::json<std::string>(x, "$.list[#-1]"); }, json(level));
    case 2:
      return tree<std::string>(
          "json_type(?, '$.n')", [](const auto& x) { return func::json_type(x, "$.n"); },
          json(level));
    default:
      return tree<std::string>(
          "json_extract(?, '$')", [](const auto& x) { return func::json<std::string>(x, "$"); },
          json(level));
  }
}

// A text that is JSON.
TextTree Forest::json(int level) {
  switch (level >= most_levels ? 99 : below(4)) {
    case 0:
      return tree<std::string>("coalesce(?, ?)", coalesce_of, json(level + 1), json_value());
    case 1:
      return tree<std::string>("(CASE WHEN ? THEN ? ELSE ? END)", case_of, truth(level + 1),
                               json(level + 1), json_value());
    default:
      return column<std::string>(&Sale::Fields::j, "j");
  }
}

}  // namespace operators
