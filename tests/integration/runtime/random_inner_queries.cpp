// Trees that ask about other rows.
#include "random_trees.h"

namespace operators {

// What `grow` grows may end in the columns of one reading more, which it is given.
template <class Grow>
auto Forest::inner(const Grow& grow) {
  ++depth_;
  const std::string name = "s" + std::to_string(depth_);
  const Reading further{orm::alias<Sale>(name), name};
  readings_.push_back(further);
  auto tree = grow(further);
  readings_.pop_back();
  --depth_;
  return tree;
}

// What ends in the columns of the inner query only: an aggregate of others would be one of the
// query around it.
template <class Grow>
auto Forest::own(const Grow& grow) {
  std::vector<Reading> all = std::exchange(readings_, {readings_.back()});
  auto tree = grow();
  readings_ = std::move(all);
  return tree;
}

// `make` returns an aggregate and its SQL.
template <class T, class Make>
Tree<T> Forest::aggregate(const Make& make, int level) {
  return inner([&](const Reading& from) {
    const auto [aggregate, sql] = make();
    const TruthTree where = truth(level);
    return Tree<T>{
        orm::scalar_subquery(orm::query(from.fields).filter(where.expression).select(aggregate)),
        "(SELECT " + sql + " FROM sales AS " + from.name + " WHERE " + where.sql + ")"};
  });
}

TruthTree Forest::asked(int level) {
  if (!may_ask(level)) return ranged(level);
  switch (below(5)) {
    case 0: {
      const WholeTree left = whole(level);
      return inner([&](const Reading& from) {
        const WholeTree list = whole(level);
        const TruthTree where = truth(level);
        const auto query = orm::query(from.fields).filter(where.expression).select(list.expression);
        return TruthTree{orm::in_(left.expression, query),
                         filled("(? IN (SELECT ? FROM sales AS ? WHERE ?))",
                                {left.sql, list.sql, from.name, where.sql})};
      });
    }
    case 1: {
      const TextTree left = text(level);
      return inner([&](const Reading& from) {
        const TextTree list = text(level);
        const auto query =
            orm::query(from.fields).order_by(from.fields.id).limit(3).select(list.expression);
        return TruthTree{orm::not_in(left.expression, query),
                         filled("(? NOT IN (SELECT ? FROM sales AS ? ORDER BY ?.id LIMIT 3))",
                                {left.sql, list.sql, from.name, from.name})};
      });
    }
    case 2:
      return has(level);
    default:
      return exists(level);
  }
}

TruthTree Forest::exists(int level) {
  return inner([&](const Reading& from) {
    const TruthTree where = truth(level);
    return TruthTree{orm::exists(orm::query(from.fields).filter(where.expression)),
                     filled("(EXISTS (SELECT 1 FROM sales AS ? WHERE ?))", {from.name, where.sql})};
  });
}

TruthTree Forest::has(int level) {
  const Reading from = reading();
  const TextTree name = text(level);
  return {orm::has(from.fields.shop, Shop::fields.name > name.expression),
          filled("(EXISTS (SELECT 1 FROM shops WHERE shops.id = ?.shop_id AND (shops.name > ?)))",
                 {from.name, name.sql})};
}

WholeTree Forest::counted(int level) {
  if (!may_ask(level)) return part_of_moment(level);
  const auto part = [&] { return own([&] { return whole(level); }); };
  switch (below(5)) {
    case 0:
      return aggregate<std::int64_t>(
          [&] {
            const TruthTree kept = own([&] { return truth(level); });
            return std::pair(func::count().filter(kept.expression),
                             "count(*) FILTER (WHERE " + kept.sql + ")");
          },
          level);
    case 1:
      return aggregate<std::int64_t>(
          [&] {
            const WholeTree counted = part();
            return std::pair(func::count_distinct(counted.expression),
                             "count(DISTINCT " + counted.sql + ")");
          },
          level);
    case 2:
      return aggregate<std::int64_t>(
          [&] {
            const WholeTree least = part();
            return std::pair(func::min(least.expression), "min(" + least.sql + ")");
          },
          level);
    // Small numbers, for a sum of whole ones that is too large is an error.
    case 3:
      return aggregate<std::int64_t>(
          [&] {
            const WholeTree summed = part();
            return std::pair(func::sum(summed.expression % 100), "sum((" + summed.sql + " % 100))");
          },
          level);
    default:
      return inner([&](const Reading& from) {
        const WholeTree first = whole(level);
        // SQLite finds no columns of the query around it there.
        const TextTree order = own([&] { return text(level); });
        const auto query = orm::query(from.fields)
                               .order_by(orm::desc(order.expression).nulls_first(), from.fields.id)
                               .limit(1)
                               .offset(2)
                               .select(first.expression);
        return WholeTree{orm::scalar_subquery(query),
                         filled("(SELECT ? FROM sales AS ? ORDER BY ? DESC NULLS FIRST, ?.id LIMIT "
                                "1 OFFSET 2)",
                                {first.sql, from.name, order.sql, from.name})};
      });
  }
}

RealTree Forest::added(int level) {
  if (!may_ask(level)) return column<double>(&Sale::Fields::r, "r");
  return aggregate<double>(
      [&] {
        const RealTree part = own([&] { return real(level); });
        return coin() ? std::pair(orm::Expr<std::optional<double>>(func::total(part.expression)),
                                  "total(" + part.sql + ")")
                      : std::pair(orm::Expr<std::optional<double>>(func::avg(part.expression)),
                                  "avg(" + part.sql + ")");
      },
      level);
}

TextTree Forest::extreme(int level) {
  if (!may_ask(level)) return column<std::string>(&Sale::Fields::s, "s");
  return aggregate<std::string>(
      [&] {
        const TextTree part = own([&] { return text(level); });
        return std::pair(func::max(part.expression), "max(" + part.sql + ")");
      },
      level);
}

}  // namespace operators
