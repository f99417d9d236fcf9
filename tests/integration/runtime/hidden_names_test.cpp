// Names in SQL that hide one another: of inner queries and those around them, and of what the
// runtime adds. Each query finds what is right, or is refused.
#include "orm/error.h"
#include "same_rows.h"

namespace operators {
namespace {

class HiddenNames : public SameRows {
 protected:
  /// What the query is for, or nothing where it is refused.
  template <class Query>
  static std::optional<std::vector<std::string>> names(const Query& query) {
    std::vector<std::string> found;
    try {
      for (const auto& each : query.all()) found.push_back(each->name());
    } catch (const orm::InvalidRequestError&) {
      return std::nullopt;
    }
    return found;
  }
};

TEST_F(HiddenNames, MembersOfAParentHaveAnyName) {
  const auto red = session.query<Tag>().filter(tag.word == "red").one();
  for (const char* name : {"m", "member", "parent"}) {
    const auto other = orm::alias<Shop>(name);
    EXPECT_EQ(names(session.query(other).filter(orm::with_parent(red, tag.shops, other))),
              std::vector<std::string>{"main"})
        << name;
  }
}

TEST_F(HiddenNames, AnInnerQueryHidesNoneAround) {
  const std::vector<std::string> main = {"main"};
  const auto of = [](const auto& outer, const auto& inner) {
    return orm::exists(orm::query(inner).filter(inner.word == "old", inner.id == outer.id + 1));
  };
  const auto x = orm::alias<Shop>("x");
  const auto tags = orm::alias<Shop>("tags");
  EXPECT_EQ(names(session.query(x).filter(of(x, tag))), main);
  EXPECT_EQ(names(session.query(x).filter(of(x, orm::alias<Tag>("x")))).value_or(main), main);
  EXPECT_EQ(names(session.query(tags).filter(of(tags, tag))).value_or(main), main);
  EXPECT_EQ(
      names(session.query(tags).filter(orm::any(tags.tags, tag.word == "red"))).value_or(main),
      main);
}

TEST_F(HiddenNames, ACommonTableExpressionIsNotCalledLikeItsTable) {
  EXPECT_THAT([] { orm::cte("Shops", orm::query<Shop>()); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "the common table expression \"Shops\" reads the table of that name; give it "
                  "another name"));
  const auto again = orm::cte("x", orm::query<Shop>());
  EXPECT_EQ(session.query(orm::cte("tags", orm::query(again))).count(), 4);
}

TEST_F(HiddenNames, AColumnIsCalledPlace) {
  const auto rack = [](std::int64_t place, const char* part) {
    const auto made = orm::make<Rack>({.place = place});
    made->parts().append(orm::make<Part>({.name = part}));
    return made;
  };
  store(rack(3, "a"), rack(2, "b"), rack(1, "c"));
  session.expunge_all();
  std::vector<std::int64_t> places;
  for (const auto& each : session.query<Rack>()
                              .join(Rack::fields.parts)
                              .order_by(Part::fields.name)
                              .options(orm::joinedload(Rack::fields.parts))
                              .limit(3)
                              .all()) {
    places.push_back(each->place());
  }
  EXPECT_EQ(places, (std::vector<std::int64_t>{3, 2, 1}));
}

// The number of its values is kept in 16 bits.
TEST_F(HiddenNames, ALongListIsNotCut) {
  for (const std::int64_t size : {65'534, 65'535, 65'536, 70'000}) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 1; i <= size; ++i) ids.push_back(i);
    try {
      EXPECT_EQ(session.query<Shop>().filter(orm::in_(shop.id, ids)).all().size(), 4U) << size;
    } catch (const orm::InvalidRequestError&) {
      EXPECT_GT(size, 65'534);
    } catch (const orm::StatementError& error) {
      ADD_FAILURE() << size << ": " << std::string(error.what()).substr(0, 200);
    }
  }
}

}  // namespace
}  // namespace operators
