// What a program is told when it asks for what cannot be.
#include "scenario.h"
#include "values.orm.hpp"

namespace scenarios {

namespace {

// What the error says.
template <class Error, class Program>
std::string message_of(Program program) {
  try {
    program();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was raised";
  return "";
}

}  // namespace

TEST_F(Scenarios, AKeyThatIsNotAssignedYetIsNotKnown) {
  const auto u = user("u");
  EXPECT_FALSE(orm::has_key(*u));
  EXPECT_THAT(message_of<orm::KeyNotKnown>([&] { u->id(); }), HasSubstr("scenarios::User"));
  session.add(u);
  EXPECT_THROW(u->id(), orm::KeyNotKnown);
  session.flush();
  EXPECT_EQ(u->id(), 1);
}

TEST_F(Scenarios, ARequiredKeyOfAnUnstoredParentIsNotKnown) {
  const auto entry = make<Entry>({.text = "e", .ledger = make<Ledger>({.name = "l"})});
  EXPECT_THAT(message_of<orm::KeyNotKnown>([&] { entry->ledger_id(); }),
              HasSubstr("scenarios::Entry::ledger_id"));
  store(entry);
  EXPECT_EQ(entry->ledger_id(), 1);
}

TEST_F(Scenarios, ANullPtrIsAnErrorThatNamesTheEntity) {
  const Ptr<User> none;
  EXPECT_THAT(message_of<orm::NullPtrError>([&] { none->name(); }), HasSubstr("scenarios::User"));
  EXPECT_THROW(*none, orm::NullPtrError);
  EXPECT_THROW(session.add(none), orm::NullPtrError);
  EXPECT_THROW(session.remove(none), orm::NullPtrError);
  EXPECT_THROW(user("u")->addresses().append(Ptr<Address>()), orm::NullPtrError);
  EXPECT_THROW(user("u")->addresses().remove(Ptr<Address>()), orm::NullPtrError);
  EXPECT_THROW(user("u")->addresses().assign({address("a"), nullptr}), orm::NullPtrError);
}

TEST_F(Scenarios, ARequiredKeyThatIsEmptyAtFlushNamesEntityColumnAndRelationship) {
  session.add(make<Entry>({.text = "e"}));
  const std::string message = message_of<orm::RequiredKeyError>([&] { session.flush(); });
  EXPECT_THAT(message, HasSubstr("scenarios::Entry::ledger_id"));
  EXPECT_THAT(message, HasSubstr("scenarios::Entry::ledger"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Scenarios, TakingAChildFromItsRequiredParentIsAnError) {
  const auto ledger = make<Ledger>({.name = "l"});
  const auto entry = make<Entry>({.text = "e", .ledger = ledger});
  store(ledger);
  ledger->entries().remove(entry);
  recorder.clear();
  EXPECT_THROW(session.flush(), orm::RequiredKeyError);
  EXPECT_EQ(recorder.executions(), 0U);
  // Nothing was written, so the program may still say what it wants.
  session.remove(entry);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM entries"), ElementsAre("0"));
}

TEST_F(Scenarios, GetOneAndOneRaiseWhenThereIsNone) {
  store(user("u"), user("v"));
  EXPECT_TRUE(session.get<User>(9) == nullptr);
  EXPECT_THAT(message_of<orm::NoResultFound>([&] { session.get_one<User>(9); }), HasSubstr("9"));
  const auto query = session.query<User>();
  EXPECT_THROW(query.filter(User::fields.name == "w").one(), orm::NoResultFound);
  EXPECT_TRUE(query.filter(User::fields.name == "w").one_or_none() == nullptr);
  EXPECT_THROW(query.one(), orm::MultipleResultsFound);
  EXPECT_THROW(query.one_or_none(), orm::MultipleResultsFound);
  EXPECT_EQ(query.filter(User::fields.name == "v").one()->name(), "v");
}

TEST_F(Scenarios, AVanishedRowOfAnExpiredObjectIsAnError) {
  const auto u = user("u");
  store(u);
  rows("DELETE FROM users");
  const std::string message = message_of<orm::ObjectDeletedError>([&] { u->name(); });
  EXPECT_THAT(message, HasSubstr("scenarios::User"));
  EXPECT_THAT(message, HasSubstr("1"));
  EXPECT_THROW(session.refresh(u), orm::ObjectDeletedError);
  EXPECT_TRUE(session.get<User>(1) == nullptr);
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
}

TEST_F(Scenarios, ALockedDatabaseIsBusy) {
  orm::Engine hasty =
      orm::create_engine("sqlite:///" + file(), {.busy_timeout = std::chrono::milliseconds(20)});
  session.add(user("first"));
  session.flush();
  orm::Session second(hasty);
  second.add(user("second"));
  EXPECT_THAT(message_of<orm::BusyError>([&] { second.flush(); }), HasSubstr("lock"));
  EXPECT_THROW(second.commit(), orm::PendingRollbackError);
  session.commit();
  second.rollback();
  second.add(user("second"));
  second.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("first", "second"));
}

TEST_F(Scenarios, ASnapshotThatIsTooOldIsASerializationError) {
  store(user("u"));
  const auto u = session.query<User>().one();
  rows("UPDATE users SET name = 'other'");
  u->set_name("mine");
  EXPECT_THROW(session.flush(), orm::SerializationError);
  session.rollback();
  EXPECT_EQ(u->name(), "other");
}

TEST_F(Scenarios, LinkingObjectsOfTwoSessionsNamesBoth) {
  const auto u = user("u");
  const auto item = make<Item>({.label = "i"});
  const auto keyword = make<Keyword>({.word = "k"});
  session.add_all(u, item);
  orm::Session other(engine);
  const auto profile = make<Profile>({.bio = "p"});
  other.add_all(profile, keyword);
  const std::string message =
      message_of<orm::InvalidRequestError>([&] { u->set_profile(profile); });
  EXPECT_THAT(message, HasSubstr("scenarios::User"));
  EXPECT_THAT(message, HasSubstr("scenarios::Profile"));
  EXPECT_THROW(item->keywords().append(keyword), orm::InvalidRequestError);
  EXPECT_THROW(item->keywords().assign({keyword}), orm::InvalidRequestError);
  EXPECT_TRUE(u->profile() == nullptr);
  EXPECT_TRUE(profile->user() == nullptr);
  EXPECT_TRUE(item->keywords().empty());
  EXPECT_TRUE(keyword->items().empty());
  session.commit();
  other.commit();
  EXPECT_THAT(rows("SELECT user_id FROM profiles"), ElementsAre("NULL"));
}

TEST_F(Scenarios, AGraphWithAMemberInAnotherSessionIsRefusedWhole) {
  orm::Session other(engine);
  const auto u = user("u");
  const auto a = address("a");
  other.add(u);
  a->set_user(u);
  EXPECT_THROW(session.add(a), orm::InvalidRequestError);
  EXPECT_NE(a->state(), orm::ObjectState::Persistent);
  other.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

class WrongRows : public orm_test::DatabaseTest {
 protected:
  WrongRows() : DatabaseTest(&values::create_all) {}

  // A row that somebody else wrote.
  std::string error_of_row(const std::string& column, const std::string& value) {
    rows("INSERT INTO samples (id, " + column + ") VALUES (7, " + value + ")");
    return message_of<orm::DataError>([&] { session.query<values::Sample>().all(); });
  }
};

TEST_F(WrongRows, TextInANumberNamesTableColumnAndKey) {
  const std::string message = error_of_row("medium", "'many'");
  EXPECT_THAT(message, HasSubstr("samples"));
  EXPECT_THAT(message, HasSubstr("medium"));
  EXPECT_THAT(message, HasSubstr("7"));
  EXPECT_THROW(session.get<values::Sample>(7), orm::DataError);
}

TEST_F(WrongRows, ANumberOutOfRangeIsAnError) {
  EXPECT_THAT(error_of_row("small", "40000"), HasSubstr("small"));
}

TEST_F(WrongRows, AFractionInAWholeNumberIsAnError) {
  EXPECT_THAT(error_of_row("big", "1.5"), HasSubstr("big"));
}

TEST_F(WrongRows, TextThatIsNoUtf8IsAnError) {
  EXPECT_THAT(error_of_row("text", "CAST(x'ff' AS TEXT)"), HasSubstr("text"));
}

TEST_F(WrongRows, AnExpiredObjectStaysUsableAfterAWrongRow) {
  const auto sample = make<values::Sample>({.medium = 1});
  store(sample);
  rows("UPDATE samples SET medium = 'many'");
  EXPECT_THROW(sample->medium(), orm::DataError);
  session.rollback();
  rows("UPDATE samples SET medium = 2");
  EXPECT_EQ(sample->medium(), 2);
}

TEST_F(WrongRows, ATextThatIsTooLongIsRefused) {
  session.add(make<values::Sample>({.brief = "four"}));
  EXPECT_THROW(session.flush(), orm::DataError);
}

}  // namespace scenarios
