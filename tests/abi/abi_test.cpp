// One program that uses everything in the models of tests/abi/schema. It is built once for each ABI
// that the runtime supports, with the code that was generated for it, and once with today's.
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "studio.orm.hpp"

namespace studio {
namespace {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::IsEmpty;

// How many works, letters, ... there are, as another connection sees it.
constexpr const char* counts =
    "SELECT (SELECT count(*) FROM artists), (SELECT count(*) FROM works), "
    "(SELECT count(*) FROM portraits), (SELECT count(*) FROM letters), "
    "(SELECT count(*) FROM work_tag), (SELECT count(*) FROM work_seal), "
    "(SELECT count(*) FROM frames), (SELECT count(*) FROM orders), (SELECT count(*) FROM lines)";

class Abi : public orm_test::DatabaseTest {
 protected:
  Abi() : DatabaseTest(&studio::create_all) {}

  void SetUp() override {
    ada_ = make<Artist>({.name = "Ada"});
    const auto ben = make<Artist>({.name = "Ben", .mentor = ada_});
    ada_->set_portrait(make<Portrait>({.colours = 3}));
    ada_->letters().append(make<Letter>({.text = "hello"}));
    const auto sea = make<Work>({.title = "Sea", .artist = ada_});
    const auto hill = make<Work>({.title = "Hill", .state = kinds::State::shown, .artist = ada_});
    sea->set_frame(make<Frame>({.width = 0.5}));
    sea->seals().append(make<Seal>({}));
    sea->set_editor(make<kinds::Editor>({.name = "Eve"}));
    sea->set_picture(std::vector<std::byte>{std::byte{0}, std::byte{255}});
    const auto blue = make<Tag>({.word = "blue"});
    for (const auto& work : {sea, hill}) work->tags().append(blue);
    const auto order = make<Order>({.tenant = 1, .number = 7});
    order->lines().append(make<Line>({.sku = "b", .amount = Money{orm::Decimal("2.50")}}));
    order->lines().append(make<Line>({.sku = "a"}));
    session.add_all(ada_, ben, order);
    session.flush();
    ada_->set_chosen(hill);
    session.create<Visit>(
        {.artist_id = ada_->id(), .minutes = 5, .visitor = make<Visitor>({.name = "Vic"})});
    session.commit();
    session.expunge_all();
    recorder.clear();
    ada_ = session.get_one<Artist>(1);
  }

  Ptr<Artist> ada_;
};

TEST_F(Abi, EverythingIsStored) {
  EXPECT_THAT(rows(counts), ElementsAre("2|2|1|1|2|1|1|1|2"));
  EXPECT_THAT(
      rows("SELECT title, state, size, on_loan, tiny, medium, single, twice, price, doubled, "
           "shelf, version, extra, length(serial), revision FROM works WHERE id = 1"),
      ElementsAre("Sea|draft|NULL|0|-32768|2147483647|1.5|-2000.0|4.5|-65536|attic|1|{}|16|1"));
  EXPECT_THAT(engine.verify(registry()), IsEmpty());
}

TEST_F(Abi, EverythingIsRead) {
  EXPECT_EQ(ada_->greeting(), "Dear Ada");
  EXPECT_EQ(ada_->pupils()[0].name(), "Ben");
  EXPECT_EQ(ada_->portrait()->colours(), 3);
  EXPECT_EQ(ada_->chosen()->title(), "Hill");
  EXPECT_EQ(ada_->chosen()->state(), kinds::State::shown);
  EXPECT_EQ(ada_->visitors()[0].name(), "Vic");
  ASSERT_EQ(ada_->works().size(), 2U);
  const auto sea = session.get_one<Work>(1);
  EXPECT_EQ(sea->artist(), ada_);
  EXPECT_EQ(sea->tags()[0].word(), "blue");
  EXPECT_EQ(sea->tags()[0].works().size(), 2U);
  EXPECT_EQ(sea->seals().size(), 1U);
  EXPECT_EQ(sea->frame()->width(), 0.5);
  EXPECT_EQ(sea->editor()->name(), "Eve");
  EXPECT_EQ(sea->picture()->size(), 2U);
  EXPECT_EQ(sea->price().amount, orm::Decimal("4.5"));
  EXPECT_EQ(sea->shelf(), "attic");
  EXPECT_EQ(sea->seen_at(), orm::parse_date_time("2000-01-01 00:00:00"));
  EXPECT_EQ(sea->made_on(), std::nullopt);
  const auto order = session.get_one<Order>(1, 7);
  EXPECT_EQ(order->lines()[0].sku(), "a");
  EXPECT_EQ(order->lines()[1].amount()->amount, orm::Decimal("2.5"));
}

TEST_F(Abi, EveryWayOfLoadingFindsTheSame) {
  const auto walk = [this](const auto& option) {
    orm::Session own(engine);
    const auto artists = own.query<Artist>().options(option).order_by(Artist::fields.id).all();
    EXPECT_EQ(artists[0]->works().size(), 2U);
    EXPECT_EQ(artists[1]->works().size(), 0U);
  };
  walk(orm::joinedload(Artist::fields.works));
  walk(orm::lazyload(Artist::fields.works));
  walk(orm::selectinload(Artist::fields.works));
  const auto letters = session.query<Letter>();
  EXPECT_EQ(letters.options(orm::joinedload(Letter::fields.artist)).one()->artist(), ada_);
  session.expunge_all();
  const auto raising = letters.one();
  EXPECT_THROW((void)raising->artist(), orm::LazyLoadError);
  const auto tagged = session.query<Work>().filter(
      orm::any(Work::fields.tags, Tag::fields.word == "blue") && Work::fields.artist == ada_);
  EXPECT_EQ(tagged.count(), 2);
}

TEST_F(Abi, ChangesAreWritten) {
  ASSERT_EQ(ada_->works().size(), 2U);
  const auto sea = session.get_one<Work>(1);
  sea->tags().clear();
  sea->set_frame(nullptr);
  sea->set_title("Lake");
  sea->set_size(kinds::Size::large);
  sea->set_made_on(orm::parse_date("2026-01-31"));
  sea->set_essay("long");
  session.commit();
  EXPECT_THAT(rows("SELECT title, size, made_on, essay, version, seen_at > '2001' FROM works "
                   "WHERE id = 1"),
              ElementsAre("Lake|9223372036854775807|2026-01-31|long|2|1"));
  EXPECT_THAT(rows(counts), ElementsAre("2|2|1|1|1|1|0|1|2"));
  orm_test::execute(file(), "UPDATE works SET version = 9 WHERE id = 1");
  orm::Session own(engine);
  const auto stale = own.get_one<Work>(1);
  own.execute(orm::text("UPDATE works SET version = 10 WHERE id = 1"));
  stale->set_title("lost");
  EXPECT_THROW(own.flush(), orm::StaleDataError);
}

TEST_F(Abi, WhatIsRemovedTakesAlongWhatTheSchemaSays) {
  session.remove(session.query<Visit>().one());
  session.remove(ada_);
  session.remove(session.get_one<Order>(1, 7));
  session.commit();
  EXPECT_THAT(rows(counts), ElementsAre("1|0|0|0|0|0|0|0|0"));
  EXPECT_THAT(rows("SELECT name, mentor_id FROM artists"), ElementsAre("Ben|NULL"));
}

TEST_F(Abi, ATreeIsWalked) {
  const auto hall = session.create<Room>({});
  hall->beside().append(session.create<Room>({}));
  session.commit();
  EXPECT_EQ(hall->beside()[0].beside().size(), 0U);
  EXPECT_THAT(rows("SELECT near, far FROM door"), ElementsAre("1|2"));
}

TEST_F(Abi, WhatIsNotReadIsNotKnown) {
  session.expunge(ada_);
  EXPECT_THROW((void)ada_->pupils().size(), orm::DetachedError);
  EXPECT_THROW((void)make<Work>({.artist = ada_})->shelf(), orm::ValueNotKnown);
  session.rollback();
  drop_all(engine);
  EXPECT_THAT(rows("SELECT count(*) FROM sqlite_schema"), ElementsAre("0"));
}

}  // namespace
}  // namespace studio
