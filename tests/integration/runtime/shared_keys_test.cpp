// A primary key that is a foreign key, too: an object has the key of another one.
#include <optional>

#include "database.h"
#include "values.orm.hpp"

namespace values {

using testing::ElementsAre;

class SharedKeys : public orm_test::DatabaseTest {
 protected:
  SharedKeys() : DatabaseTest(&values::create_all) {}

  orm::Ptr<Country> norway = orm::make<Country>({.code = "no", .name = "Norway"});
};

TEST_F(SharedKeys, TheKeyIsCopiedFromTheLinkedObject) {
  auto anthem = orm::make<Anthem>({.title = "Ja, vi elsker", .country = norway});
  EXPECT_EQ(anthem->country_code(), "no");
  session.add(norway);
  session.commit();
  EXPECT_THAT(rows("SELECT country_code, title FROM anthems"), ElementsAre("no|Ja, vi elsker"));
  EXPECT_EQ(session.get<Anthem>("no"), anthem);
  EXPECT_EQ(norway->anthem(), anthem);
}

TEST_F(SharedKeys, TheKeyCanBeGivenAsAColumn) {
  session.add(norway);
  session.flush();
  session.create<Anthem>({.country_code = "no", .title = "Ja, vi elsker"});
  session.commit();
  EXPECT_EQ(norway->anthem()->title(), "Ja, vi elsker");
}

TEST_F(SharedKeys, WithoutTheOtherObjectTheKeyIsMissing) {
  session.create<Anthem>({.title = "Ja, vi elsker"});
  EXPECT_THROW(session.flush(), orm::RequiredKeyError);
}

TEST_F(SharedKeys, AStoredObjectChangesItsKeyOnlyWhereItIsSet) {
  auto anthem = session.create<Anthem>({.title = "Ja, vi elsker", .country = norway});
  auto sweden = session.create<Country>({.code = "se", .name = "Sweden"});
  session.commit();
  EXPECT_THROW(anthem->set_country(sweden), orm::InvalidRequestError);
  EXPECT_EQ(anthem->country(), norway);
  session.commit();
  EXPECT_THAT(rows("SELECT country_code FROM anthems"), ElementsAre("no"));
  anthem->set_country_code("se");
  EXPECT_EQ(anthem->country(), sweden);
  EXPECT_EQ(norway->anthem(), nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT country_code FROM anthems"), ElementsAre("se"));
  EXPECT_EQ(sweden->anthem(), anthem);
}

TEST_F(SharedKeys, AfterARollbackTheObjectsCanBeAddedAgain) {
  auto anthem = session.create<Anthem>({.title = "Ja, vi elsker", .country = norway});
  session.flush();
  session.rollback();
  session.add(anthem);
  session.commit();
  EXPECT_THAT(rows("SELECT country_code FROM anthems"), ElementsAre("no"));
}

}  // namespace values
