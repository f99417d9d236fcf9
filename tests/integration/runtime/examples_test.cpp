// The language page's schemas and that of Chinook: a row of each entity goes to the database, and
// comes back in another session.
#include "chinook.orm.hpp"
#include "database.h"
#include "enrollment.orm.hpp"
#include "tree.orm.hpp"

namespace {

using namespace std::chrono_literals;
using orm::DateTime;
using orm::Decimal;
using testing::ElementsAre;

class Tree : public orm_test::DatabaseTest {
 protected:
  Tree() : DatabaseTest(&catalog::create_all) {}
};

class Enrollments : public orm_test::DatabaseTest {
 protected:
  Enrollments() : DatabaseTest(&registrar::create_all) {}
};

class Chinook : public orm_test::DatabaseTest {
 protected:
  Chinook() : DatabaseTest(&chinook::create_all) {}
};

TEST_F(Tree, ComesBack) {
  using namespace catalog;
  const auto music = orm::make<Category>({.name = "Music"});
  music->children().append(orm::make<Category>({.name = "Rock", .position = 2}));
  music->children().append(orm::make<Category>({.name = "Jazz", .position = 1}));
  const auto first = orm::make<Revision>({});
  const auto second = orm::make<Revision>({.previous = first});
  const auto ada = orm::make<Person>({.name = "Ada"});
  ada->following().append(orm::make<Person>({.name = "Bob"}));
  store(music, second, ada);

  orm::Session other(engine);
  const auto root = other.get<Category>(music->id());
  EXPECT_EQ(root->children()[0].name(), "Jazz");
  EXPECT_EQ(root->children()[1].position(), 2);
  EXPECT_EQ(root->children()[1].parent(), root);
  const auto last = other.get<Revision>(second->id());
  EXPECT_EQ(last->previous()->id(), first->id());
  EXPECT_EQ(last->previous()->next(), last);
  const auto bob = other.query<Person>().filter(Person::fields.name == "Bob").one();
  EXPECT_EQ(bob->followers()[0].name(), "Ada");
  EXPECT_EQ(bob->following().size(), 0U);

  // The schema's condition is the database's.
  bob->following().append(bob);
  EXPECT_THROW(other.commit(), orm::IntegrityError);
}

TEST_F(Enrollments, ComeBack) {
  using namespace registrar;
  const auto ada = orm::make<Student>({.name = "Ada"});
  const auto physics = orm::make<Course>({.title = "Physics"});
  const auto enrollment = orm::make<Enrollment>(
      {.enrolled_on = 2026y / 1 / 31, .grade = Grade::merit, .student = ada, .course = physics});
  store(enrollment, orm::make<Enrollment>(
                        {.student = ada, .course = orm::make<Course>({.title = "Mathematics"})}));
  EXPECT_THAT(rows("SELECT enrolled_on, grade FROM Enrollment WHERE grade IS NOT NULL"),
              ElementsAre("2026-01-31|2"));

  orm::Session other(engine);
  const auto found = other.get<Enrollment>(ada->id(), physics->id());
  EXPECT_EQ(found->enrolled_on(), 2026y / 1 / 31);
  EXPECT_EQ(found->grade(), Grade::merit);
  EXPECT_EQ(found->course()->title(), "Physics");
  EXPECT_EQ(found->student()->enrollments().size(), 2U);
  EXPECT_EQ(found->student()->enrollments()[1].enrolled_on(), orm::today());
  EXPECT_EQ(found->student()->courses().size(), 2U);
}

TEST_F(Chinook, ComesBack) {
  using namespace chinook;
  const auto rock = orm::make<Genre>({.name = "Rock"});
  const auto artist = orm::make<Artist>({.name = "Nobody"});
  const auto album = orm::make<Album>({.title = "Nothing", .artist = artist});
  const auto track = orm::make<Track>({.name = "Silence",
                                       .composer = "Nobody",
                                       .milliseconds = 273'000,
                                       .bytes = 1,
                                       .unit_price = Decimal("0.99"),
                                       .album = album,
                                       .media_type = orm::make<MediaType>({.name = "air"}),
                                       .genre = rock});
  const auto playlist = orm::make<Playlist>({.name = "Quiet", .tracks = {track}});
  const auto boss = orm::make<Employee>({.last_name = "B", .first_name = "Ada"});
  const auto agent =
      orm::make<Employee>({.last_name = "A",
                           .first_name = "Grace",
                           .hire_date = DateTime(std::chrono::sys_days(2002y / 5 / 1)),
                           .manager = boss});
  const auto customer = orm::make<Customer>(
      {.first_name = "C", .last_name = "D", .email = "c@d", .support_rep = agent});
  const auto invoice =
      orm::make<Invoice>({.invoice_date = orm::parse_date_time("2026-01-31 18:30:00"),
                          .total = Decimal("1.98"),
                          .customer = customer});
  const auto line = orm::make<InvoiceLine>(
      {.unit_price = Decimal("0.99"), .quantity = 2, .invoice = invoice, .track = track});
  store(playlist, line);
  EXPECT_THAT(rows("SELECT \"InvoiceDate\", \"Total\" FROM \"Invoice\""),
              ElementsAre("2026-01-31 18:30:00|1.98"));

  orm::Session other(engine);
  const auto found = other.query<InvoiceLine>().one();
  EXPECT_EQ(found->unit_price() * found->quantity(), found->invoice()->total());
  EXPECT_EQ(found->invoice()->invoice_date(), invoice->invoice_date());
  EXPECT_EQ(found->invoice()->customer()->support_rep()->manager()->first_name(), "Ada");
  EXPECT_EQ(found->invoice()->customer()->support_rep()->hire_date(), agent->hire_date());
  EXPECT_EQ(found->track()->album()->artist()->name(), "Nobody");
  EXPECT_EQ(found->track()->genre()->name(), "Rock");
  EXPECT_EQ(found->track()->media_type()->name(), "air");
  EXPECT_EQ(found->track()->playlists()[0].name(), "Quiet");
  EXPECT_TRUE(engine.verify(chinook::registry()).empty());
}

}  // namespace
