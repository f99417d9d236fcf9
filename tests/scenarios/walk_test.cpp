// The statements of a walk over lists and lists of lists; docs/loading.md has the table.
#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "adaptive.orm.hpp"
#include "database.h"

namespace adaptive {

using orm::Ptr;
using testing::HasSubstr;

using Authors = std::vector<Ptr<Author>>;

class Walk : public orm_test::DatabaseTest {
 protected:
  Walk() : DatabaseTest(&adaptive::create_all) {
    const std::string numbers =
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49999) ";
    orm_test::execute(file(), numbers + "INSERT INTO authors SELECT i, i FROM n WHERE i < 1000");
    orm_test::execute(file(),
                      numbers + "INSERT INTO books SELECT i, i, i / 10 FROM n WHERE i < 10000");
    orm_test::execute(file(), numbers + "INSERT INTO chapters SELECT i, i, i / 5 FROM n");
    orm_test::execute(file(), "INSERT INTO letters SELECT * FROM books");
    orm_test::execute(file(), "INSERT INTO sheets SELECT * FROM chapters");
  }

  // Reads the authors as the options say and uses each of them. Returns the statements of all of
  // it.
  template <class Use, class... Options>
  std::string count(bool is_shuffled, Use use, const Options&... options) {
    orm::Session reading(engine);
    recorder.clear();
    Authors authors = reading.query<Author>().options(options...).all();
    if (is_shuffled) std::shuffle(authors.begin(), authors.end(), std::mt19937(5));
    for (const auto& author : authors) use(*author);
    std::string digits = std::to_string(recorder.executions());
    if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
    return digits;
  }

  template <class First, class... Options>
  std::string row(const char* strategy, bool is_shuffled, const First& first,
                  const Options&... options) {
    std::size_t chapters = 0;
    const auto books = [](Author& author) { EXPECT_EQ(author.books().size(), 10U); };
    const auto both = [&chapters](Author& author) {
      for (const Book& book : author.books()) chapters += book.chapters().size();
    };
    const std::string line = std::string("| ") + strategy + " | " +
                             count(is_shuffled, books, first) + " | " +
                             count(is_shuffled, both, options...) + " |\n";
    EXPECT_EQ(chapters, 50000U);
    return line;
  }
};

TEST_F(Walk, Scenario103_TheTableOfTheDocumentationIsTrue) {
  std::ifstream page(std::string(ORM_SOURCE_DIR) + "/docs/loading.md");
  std::stringstream text;
  text << page.rdbuf();
  EXPECT_THAT(text.str(),
              HasSubstr(row("adaptive, in order", false, orm::adaptiveload(Author::fields.books))));
  EXPECT_THAT(text.str(), HasSubstr(row("adaptive, in any order", true,
                                        orm::adaptiveload(Author::fields.books))));
  EXPECT_THAT(
      text.str(),
      HasSubstr(row("selectin", true, orm::selectinload(Author::fields.books),
                    orm::selectinload(Author::fields.books).selectinload(Book::fields.chapters))));
  EXPECT_THAT(
      text.str(),
      HasSubstr(row("joined", true, orm::joinedload(Author::fields.books),
                    orm::joinedload(Author::fields.books).joinedload(Book::fields.chapters))));
  std::size_t sheets = 0;
  const auto letters = [](Author& author) { EXPECT_EQ(author.letters().size(), 10U); };
  const auto both = [&sheets](Author& author) {
    for (const Letter& letter : author.letters()) sheets += letter.sheets().size();
  };
  EXPECT_THAT(text.str(),
              HasSubstr("| select | " + count(true, letters) + " | " + count(true, both) + " |\n"));
  EXPECT_EQ(sheets, 50000U);
}

}  // namespace adaptive
