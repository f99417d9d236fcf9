// Programs that do what they should not, each with what it gets for it. They are run under the
// sanitizers, too: nothing dangles, and nothing is left behind.
#include <memory>
#include <optional>
#include <string_view>

#include "scenario.h"

namespace scenarios {

using orm::DetachedError;
using orm::InvalidRequestError;
using orm::ObjectState;
using orm::Session;

class Misuse : public Scenarios {
 protected:
  // One user with three addresses, in the database only.
  void SetUp() override {
    const auto u = user("u");
    for (const char* email : {"a", "b", "c"}) u->addresses().append(address(email));
    store(u);
    session.close();
  }

  static Ptr<User> loaded(Session& in) {
    return in.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  }

  template <class Error, class Call>
  static std::string error_of(Call call) {
    try {
      call();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(Misuse, AViewOfATemporary) {
  std::vector<std::string> seen;
  for (const Address& a : loaded(session)->addresses()) seen.push_back(a.email());
  EXPECT_THAT(seen, ElementsAre("a", "b", "c"));
  const auto view = make<User>({.name = "v", .addresses = {address("d")}})->addresses();
  EXPECT_EQ(view[0].user()->name(), "v");
}

TEST_F(Misuse, EraseWhileIterating) {
  const auto u = loaded(session);
  std::vector<std::string> seen;
  for (Address& a : u->addresses()) {
    seen.push_back(a.email());
    u->addresses().remove(a);
  }
  EXPECT_THAT(seen, ElementsAre("a", "b", "c"));
  EXPECT_TRUE(u->addresses().empty());
}

TEST_F(Misuse, AnObjectAfterItsSession) {
  Ptr<User> u;
  {
    Session inner(engine);
    u = inner.query<User>().one();
  }
  EXPECT_EQ(u->name(), "u");
  EXPECT_THAT(error_of<DetachedError>([&] { (void)u->addresses().size(); }),
              HasSubstr("load it with orm::joinedload(scenarios::User::fields.addresses)"));
  u->set_name("changed");
  EXPECT_EQ(u->name(), "changed") << "for whoever adds it to a session";
}

TEST_F(Misuse, ASessionAfterItsEngine) {
  std::optional<orm::Engine> own = orm::create_engine("sqlite:///" + file());
  Session inner(*own);
  own.reset();
  loaded(inner)->set_name("changed");
  inner.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("changed"));
}

TEST_F(Misuse, TwoSessionsOfOneRow) {
  Session other(engine);
  const auto here = session.query<User>().one();
  const auto there = other.query<User>().one();
  EXPECT_FALSE(here == there);
  session.rollback();
  here->set_name("here");
  session.commit();
  there->set_name("there");
  EXPECT_THROW(other.commit(), orm::SerializationError) << "it read what has changed since";
  other.rollback();
  EXPECT_EQ(there->name(), "here");
}

TEST_F(Misuse, ACyclicTransientGraphDropped) {
  auto one = make<Node>({.name = "one"});
  auto two = make<Node>({.name = "two", .parent = one});
  one->set_parent(two);
  one = nullptr;
  EXPECT_EQ(two->parent()->parent(), two);
}

TEST_F(Misuse, ExpungeAndAddElsewhere) {
  const auto u = loaded(session);
  Session other(engine);
  EXPECT_THAT(error_of<InvalidRequestError>([&] { other.add(u); }),
              HasSubstr("expunge it, and what it is linked to, there first"));
  session.expunge(u);
  EXPECT_THROW(other.add(u), InvalidRequestError) << "its addresses are still with the first";
  session.expunge(u);
  session.expunge_all();
  other.add(u);
  u->set_name("moved");
  other.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|moved", "b|moved", "c|moved"));
}

TEST_F(Misuse, APtrThatOutlivesEverything) {
  Ptr<Address> kept;
  {
    const orm::Engine own = orm::create_engine("sqlite:///" + file());
    Session inner(own);
    kept = loaded(inner)->addresses()[1];
  }
  EXPECT_EQ(kept->user()->addresses()[2].email(), "c");
  EXPECT_THROW((void)kept->user()->orders().size(), DetachedError);
}

TEST_F(Misuse, AReferenceAfterExpire) {
  const auto u = session.query<User>().one();
  const std::string& name = u->name();
  session.rollback();
  rows("UPDATE users SET name = 'changed'");
  session.expire(u);
  EXPECT_EQ(u->name(), "changed");
  EXPECT_EQ(name, "changed") << "a reload assigns in place";
}

TEST_F(Misuse, ASavepointAfterItsTransaction) {
  orm::Savepoint savepoint = session.begin_nested();
  session.commit();
  EXPECT_FALSE(savepoint.is_open());
  EXPECT_THAT(error_of<InvalidRequestError>([&] { savepoint.commit(); }),
              HasSubstr("this savepoint has ended"));
  EXPECT_THROW(savepoint.rollback(), InvalidRequestError);
}

TEST_F(Misuse, ASavepointAfterItsSession) {
  auto inner = std::make_unique<Session>(engine);
  orm::Savepoint savepoint = inner->begin_nested();
  inner.reset();
  EXPECT_THROW(savepoint.commit(), InvalidRequestError);
}

TEST_F(Misuse, AnInnerSavepointAfterTheOuterOne) {
  orm::Savepoint outer = session.begin_nested();
  orm::Savepoint inner = session.begin_nested();
  outer.commit();
  EXPECT_FALSE(inner.is_open());
  EXPECT_THROW(inner.rollback(), InvalidRequestError);
}

TEST_F(Misuse, AMovedFromQuery) {
  auto query = session.query<User>();
  const auto named = std::move(query).filter(User::fields.name == "v");
  // NOLINTBEGIN(bugprone-use-after-move)
  EXPECT_THAT(error_of<InvalidRequestError>([&] { query.count(); }),
              HasSubstr("this query was moved from"));
  EXPECT_THROW(query.all(), InvalidRequestError);
  EXPECT_THROW((void)query.limit(1), InvalidRequestError);
  EXPECT_THROW((void)session.query(query), InvalidRequestError);
  query = named;
  // NOLINTEND(bugprone-use-after-move)
  EXPECT_EQ(query.limit(1).count(), named.count());
}

TEST_F(Misuse, AMovedFromSession) {
  Session first(engine);
  Session second = std::move(first);
  // NOLINTBEGIN(bugprone-use-after-move)
  EXPECT_THAT(error_of<InvalidRequestError>([&] { first.query<User>().count(); }),
              HasSubstr("this session was moved from"));
  EXPECT_THROW(first.add(user("v")), InvalidRequestError);
  EXPECT_THROW(first.commit(), InvalidRequestError);
  EXPECT_THROW(first.rollback(), InvalidRequestError);
  EXPECT_THROW(first.close(), InvalidRequestError);
  EXPECT_THROW((void)first.begin_nested(), InvalidRequestError);
  EXPECT_THROW((void)first.no_autoflush(), InvalidRequestError);
  EXPECT_THROW(first.on(orm::before_flush, [](Session&) {}), InvalidRequestError);
  EXPECT_THROW(orm::StatementRecorder{first}, InvalidRequestError);
  first = Session(engine);
  EXPECT_EQ(first.query<User>().count(), 1);
  // NOLINTEND(bugprone-use-after-move)
}

TEST_F(Misuse, ANullPtr) {
  const Ptr<User> none = session.get<User>(99);
  EXPECT_THAT(error_of<orm::NullPtrError>([&] { (void)none->name(); }),
              HasSubstr("a null Ptr to scenarios::User was used; test it with `if (ptr)` first"));
  EXPECT_THROW((void)*none, orm::NullPtrError);
  EXPECT_THROW(session.add(none), orm::NullPtrError);
  EXPECT_THROW(session.remove(none), orm::NullPtrError);
  EXPECT_THROW(session.expunge(none), orm::NullPtrError);
  EXPECT_THROW(session.refresh(none), orm::NullPtrError);
  EXPECT_THROW(session.merge(none), orm::NullPtrError);
  EXPECT_THROW(loaded(session)->addresses().append(Ptr<Address>()), orm::NullPtrError);
}

TEST_F(Misuse, AnObjectOfAnotherSessionLinked) {
  Session other(engine);
  const auto u = loaded(session);
  const auto foreign = make<Address>({.email = "foreign"});
  other.add(foreign);
  EXPECT_THAT(error_of<InvalidRequestError>([&] { foreign->set_user(u); }),
              HasSubstr("expunge one of them first"));
  EXPECT_THROW(u->addresses().append(foreign), InvalidRequestError);
  EXPECT_EQ(u->addresses().size(), 3U);
  EXPECT_TRUE(foreign->user() == nullptr);
}

TEST_F(Misuse, CommitInsideAnIteration) {
  std::vector<std::string> seen;
  for (Address& a : loaded(session)->addresses()) {
    a.set_email(a.email() + "!");
    session.commit();
    seen.push_back(a.email());
  }
  EXPECT_THAT(seen, ElementsAre("a!", "b!", "c!"));
  EXPECT_THAT(address_rows(), ElementsAre("a!|u", "b!|u", "c!|u"));
}

TEST_F(Misuse, RemoveInsideAnIteration) {
  const auto u = loaded(session);
  int removed = 0;
  for (Address& a : u->addresses()) {
    session.remove(Ptr<Address>(a));
    session.flush();
    ++removed;
  }
  EXPECT_EQ(removed, 3);
  EXPECT_TRUE(u->addresses().empty());
  session.commit();
  EXPECT_THAT(address_rows(), IsEmpty());
}

TEST_F(Misuse, RollbackAndCloseInsideAnIteration) {
  const auto u = loaded(session);
  u->addresses().append(address("d"));
  std::vector<std::string> seen;
  for (const Address& a : u->addresses()) {
    seen.push_back(a.email());
    if (seen.size() == 1) session.rollback();
    if (seen.size() == 3) session.close();
  }
  EXPECT_THAT(seen, ElementsAre("a", "b", "c", "d"));
}

TEST_F(Misuse, AnObjectInTwoEngines) {
  orm::Engine other_engine = orm::create_engine("sqlite:///" + file() + ".other");
  scenarios::create_all(other_engine);
  Session mixed(engine);
  const auto u = mixed.query<User>().one();
  mixed = Session(other_engine);
  EXPECT_EQ(u->state(), ObjectState::Detached);
  mixed.add(u);
  u->set_name("nowhere");
  EXPECT_THROW(mixed.commit(), orm::StaleDataError) << "it has no row there";
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

TEST_F(Misuse, AnExceptionInInitialisation) {
  const auto before = address("before");
  session.add(before);
  const auto a = address("d");
  EXPECT_THROW(session.create<User>({.name = "v", .addresses = {a, nullptr}}), orm::NullPtrError);
  EXPECT_THROW(session.create<User>({.name = "v", .addresses = {a, before}, .orders = {nullptr}}),
               orm::NullPtrError);
  EXPECT_EQ(session.new_objects().size(), 1U) << "not even what had been linked already";
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u", "b|u", "c|u", "before|NULL"));
}

TEST_F(Misuse, APtrCycleAfterClose) {
  auto u = loaded(session);
  auto a = Ptr<Address>(u->addresses()[0]);
  session.close();
  EXPECT_EQ(a->user(), u);
  u = nullptr;
  EXPECT_EQ(a->user()->addresses().size(), 3U);
  a->user()->addresses().remove(a);
  EXPECT_TRUE(a->user() == nullptr);
}

TEST_F(Misuse, ARecorderAfterItsSession) {
  auto inner = std::make_unique<Session>(engine);
  const orm::StatementRecorder kept(*inner);
  const orm::StatementBudget budget(*inner, 1);
  inner->query<User>().count();
  for (int i = 0; i < 50; ++i) {
    inner = nullptr;
    inner = std::make_unique<Session>(engine);
    inner->query<User>().count();
  }
  EXPECT_EQ(kept.executions(), 1U) << "sessions after it are others, wherever they stand";
  EXPECT_EQ(budget.used(), 1U);
}

TEST_F(Misuse, AListenerAfterItsSession) {
  orm::Listener listener;
  int heard = 0;
  {
    Session inner(engine);
    listener = inner.on(orm::before_commit, [&heard](Session&) { ++heard; });
    inner.commit();
  }
  listener.end();
  session.commit();
  EXPECT_EQ(heard, 1);
}

TEST_F(Misuse, ASessionKeptFromAListener) {
  std::optional<Session> stolen;
  session.on(orm::before_flush, [&stolen](Session& in) { stolen = std::move(in); });
  session.add(user("v"));
  session.commit();
  stolen.reset();
  EXPECT_EQ(session.query<User>().count(), 2) << "the listener was given no more than a name";
}

TEST_F(Misuse, AGuardAfterItsSession) {
  auto inner = std::make_unique<Session>(engine);
  const auto guard = inner->no_autoflush();
  inner.reset();
}

TEST_F(Misuse, AnIteratorAfterItsSession) {
  auto inner = std::make_unique<Session>(engine);
  const auto first = loaded(*inner)->addresses().begin();
  inner.reset();
  EXPECT_EQ(first->email(), "a");
}

TEST_F(Misuse, RemovedTwiceAndBeforeItIsStored) {
  const auto fresh = user("v");
  EXPECT_THROW(session.remove(fresh), InvalidRequestError);
  session.add(fresh);
  EXPECT_THAT(error_of<InvalidRequestError>([&] { session.remove(fresh); }),
              HasSubstr("expunge it to take back that it was added"));
  session.flush();
  session.remove(fresh);
  session.remove(fresh);
  session.flush();
  EXPECT_THROW(session.remove(fresh), InvalidRequestError);
}

}  // namespace scenarios
