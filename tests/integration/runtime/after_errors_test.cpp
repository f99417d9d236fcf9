// What holds after an error, as docs/errors.md says: of the session, the transaction, the objects.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "scenario.h"
#include "sources.orm.hpp"

namespace scenarios {
namespace {

// A transaction that has written one row, `before`, and an object that waits to be written.
class AfterErrors : public Scenarios {
 protected:
  void SetUp() override {
    store(make<Invoice>({.number = "taken"}), make<Invoice>({.number = "other"}));
    session.create<User>({.name = "before"});
    session.flush();
    pending_ = session.create<User>({.name = "pending"});
  }

  // Nothing has happened: what was written and what waits are there, and the program goes on.
  void expect_untouched() {
    EXPECT_EQ(pending_->state(), orm::ObjectState::Pending);
    expect_open();
  }

  // The transaction is there with all that came before, and can be committed.
  void expect_open() {
    session.commit();
    EXPECT_THAT(names(), ElementsAre("before", "pending"));
  }

  // The transaction is gone; the session says so until it is rolled back, and is as new then.
  void expect_rolled_back() {
    EXPECT_THROW(session.query<User>().count(), orm::PendingRollbackError);
    EXPECT_THROW(session.flush(), orm::PendingRollbackError);
    EXPECT_THROW(session.commit(), orm::PendingRollbackError);
    EXPECT_THAT(names(), IsEmpty());
    // The lock went with it.
    orm_test::execute(file(), "INSERT INTO users (name) VALUES ('theirs')");
    EXPECT_EQ(pending_->name(), "pending") << "values stay readable";
    session.rollback();
    EXPECT_EQ(pending_->state(), orm::ObjectState::Transient);
    session.add(pending_);
    session.commit();
    EXPECT_THAT(names(), ElementsAre("theirs", "pending"));
  }

  template <class Error, class Program>
  void expect_raised(Program program) {
    EXPECT_THROW(program(), Error);
  }

  std::vector<std::string> names() const { return rows("SELECT name FROM users ORDER BY id"); }

  Ptr<User> pending_;
};

TEST_F(AfterErrors, AMistakeOfTheProgramChangesNothing) {
  expect_raised<orm::InvalidRequestError>([&] { session.remove(pending_); });
  expect_raised<orm::NullPtrError>([&] { session.add(Ptr<User>()); });
  expect_raised<orm::KeyNotKnown>([&] { pending_->id(); });
  expect_untouched();
}

TEST_F(AfterErrors, AValueThatTheDatabaseMakesIsNotKnownBeforeTheFlush) {
  const auto order = make<ledger::Order>({.number = 7});
  expect_raised<orm::ValueNotKnown>([&] { (void)order->code(); });
  EXPECT_EQ(order->number(), 7);
  expect_untouched();
}

TEST_F(AfterErrors, WhatAQueryDoesNotFindChangesNothingButFlushes) {
  expect_raised<orm::NoResultFound>([&] { session.get_one<User>(99); });
  expect_raised<orm::MultipleResultsFound>([&] { session.query<Invoice>().one(); });
  expect_open();
}

TEST_F(AfterErrors, ARelationshipThatMayNotBeLoadedChangesNothing) {
  session.commit();
  session.expunge_all();
  const auto user = session.query<User>().options(orm::raiseload(User::fields.addresses)).first();
  expect_raised<orm::LazyLoadError>([&] { user->addresses().size(); });
  expect_open();
}

TEST_F(AfterErrors, AnObjectWithoutItsSessionStaysReadable) {
  session.commit();
  const auto user = session.query<User>().first();
  session.expunge(user);
  expect_raised<orm::DetachedError>([&] { user->addresses().size(); });
  EXPECT_EQ(user->name(), "before");
}

TEST_F(AfterErrors, AFlushThatIsRefusedBeforeItWritesChangesNothing) {
  const auto entry = session.create<Entry>({.text = "without a ledger"});
  recorder.clear();
  expect_raised<orm::RequiredKeyError>([&] { session.flush(); });
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(entry->state(), orm::ObjectState::Pending);
  session.expunge(entry);
  expect_untouched();
}

TEST_F(AfterErrors, ACircleIsRefusedBeforeItIsWritten) {
  const auto invoices = session.query<Invoice>().order_by(Invoice::fields.id).all();
  pending_ = session.create<User>({.name = "more"});
  invoices[0]->set_number("other");
  invoices[1]->set_number("taken");
  expect_raised<orm::CircularDependencyError>([&] { session.flush(); });
  EXPECT_EQ(pending_->state(), orm::ObjectState::Pending);
  invoices[1]->set_number("a third");
  session.commit();
  EXPECT_THAT(names(), ElementsAre("before", "pending", "more"));
  EXPECT_THAT(rows("SELECT number FROM invoices ORDER BY id"), ElementsAre("other", "a third"));
}

TEST_F(AfterErrors, AValueThatCannotBeStoredIsRefusedBeforeItIsWritten) {
  const auto wrong = session.create<User>({.name = "\xff"});
  recorder.clear();
  expect_raised<orm::DataError>([&] { session.flush(); });
  EXPECT_EQ(recorder.executions(), 0U);
  session.expunge(wrong);
  expect_untouched();
}

TEST_F(AfterErrors, AStoredValueThatDoesNotFitLeavesTheTransaction) {
  session.execute(orm::text("INSERT INTO invoices (number) VALUES (x'00ff')"));
  expect_raised<orm::DataError>([&] { session.query<Invoice>().all(); });
  session.execute(orm::text("DELETE FROM invoices WHERE typeof(number) = 'blob'"));
  EXPECT_EQ(session.query<Invoice>().all().size(), 2U);
  expect_open();
}

TEST_F(AfterErrors, AStatementOfTheProgramThatIsRefusedDoesNothing) {
  expect_raised<orm::StatementError>([&] { session.execute(orm::text("SELECT * FROM nothing")); });
  expect_raised<orm::IntegrityError>(
      [&] { session.execute(orm::text("INSERT INTO invoices (number) VALUES ('a'), ('taken')")); });
  expect_open();
  EXPECT_THAT(rows("SELECT number FROM invoices ORDER BY id"), ElementsAre("taken", "other"));
}

TEST_F(AfterErrors, AConstraintTakesTheFlushAndItsTransactionBack) {
  session.create<Invoice>({.number = "taken"});
  expect_raised<orm::IntegrityError>([&] { session.flush(); });
  expect_rolled_back();
}

TEST_F(AfterErrors, InASavepointItTakesBackThatAlone) {
  orm::Savepoint savepoint = session.begin_nested();
  session.create<Invoice>({.number = "taken"});
  expect_raised<orm::IntegrityError>([&] { session.flush(); });
  expect_raised<orm::PendingRollbackError>([&] { session.flush(); });
  savepoint.rollback();
  expect_open();
}

TEST_F(AfterErrors, ARowThatIsGoneTakesTheFlushBack) {
  const auto invoice = session.query<Invoice>().order_by(Invoice::fields.id).first();
  session.execute(orm::text("DELETE FROM invoices"));
  invoice->set_number("changed");
  expect_raised<orm::StaleDataError>([&] { session.flush(); });
  expect_rolled_back();
}

TEST_F(AfterErrors, AFlushThatTheDatabaseRefusesIsTakenBack) {
  session.execute(orm::text("DROP TABLE receipts"));
  session.create<Receipt>({.text = "no table"});
  expect_raised<orm::StatementError>([&] { session.flush(); });
  expect_rolled_back();
}

TEST_F(AfterErrors, ABudgetThatAFlushExceedsTakesItBack) {
  {
    const orm::StatementBudget budget(session, 0);
    expect_raised<orm::StatementBudgetError>([&] { session.flush(); });
  }
  expect_rolled_back();
}

TEST_F(AfterErrors, ABudgetThatAQueryExceedsChangesNothing) {
  session.flush();
  {
    const orm::StatementBudget budget(session, 0);
    expect_raised<orm::StatementBudgetError>([&] { session.query<User>().all(); });
  }
  expect_open();
}

TEST_F(AfterErrors, ARowOfAnExpiredObjectThatIsGoneLeavesTheTransaction) {
  const auto invoice = session.query<Invoice>().order_by(Invoice::fields.id).first();
  session.execute(orm::text("DELETE FROM invoices"));
  session.expire(invoice);
  expect_raised<orm::ObjectDeletedError>([&] { invoice->number(); });
  expect_open();
}

TEST_F(AfterErrors, TheOneThatWaitsForALockIsTakenBackAndTheOtherIsNot) {
  orm::Engine hasty =
      orm::create_engine("sqlite:///" + file(), {.busy_timeout = std::chrono::milliseconds(10)});
  orm::Session second(hasty);
  second.create<User>({.name = "second"});
  expect_raised<orm::BusyError>([&] { second.flush(); });
  expect_raised<orm::PendingRollbackError>([&] { second.flush(); });
  second.rollback();
  expect_untouched();
}

TEST_F(AfterErrors, ABusyBeginHasNotBegun) {
  orm::Engine hasty = orm::create_engine(
      "sqlite:///" + file(),
      {.busy_timeout = std::chrono::milliseconds(10), .begin = orm::Begin::Immediate});
  orm::Session second(hasty);
  expect_raised<orm::BusyError>([&] { second.query<User>().count(); });
  session.commit();
  EXPECT_EQ(second.query<User>().count(), 2);
}

TEST_F(AfterErrors, ABusyCommitCanBeRepeated) {
  const std::string journaled = file() + ".journaled";
  orm::Engine journaling = orm::create_engine(
      "sqlite:///" + journaled,
      {.busy_timeout = std::chrono::milliseconds(10), .journal_mode = orm::JournalMode::Delete});
  scenarios::create_all(journaling);
  orm::Session reader(journaling);
  orm::Session writer(journaling);
  const auto late = writer.create<User>({.name = "late"});
  writer.flush();
  EXPECT_EQ(reader.query<User>().count(), 0);
  expect_raised<orm::BusyError>([&] { writer.commit(); });
  EXPECT_EQ(late->state(), orm::ObjectState::Persistent);
  reader.rollback();
  writer.commit();
  EXPECT_THAT(orm_test::rows_of(journaled, "SELECT name FROM users"), ElementsAre("late"));
}

TEST_F(AfterErrors, ADeferredKeyFailsTheCommitAndLeavesTheTransaction) {
  session.execute(orm::text("PRAGMA defer_foreign_keys = ON"));
  session.execute(orm::text("INSERT INTO addresses (email, user_id) VALUES ('a', 99)"));
  expect_raised<orm::IntegrityError>([&] { session.commit(); });
  session.execute(orm::text("DELETE FROM addresses"));
  expect_open();
}

TEST_F(AfterErrors, AnOldSnapshotTakesTheFlushBack) {
  session.commit();
  const auto user = session.query<User>().first();
  orm_test::execute(file(), "UPDATE users SET name = 'theirs'");
  user->set_name("mine");
  expect_raised<orm::SerializationError>([&] { session.flush(); });
  expect_raised<orm::PendingRollbackError>([&] { session.flush(); });
  session.rollback();
  EXPECT_EQ(user->name(), "theirs");
}

TEST_F(AfterErrors, AReadOnlyEngineTakesTheFlushBackAndReadsOn) {
  session.commit();
  orm::Session reading(orm::create_engine("sqlite:///" + file(), {.read_only = true}));
  const auto user = reading.create<User>({.name = "none"});
  expect_raised<orm::ReadOnlyError>([&] { reading.flush(); });
  reading.rollback();
  EXPECT_EQ(user->state(), orm::ObjectState::Transient);
  EXPECT_EQ(reading.query<User>().count(), 2);
}

TEST_F(AfterErrors, AFullPoolLeavesTheSessionThatAskedAsItIs) {
  session.commit();
  orm::Engine small = orm::create_engine(
      "sqlite:///" + file(), {.pool_size = 1, .busy_timeout = std::chrono::milliseconds(10)});
  orm::Session first(small);
  first.query<User>().count();
  orm::Session second(small);
  const auto user = second.create<User>({.name = "later"});
  expect_raised<orm::PoolTimeoutError>([&] { second.query<Invoice>().count(); });
  first.rollback();
  second.rollback();
  second.add(user);
  second.commit();
  EXPECT_THAT(names(), ElementsAre("before", "pending", "later"));
}

TEST_F(AfterErrors, ADamagedFileLosesTheConnectionAndNoMore) {
  session.commit();
  // Without a write-ahead log, whose pages would be read instead.
  const std::string copy = file() + ".copy";
  const std::string sound = file() + ".sound";
  orm_test::execute(file(), ("VACUUM INTO '" + copy + "'").c_str());
  std::filesystem::copy_file(copy, sound);
  const orm::Engine copied = orm::create_engine("sqlite:///" + copy, {.pool_size = 1});
  orm::Session second(copied);
  EXPECT_EQ(second.query<User>().count(), 2);
  second.rollback();
  const auto user = second.create<User>({.name = "later"});
  std::ofstream(copy) << std::string(1000, 'U');
  expect_raised<orm::ConnectionError>([&] { second.query<User>().count(); });
  second.rollback();
  EXPECT_EQ(user->state(), orm::ObjectState::Transient);
  std::filesystem::copy_file(sound, copy, std::filesystem::copy_options::overwrite_existing);
  second.add(user);
  second.commit();
  EXPECT_EQ(orm::Session(orm::create_engine("sqlite:///" + copy)).query<User>().count(), 3);
}

TEST_F(AfterErrors, ATableThatDiffersStopsCreateAllBeforeItCreates) {
  session.commit();
  orm_test::execute(file(), "DROP TABLE users; DROP TABLE receipts; CREATE TABLE users (no TEXT)");
  EXPECT_THROW(scenarios::create_all(engine), orm::SchemaMismatchError);
  EXPECT_THAT(rows("SELECT count(*) FROM sqlite_schema WHERE name = 'receipts'"), ElementsAre("0"));
}

}  // namespace
}  // namespace scenarios
