// Objects and columns of classes that the user writes.
#include <gmock/gmock.h>

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <vector>

#include "database.h"
#include "orm/orm.h"
#include "own_classes.orm.hpp"
#include "own_models_fwd.hpp"

namespace {

using app::Address;
using app::Money;
using app::Post;
using app::User;
using app::UserId;
using orm::Decimal;
using own::Visit;
using testing::ElementsAre;
using testing::HasSubstr;

class Own : public testing::Test {
 protected:
  void SetUp() override {
    own::create_all(engine());
    ada_ = session().create<User>({.name = "Ada", .address = Address{"ada", "a.org"}});
    post_ = session().create<Post>({.price = Money(Decimal("2.25")), .author = ada_});
    session().commit();
  }

  orm::Engine& engine() { return engine_; }
  orm::Session& session() { return session_; }
  std::vector<std::string> rows(const char* sql) {
    session().commit();
    return orm_test::rows_of(folder_.file("own.db"), sql);
  }
  void execute(const char* sql) { orm_test::execute(folder_.file("own.db"), sql); }

  template <class Run>
  static std::string refused(Run run) {
    try {
      run();
    } catch (const orm::DataError& error) {
      return error.what();
    }
    return "accepted";
  }

  orm::Ptr<User> ada_;
  orm::Ptr<Post> post_;

 private:
  orm_test::TemporaryFolder folder_;
  orm::Engine engine_ = orm::create_engine("sqlite:///" + folder_.file("own.db"));
  orm::Session session_ = orm::Session(engine_);
};

TEST_F(Own, ValuesAreStoredAsTheirBase) {
  post_->set_extra(nlohmann::json{{"tags", {"a", "b"}}});
  EXPECT_THAT(rows("SELECT id, author_id, price, extra, made_at FROM posts"),
              ElementsAre(R"(1|1|2.25|{"tags":["a","b"]}|2026-01-31 18:30:00)"));
  EXPECT_THAT(rows("SELECT id, address FROM users"), ElementsAre("1|ada@a.org"));
}

TEST_F(Own, ValuesAreReadAsTheirClass) {
  execute("UPDATE posts SET price = 7, extra = '{\"n\": 3}'");
  orm::Session other(engine());
  const auto post = other.get_one<Post>(1);
  EXPECT_EQ(post->price().amount(), 7);
  EXPECT_EQ(post->extra()->at("n"), 3);
  EXPECT_EQ(post->made_at().at, orm::parse_date_time("2026-01-31 18:30:00"));
  EXPECT_EQ(post->author()->address()->host, "a.org");
}

TEST_F(Own, DefaultsGoThroughTheTrait) {
  const auto post = orm::make<Post>({});
  EXPECT_EQ(post->price().amount(), Decimal("1.5"));
  EXPECT_EQ(post->made_at().at, orm::parse_date_time("2026-01-31 18:30:00"));
}

TEST_F(Own, OnlyAnotherBaseIsAChange) {
  EXPECT_EQ(post_->price().amount(), Decimal("2.25"));
  const orm::StatementRecorder recorder(session());
  post_->set_price(Money(Decimal("2.250")));
  session().flush();
  const auto count_updates = [&] {
    int updates = 0;
    for (const auto& statement : recorder.statements()) {
      if (statement.sql.starts_with("UPDATE")) ++updates;
    }
    return updates;
  };
  EXPECT_EQ(count_updates(), 0);
  post_->set_price(Money(Decimal("2.26")));
  session().flush();
  EXPECT_EQ(count_updates(), 1);
}

TEST_F(Own, FiltersAndOrdersByTheClass) {
  session().create<Post>({.price = Money(10), .author = ada_});
  session().create<Post>({.price = Money(9), .author = ada_});
  const auto& price = Post::fields.price;
  const auto count = [&](orm::Expr<bool> condition) {
    return session().query<Post>().filter(std::move(condition)).count();
  };
  EXPECT_EQ(count(price > Money(Decimal("2.25"))), 2);
  EXPECT_EQ(count(orm::between(price, Money(9), Money(10))), 2);
  EXPECT_EQ(count(orm::in_(price, std::vector{Money(9), Money(3)})), 1);
  EXPECT_EQ(count(orm::is_null(Post::fields.extra)), 3);
  EXPECT_EQ(session().query<Post>().filter_by(price, Money(10)).one()->price().amount(), 10);
  EXPECT_EQ(session().query<Post>().order_by(orm::desc(price)).first()->price().amount(), 10);
  EXPECT_EQ(session().query<User>().filter(orm::like(User::fields.address, "%@a.org")).one(), ada_);
  EXPECT_EQ(session().query<User>().filter(User::fields.address == Address{"ada", "a.org"}).one(),
            ada_);
  EXPECT_EQ(session().query<User>().filter(User::fields.address == std::nullopt).count(), 0);
}

TEST_F(Own, KeysAreOfTheClass) {
  EXPECT_EQ(ada_->id(), UserId{1});
  EXPECT_EQ(post_->author_id(), UserId{1});
  EXPECT_EQ(session().get<User>(UserId{1}), ada_);
  EXPECT_FALSE(session().get<User>(UserId{2}));

  session().create<Visit>({.address = Address{"me", "b"}, .count = 3, .user = ada_});
  session().commit();
  orm::Session other(engine());
  const auto visit = other.get_one<Visit>(Address{"me", "b"}, UserId{1});
  EXPECT_EQ(visit->count(), 3);
  EXPECT_EQ(visit->user_id(), UserId{1});
  EXPECT_EQ(visit, other.query<Visit>().one());
}

TEST_F(Own, LinksWriteKeysOfTheClass) {
  const auto grace = session().create<User>({.name = "Grace", .mentor = ada_});
  session().flush();
  EXPECT_EQ(grace->mentor_id(), UserId{1});
  grace->set_mentor_id(std::nullopt);
  EXPECT_FALSE(grace->mentor());
  post_->set_author(grace);
  session().flush();
  EXPECT_EQ(post_->author_id(), grace->id());
}

TEST_F(Own, LimitsAreThoseOfTheBase) {
  ada_->set_address(Address{"a-name-that-is-too-long", "a.org"});
  EXPECT_THAT(refused([&] { session().flush(); }), HasSubstr("takes 20 characters"));
  session().rollback();
  post_->set_price(Money(Decimal("1.005")));
  EXPECT_THAT(refused([&] { session().flush(); }), HasSubstr("decimal(8, 2)"));
}

TEST_F(Own, WhatATraitRefusesToReadNamesThePlace) {
  execute("UPDATE posts SET price = -1");
  EXPECT_EQ(refused([&] { orm::Session(engine()).get<Post>(1); }),
            "column \"price\" of table \"posts\", row with the key 1 holds -1, which its class in "
            "C++ does not take: money is never negative");
  execute("UPDATE posts SET price = 1, extra = '[1]'");
  EXPECT_EQ(refused([&] { orm::Session(engine()).get<Post>(1); }), "accepted");
}

TEST_F(Own, WhatATraitRefusesToStoreNamesThePlace) {
  const Money negative(Decimal(-1));
  EXPECT_EQ(refused([&] { post_->set_price(negative); }),
            "column \"price\" of table \"posts\", row with the key 1 cannot become this value: "
            "money is never negative");
  EXPECT_EQ(post_->price().amount(), Decimal("2.25"));
  EXPECT_EQ(
      refused([&] { orm::make<Post>({.price = negative}); }),
      "column \"price\" of table \"posts\" cannot become this value: money is never negative");
  EXPECT_EQ(
      refused([&] { (void)(Post::fields.price == negative); }),
      "column \"price\" of table \"posts\" cannot be compared with this value: money is never "
      "negative");
}

TEST_F(Own, TheTraitsExceptionIsTheCause) {
  try {
    post_->set_price(Money(-1));
    FAIL() << "accepted";
  } catch (const orm::DataError& error) {
    EXPECT_THROW(std::rethrow_if_nested(error), std::invalid_argument);
  }
}

TEST_F(Own, QueriesAndRelationshipsGiveTheUsersClass) {
  EXPECT_EQ(session().query<User>().one()->greeting(), "Dear Ada");
  EXPECT_EQ(post_->author()->greeting(), "Dear Ada");
  orm::Session other(engine());
  const auto user = other.query<User>().options(orm::selectinload(User::fields.posts)).one();
  EXPECT_TRUE(orm::is_loaded(*user, User::fields.posts));
  for (const Post& post : user->posts()) EXPECT_EQ(post.title(), "Post by Ada");
  const auto post = other.query<Post>().options(orm::joinedload(Post::fields.author)).one();
  EXPECT_EQ(post->author()->greeting(), "Dear Ada");
}

TEST_F(Own, MembersOfTheUserLiveWithTheObject) {
  EXPECT_EQ(ada_->visits, 7);
  ada_->read();
  session().expire(ada_);
  EXPECT_EQ(session().get<User>(UserId{1})->visits, 8);
  orm::Session other(engine());
  EXPECT_EQ(other.get<User>(UserId{1})->visits, 7);
}

TEST_F(Own, ObjectsBehindAnotherBaseAreMadeAndEnded) {
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&*post_) % 64, 0U);
  std::vector<orm::Ptr<Post>> posts;
  posts.reserve(100);
  for (int i = 0; i < 100; ++i) posts.push_back(session().create<Post>({.author = ada_}));
  session().commit();
  posts.clear();
  session().expunge_all();
  const int ended = User::ended;
  {
    orm::Session other(engine());
    EXPECT_EQ(other.query<Post>().all().size(), 101U);
    EXPECT_EQ(other.query<Post>().all().front()->title(), "Post by Ada");
    {
      const auto alone = orm::make<Post>({});
    }
  }
  EXPECT_EQ(User::ended, ended + 1);
}

TEST_F(Own, MessagesNameTheUsersClass) {
  const orm::Ptr<User> nobody;
  try {
    nobody->name();
    FAIL() << "accepted";
  } catch (const orm::NullPtrError& error) {
    EXPECT_THAT(error.what(), HasSubstr("app::User"));
  }
}

static_assert(!std::is_default_constructible_v<User>, "only the runtime makes objects");
static_assert(!std::is_copy_constructible_v<User>, "an object has one identity");

}  // namespace
