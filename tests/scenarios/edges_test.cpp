// Scenarios 41 to 43, 68, 78 and 96.
#include "database.h"
#include "edges.orm.hpp"

namespace edges {

using orm::make;
using orm::Ptr;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Edges : public orm_test::DatabaseTest {
 protected:
  Edges() : DatabaseTest(&edges::create_all) {}
};

TEST_F(Edges, Scenario042_WhatIsLeftToADatabaseThatDoesNothingForbidsTheDeletion) {
  const auto team = make<Team>({.name = "t"});
  team->players().append(make<Player>({.name = "p"}));
  store(team);
  session.remove(team);
  EXPECT_THROW(session.commit(), orm::IntegrityError);
  EXPECT_THAT(executed(), IsEmpty()) << "the players were not read";
  session.rollback();
  EXPECT_THAT(rows("SELECT name, team_id FROM players"), ElementsAre("p|1"));
  EXPECT_THAT(rows("SELECT count(*) FROM teams"), ElementsAre("1"));
}

TEST_F(Edges, Scenario041_LoadedPlayersAreCutLooseAllTheSame) {
  const auto team = make<Team>({.name = "t"});
  team->players().append(make<Player>({.name = "p"}));
  store(team);
  ASSERT_EQ(team->players().size(), 1U);
  recorder.clear();
  session.remove(team);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE players SET team_id x1", "DELETE teams x1"));
  EXPECT_THAT(rows("SELECT name, team_id FROM players"), ElementsAre("p|NULL"));
}

TEST_F(Edges, Scenario043_AllLeavesLoadedOnesToTheDatabaseToo) {
  const auto club = make<Club>({.name = "c"});
  club->members().append(make<Member>({.name = "m"}));
  store(club);
  ASSERT_EQ(club->members().size(), 1U);
  recorder.clear();
  session.remove(club);
  EXPECT_THROW(session.commit(), orm::IntegrityError);
  session.rollback();
  EXPECT_THAT(rows("SELECT name, club_id FROM members"), ElementsAre("m|1"));
}

TEST_F(Edges, Scenario043_WhatTheDatabaseDidIsReadAgain) {
  const auto club = make<Club>({.name = "c"});
  const auto guest = make<Guest>({.name = "g"});
  club->guests().append(guest);
  store(club);
  ASSERT_EQ(club->guests().size(), 1U);
  ASSERT_EQ(guest->club_id(), 1);
  recorder.clear();
  session.remove(club);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("DELETE clubs x1"));
  EXPECT_EQ(guest->club_id(), std::nullopt);
  EXPECT_TRUE(guest->club() == nullptr);
}

TEST_F(Edges, Scenario068_ARequiredSeatThatIsReplacedIsAnErrorBeforeAnySql) {
  const auto ann = make<Traveller>({.name = "Ann"});
  ann->set_seat(make<Seat>({.number = 1}));
  store(ann);
  ASSERT_EQ(ann->seat()->number(), 1);
  recorder.clear();
  ann->set_seat(make<Seat>({.number = 2}));
  try {
    session.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::RequiredKeyError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("edges::Seat"), HasSubstr("traveller_id"),
                                    HasSubstr("remove the object")));
  }
  EXPECT_THAT(executed(), IsEmpty());
  session.rollback();
  EXPECT_THAT(rows("SELECT number, traveller_id FROM seats"), ElementsAre("1|1"));
}

TEST_F(Edges, Scenario068_ASeatThatMovesFromARemovedTravellerIsNeverWithout) {
  const auto ann = make<Traveller>({.name = "Ann"});
  const auto seat = make<Seat>({.number = 1});
  ann->set_seat(seat);
  store(ann);
  ASSERT_TRUE(ann->seat() == seat);
  recorder.clear();
  const auto bob = make<Traveller>({.name = "Bob"});
  session.add(bob);
  seat->set_traveller(bob);
  session.remove(ann);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT travellers x1", "UPDATE seats SET traveller_id x1",
                                      "DELETE travellers x1"));
  EXPECT_THAT(rows("SELECT number, name FROM seats JOIN travellers t ON t.id = traveller_id"),
              ElementsAre("1|Bob"));
}

TEST_F(Edges, Scenario078_TheSessionKeepsPairsApartWithoutAKey) {
  const auto song = make<Song>({.title = "s"});
  const auto mood = make<Mood>({.word = "m"});
  song->moods().append(mood);
  mood->songs().append(song);
  store(song);
  EXPECT_THAT(rows("SELECT * FROM song_mood"), ElementsAre("1|1"));
}

TEST_F(Edges, Scenario078_APairThatTheTableHoldsTwiceIsLoadedOnceAndRemovedAtOnce) {
  const auto song = make<Song>({.title = "s"});
  const auto other = make<Song>({.title = "o"});
  song->moods().append(make<Mood>({.word = "m"}));
  other->moods().append(make<Mood>({.word = "n"}));
  store(song, other);
  orm_test::execute(file(), "INSERT INTO song_mood VALUES (1, 1), (1, 2)");
  ASSERT_EQ(song->moods().size(), 2U);
  EXPECT_EQ(song->moods()[0].songs().size(), 1U);
  session.expire_all();
  const auto joined = session.query<Song>().options(orm::joinedload(Song::fields.moods)).all();
  EXPECT_EQ(joined[0]->moods().size(), 2U);
  session.expire_all();
  const auto selected = session.query<Song>().options(orm::selectinload(Song::fields.moods)).all();
  EXPECT_EQ(selected[0]->moods().size(), 2U);
  song->moods().remove(session.get<Mood>(1));
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM song_mood ORDER BY song_id, mood_id"), ElementsAre("1|2", "2|2"));
}

class OneSided : public Edges {
 protected:
  OneSided() {
    crate->labels().append(fresh);
    crate->labels().append(heavy);
    other->labels().append(fresh);
    store(crate, other);
  }
  std::vector<std::string> pairs() const {
    return rows("SELECT crate_id, label_id FROM crate_label ORDER BY 1, 2");
  }

  const Ptr<Crate> crate = make<Crate>({.name = "c"});
  const Ptr<Crate> other = make<Crate>({.name = "o"});
  const Ptr<Label> fresh = make<Label>({.word = "fresh"});
  const Ptr<Label> heavy = make<Label>({.word = "heavy"});
};

TEST_F(OneSided, Scenario079_TheFarEndTakesItsPairsAlong) {
  session.remove(fresh);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE crate_label x1", "DELETE labels x1"));
  EXPECT_THAT(pairs(), ElementsAre("1|2"));
  EXPECT_EQ(crate->labels().size(), 1U);
}

TEST_F(OneSided, Scenario079_ListsThatAreLoadedLoseIt) {
  ASSERT_EQ(crate->labels().size(), 2U);
  recorder.clear();
  session.remove(fresh);
  session.flush();
  EXPECT_EQ(crate->labels().size(), 1U);
  EXPECT_THAT(executed(),
              ElementsAre("DELETE crate_label x1", "DELETE crate_label x1", "DELETE labels x1"));
  session.rollback();
  EXPECT_EQ(crate->labels().size(), 2U);
  session.remove(fresh);
  session.remove(heavy);
  session.commit();
  EXPECT_THAT(pairs(), IsEmpty());
}

TEST_F(OneSided, Scenario079_APairThatIsNotWrittenYetIsNotWritten) {
  other->labels().append(heavy);
  const auto made = make<Crate>({.name = "new"});
  made->labels().append(heavy);
  session.add(made);
  session.remove(heavy);
  session.commit();
  EXPECT_THAT(pairs(), ElementsAre("1|1", "2|1"));
  EXPECT_TRUE(made->labels().empty());
}

TEST_F(Edges, Scenario096_ManyRowsAreOneExecution) {
  for (std::int64_t id = 1; id <= 1500; ++id) session.create<Team>({.id = id, .name = "t"});
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("INSERT teams x1500"));
  for (int i = 0; i < 2500; ++i) {
    const auto club = session.create<Club>({.name = "c"});
    club->members().append(make<Member>({.name = "m"}));
  }
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT clubs x2500", "INSERT members x2500"));
  EXPECT_THAT(rows("SELECT count(*) FROM members WHERE club_id = id"), ElementsAre("2500"));
}

}  // namespace edges
