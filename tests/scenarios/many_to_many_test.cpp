// Scenarios 19 to 24, 74, 75, 77 and 79: pairs of a link table.
#include "scenario.h"

namespace scenarios {

class ManyToMany : public Scenarios {
 protected:
  static Ptr<Item> item(const char* label) { return make<Item>({.label = label}); }
  static Ptr<Keyword> keyword(const char* word) { return make<Keyword>({.word = word}); }

  std::vector<std::string> pairs() const {
    return rows(
        "SELECT label, word FROM item_keyword JOIN items ON items.id = item_id "
        "JOIN keywords ON keywords.id = keyword_id ORDER BY label, word");
  }

  // One item with two keywords, all of it stored and expired.
  void store_item_with_two_keywords() {
    i->keywords().assign({k1, k2});
    store(i);
  }

  Ptr<Item> i = item("i");
  Ptr<Keyword> k1 = keyword("k1");
  Ptr<Keyword> k2 = keyword("k2");
};

TEST_F(ManyToMany, Scenario019_AppendLinksBothSidesAndInsertsThePairLast) {
  i->keywords().append(k1);
  EXPECT_THAT(each(k1->items(), &Item::label), ElementsAre("i"));
  EXPECT_EQ(recorder.executions(), 0U);

  session.add(i);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("INSERT items x1", "INSERT keywords x1", "INSERT item_keyword x1"));
  EXPECT_THAT(pairs(), ElementsAre("i|k1"));
}

TEST_F(ManyToMany, Scenario020_RemovingFromOneSideDeletesThePairOnce) {
  store_item_with_two_keywords();
  ASSERT_EQ(i->keywords().size(), 2U);
  ASSERT_EQ(k1->items().size(), 1U);
  recorder.clear();
  i->keywords().remove(k1);
  EXPECT_TRUE(k1->items().empty());

  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE item_keyword x1"));
  EXPECT_THAT(pairs(), ElementsAre("i|k2"));
}

TEST_F(ManyToMany, Scenario021_AppendingOnBothSidesIsOnePair) {
  i->keywords().append(k1);
  k1->items().append(i);
  EXPECT_EQ(i->keywords().size(), 1U);
  EXPECT_EQ(k1->items().size(), 1U);

  store(i);
  EXPECT_THAT(pairs(), ElementsAre("i|k1"));
}

TEST_F(ManyToMany, Scenario022_AppendingAnExistingPairWritesNothing) {
  store_item_with_two_keywords();
  ASSERT_EQ(i->keywords().size(), 2U);
  ASSERT_EQ(k1->items().size(), 1U);
  recorder.clear();
  i->keywords().append(k1);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(pairs(), ElementsAre("i|k1", "i|k2"));
}

TEST_F(ManyToMany, Scenario022_AppendingAnExistingPairWithTheOtherSideUnloadedWritesNothing) {
  store_item_with_two_keywords();
  i->keywords().append(k1);
  EXPECT_THAT(executed(), ElementsAre("SELECT item_keyword"));
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(pairs(), ElementsAre("i|k1", "i|k2"));
}

TEST_F(ManyToMany, Scenario023_AssignDeletesAndInsertsTheDifference) {
  const auto k3 = keyword("k3");
  store_item_with_two_keywords();
  store(k3);
  i->keywords().assign({k2, k3});
  EXPECT_THAT(executed(), ElementsAre("SELECT item_keyword"));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE item_keyword x1", "INSERT item_keyword x1"));
  EXPECT_THAT(pairs(), ElementsAre("i|k2", "i|k3"));
}

TEST_F(ManyToMany, Scenario024_AppendDoesNotLoadTheOtherSide) {
  store(i, k1);
  k1->items().append(i);
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_FALSE(orm::is_loaded(*i, Item::fields.keywords));
  recorder.clear();
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT item_keyword x1"));
  EXPECT_THAT(pairs(), ElementsAre("i|k1"));
}

TEST_F(ManyToMany, Scenario074_RemovingAnObjectDeletesItsPairsFirst) {
  store_item_with_two_keywords();
  session.remove(i);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT item_keyword", "DELETE item_keyword x2", "DELETE items x1"));
  EXPECT_THAT(pairs(), IsEmpty());
  EXPECT_THAT(rows("SELECT word FROM keywords"), ElementsAre("k1", "k2"));
}

TEST_F(ManyToMany, Scenario075_RemovingBothEndsDeletesEachPairOnce) {
  store_item_with_two_keywords();
  session.remove(i);
  session.remove(k1);
  session.remove(k2);
  session.commit();
  EXPECT_THAT(pairs(), IsEmpty());
  EXPECT_THAT(rows("SELECT count(*) FROM items"), ElementsAre("0"));
  EXPECT_THAT(rows("SELECT count(*) FROM keywords"), ElementsAre("0"));
  std::size_t deleted_pairs = 0;
  for (const orm::RecordedStatement& statement : recorder.statements()) {
    if (statement.sql.starts_with("DELETE FROM \"item_keyword\"")) {
      deleted_pairs += statement.parameter_sets;
    }
  }
  EXPECT_EQ(deleted_pairs, 2U);
}

TEST_F(ManyToMany, Scenario077_RemovingAPairWhoseRowIsGoneIsStale) {
  store_item_with_two_keywords();
  session.close();
  orm::Session keeping(engine, {.expire_on_commit = false});
  const auto held = keeping.get_one<Item>(1);
  const auto first = keeping.get_one<Keyword>(1);
  ASSERT_EQ(held->keywords().size(), 2U);
  keeping.commit();
  rows("DELETE FROM item_keyword WHERE keyword_id = 1");

  held->keywords().remove(first);
  try {
    keeping.flush();
    FAIL() << "the row of the pair was gone";
  } catch (const orm::StaleDataError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr("item_keyword that links scenarios::Item with the key 1 and "
                          "scenarios::Keyword with the key 1"));
  }
  keeping.rollback();
  EXPECT_THAT(each(held->keywords(), &Keyword::word), ElementsAre("k2"));
}

TEST_F(ManyToMany, Scenario019_OneSidedPairsAreWrittenAndRead) {
  const auto team = make<Team>({.name = "t"});
  const auto tag = make<Tag>({.word = "w"});
  team->tags().append(tag);
  store(team);
  EXPECT_THAT(rows("SELECT * FROM team_tag"), ElementsAre("1|1"));
  EXPECT_THAT(each(team->tags(), &Tag::word), ElementsAre("w"));
  team->tags().remove(tag);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM team_tag"), IsEmpty());
}

}  // namespace scenarios
