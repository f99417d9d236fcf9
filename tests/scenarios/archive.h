// What the tests of columns that are read in part share.
#pragma once

#include <string>
#include <vector>

#include "database.h"
#include "deferred.orm.hpp"

namespace archive {

using orm::make;
using orm::Ptr;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Archive : public orm_test::DatabaseTest {
 protected:
  Archive() : DatabaseTest(&archive::create_all) {}

  // Behind the session's back.
  void write(const std::string& script) const { orm_test::execute(file(), script); }

  // Numbered from 1, each of one of the writers.
  void store_articles(int count, int writers = 0) {
    write(numbered(writers) +
          "INSERT INTO writers SELECT i, 'writer ' || i, 'email ' || i, 30 + i, 'life ' || i "
          "FROM n");
    write(numbered(count) +
          "INSERT INTO articles (id, title, summary, body, version, writer_id) "
          "SELECT i, 'title ' || i, 'summary ' || i, 'body ' || i, 1, " +
          (writers == 0 ? "NULL" : "1 + (i - 1) % " + std::to_string(writers)) + " FROM n");
  }

  std::vector<Ptr<Article>> all_articles() {
    recorder.clear();
    return session.query<Article>().order_by(Article::fields.id).all();
  }

  // The columns of each SELECT since the last call.
  std::vector<std::string> read_columns() {
    std::vector<std::string> columns;
    for (const orm::RecordedStatement& statement : recorder.statements()) {
      if (statement.sql.starts_with("SELECT ")) columns.push_back(columns_of(statement.sql));
    }
    recorder.clear();
    return columns;
  }

  template <class Read>
  static void expect_detached(Read read, const char* column, const char* remedy) {
    try {
      read();
      ADD_FAILURE() << column << " was read";
    } catch (const orm::DetachedError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr(column), HasSubstr(remedy)));
    }
  }

 private:
  static std::string numbered(int count) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 WHERE " + std::to_string(count) +
           " > 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(count) + ") ";
  }

  // `"articles"."id", "articles"."title"` as `id, title`.
  static std::string columns_of(const std::string& sql) {
    std::string names;
    std::string name;
    for (const char c : sql.substr(7, sql.find(" FROM ") - 7)) {
      if (c == ',') names += name + ", ";
      if (c == ',' || c == '.') {
        name.clear();
      } else if (c != ' ' && c != '"') {
        name += c;
      }
    }
    return names + name;
  }
};

}  // namespace archive
