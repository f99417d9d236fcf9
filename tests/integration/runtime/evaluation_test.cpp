// Synchronize::Evaluate beside what SQLite does: which objects an UPDATE has met.
#include <random>

#include "database.h"
#include "values.orm.hpp"

namespace values {
namespace {

using Condition = orm::Expr<bool>;
constexpr auto& value_of = Sample::fields;

/// Grows conditions of those that can be evaluated.
class Conditions {
 public:
  explicit Conditions(unsigned seed) : random_(seed) {}

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  double real() { return below(5) - 2 + below(2) * 0.5; }
  std::string text() { return std::string(1, static_cast<char>('a' + below(3))); }

  Condition grow(int depth) {
    if (depth == 0) return leaf();
    switch (below(3)) {
      case 0:
        return grow(depth - 1) && grow(depth - 1);
      case 1:
        return grow(depth - 1) || grow(depth - 1);
      default:
        return !grow(depth - 1);
    }
  }

 private:
  Condition leaf() {
    switch (below(12)) {
      case 0:
        return value_of.big == below(4);
      case 1:
        return value_of.big < real();
      case 2:
        return value_of.real >= below(4);
      case 3:
        return value_of.text != text();
      case 4:
        return value_of.text <= text();
      case 5:
        return orm::in_(value_of.big, {below(4), below(4)});
      case 6:
        return orm::not_in(value_of.text,
                           std::vector<std::string>(static_cast<std::size_t>(below(2)), text()));
      case 7:
        return orm::between(value_of.real, real(), real());
      case 8:
        return orm::is_null(value_of.big);
      case 9:
        return orm::is_distinct_from(value_of.real, value_of.big);
      case 10:
        return Condition(value_of.flag);
      default:
        return value_of.big > value_of.real;
    }
  }

  std::mt19937 random_;
};

class Evaluations : public orm_test::DatabaseTest {
 protected:
  Evaluations() : DatabaseTest(&values::create_all) {}
};

TEST_F(Evaluations, MeetTheRowsThatSqliteMeets) {
  Conditions conditions(7);
  std::vector<orm::Ptr<Sample>> samples;
  for (int i = 0; i < 40; ++i) {
    auto sample = session.create<Sample>({});
    if (conditions.below(4) > 0) sample->set_flag(conditions.below(2) == 1);
    if (conditions.below(4) > 0) sample->set_big(conditions.below(4));
    if (conditions.below(4) > 0) sample->set_real(conditions.real());
    if (conditions.below(4) > 0) sample->set_text(conditions.text());
    sample->set_small(static_cast<std::int16_t>(0));
    samples.push_back(sample);
  }
  session.commit();
  for (int round = 1; round <= 1000; ++round) {
    for (const auto& sample : samples) ASSERT_NE(sample->small(), round);
    const auto query = session.query<Sample>().filter(conditions.grow(conditions.below(4)));
    const std::int64_t met =
        query.update({orm::set(value_of.small, round)}, orm::Synchronize::Evaluate);
    std::int64_t forgotten = 0;
    std::int64_t changed = 0;
    for (const auto& sample : samples) {
      if (!orm::is_loaded(*sample, value_of.small)) ++forgotten;
    }
    for (const auto& sample : samples) {
      if (sample->small() == round) ++changed;
    }
    ASSERT_EQ(forgotten, met) << query.to_sql();
    ASSERT_EQ(changed, met) << query.to_sql();
  }
}

}  // namespace
}  // namespace values
