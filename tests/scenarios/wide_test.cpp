// Scenario 118 with more columns than a session keeps in mind one by one.
#include "database.h"
#include "wide.orm.hpp"

namespace wide {

using orm::make;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Wide : public orm_test::DatabaseTest {
 protected:
  Wide() : DatabaseTest(&wide::create_all) {}
};

TEST_F(Wide, Scenario118_ColumnsBeyondThe63rdAreDeferredTogether) {
  store(make<Ledger>({.c61 = 61, .c62 = 62, .c63 = 63, .c64 = 64}));
  session.expunge_all();
  const auto ledger = session.get_one<Ledger>(1);
  EXPECT_THAT(recorder.statements()[0].sql,
              AllOf(HasSubstr("\"c61\""), Not(HasSubstr("\"c62\"")), Not(HasSubstr("\"c64\""))));
  recorder.clear();
  EXPECT_EQ(ledger->c61(), 61);
  EXPECT_EQ(ledger->c64(), 64);
  EXPECT_EQ(ledger->c63(), 63);
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(ledger->c62(), 62);
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Wide, Scenario118_OneOfThemIsSetOnceTheOthersAreKnown) {
  store(make<Ledger>({.c63 = 63, .c64 = 64}));
  session.expunge_all();
  const auto ledger = session.get_one<Ledger>(1);
  ledger->set_c64(1);
  session.commit();
  EXPECT_THAT(rows("SELECT c63, c64 FROM ledgers"), ElementsAre("63|1"));
}

TEST_F(Wide, Scenario118_WithoutASessionOneOfThemIsNotSetWhileTheOthersAreNotKnown) {
  store(make<Ledger>({.c62 = 62, .c63 = 63, .c64 = 64}));
  session.expunge_all();
  const auto ledger = session.get_one<Ledger>(1);
  session.expunge(ledger);
  EXPECT_THROW(ledger->set_c64(1), orm::DetachedError);
  ledger->set_c62(1);
  session.add(ledger);
  session.commit();
  EXPECT_THAT(rows("SELECT c62, c63, c64 FROM ledgers"), ElementsAre("1|63|64"));
}

TEST_F(Wide, Scenario118_OneThatIsDeferredAmongOthersIsReadWithItsRow) {
  store(make<Journal>({.c63 = 63, .c64 = 64}));
  session.expunge_all();
  const auto journal = session.get_one<Journal>(1);
  recorder.clear();
  EXPECT_EQ(journal->c64(), 64);
  EXPECT_EQ(journal->c63(), 63);
  EXPECT_EQ(recorder.executions(), 0U);
}

}  // namespace wide
