// Rows that are read one at a time.
#include <iterator>

#include "joins.h"
#include "orm/error.h"

namespace scenarios {
namespace {

using testing::ThrowsMessage;

class RowStreams : public Joins {
 protected:
  auto emails() {
    return session.query<Address>().order_by(by_address.id).select(by_address.id, by_address.email);
  }
};

using Stream = orm::RowStream<std::tuple<std::int64_t, std::string>>;
static_assert(std::input_iterator<Stream::Iterator>);
static_assert(!std::is_copy_constructible_v<Stream>);

TEST_F(RowStreams, ReadTheRowsInOrderByOneStatement) {
  std::vector<std::string> found;
  for (const auto& [id, email] : emails().stream()) found.push_back(std::to_string(id) + email);
  EXPECT_THAT(found, ElementsAre("1a1", "2a2", "3b1"));
  EXPECT_EQ(recorder.statements().size(), 1U);
  emails().all();
  EXPECT_EQ(recorder.prepares(), 1U) << "it is the statement of all()";
}

TEST_F(RowStreams, ReadNoFurtherThanTheLoop) {
  auto stream = session.query<Address>().order_by(by_address.id).select(by_address.email).stream();
  for (const std::string& email : stream) {
    if (email == "a1") break;
  }
  std::vector<std::string> rest;
  for (const std::string& email : stream) rest.push_back(email);
  EXPECT_THAT(rest, ElementsAre("a2", "b1")) << "a second loop goes on behind the first one";
  EXPECT_TRUE(stream.begin() == stream.end());
}

TEST_F(RowStreams, LetTheBodyUseTheSession) {
  int count = 0;
  for (const auto& row : emails().stream()) {
    session.create<User>({.name = std::get<1>(row)});
    EXPECT_EQ(session.query<User>().filter(by_user.name == std::get<1>(row)).count(), 1);
    if (++count == 2) session.commit();
  }
  EXPECT_EQ(count, 3);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM users"), ElementsAre("6"));
}

TEST_F(RowStreams, EndWithTheirTransaction) {
  auto stream = emails().stream();
  auto at = stream.begin();
  session.rollback();
  EXPECT_THAT([&] { ++at; }, ThrowsMessage<orm::InvalidRequestError>(
                                 HasSubstr("this stream of scenarios::Address has ended, for")));
}

TEST_F(RowStreams, AreOfValues) {
  EXPECT_THAT([&] { (void)session.query<User>().select(by_user.id, User::fields).stream(); },
              ThrowsMessage<orm::InvalidRequestError>(
                  "stream() of rows of scenarios::User would collect the objects among them; "
                  "select columns, or stream the query for objects"));
}

TEST_F(RowStreams, SayWhichRowDoesNotFit) {
  session.execute(orm::text("UPDATE users SET name = x'00' WHERE id = 2"));
  auto stream = session.query<User>().order_by(by_user.id).select(by_user.name).stream();
  auto at = stream.begin();
  EXPECT_EQ(*at, "ann");
  EXPECT_THROW(++at, orm::DataError);
}

}  // namespace
}  // namespace scenarios
