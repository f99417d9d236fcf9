// The queries of docs/queries.md run, and become the SQL that it shows.
#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "orm/orm.h"
#include "relationships.orm.hpp"

using namespace relationships;

namespace {

class Queries : public orm_test::DatabaseTest {
 protected:
  Queries() : DatabaseTest(&relationships::create_all) {}

  void SetUp() override {
    auto ada = orm::make<User>({.name = "Ada"});
    ada->posts().append(orm::make<Post>({.title = "Hello"}));
    auto student = orm::make<Student>({.name = "Bob"});
    student->courses().append(orm::make<Course>({.name = "Physics"}));
    store(ada, orm::make<User>({.name = "Eve"}), student);
  }

  std::string last_sql() const {
    std::string text = recorder.statements().back().sql;
    std::erase(text, '"');
    return text;
  }
};

#include "query_blocks.inc"

}  // namespace
