#include "comparison.h"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "faults.orm.hpp"

namespace faults_test {

namespace {

using faults::Author;
using faults::Book;
using faults::Credit;
using faults::Note;
using faults::Page;
using faults::Profile;
using faults::Tag;

struct FinalizeLook {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// With a line for each row: its cells, separated by `|`.
std::string look(sqlite3* database, const char* sql) {
  sqlite3_stmt* compiled = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &compiled, nullptr);
  const std::unique_ptr<sqlite3_stmt, FinalizeLook> statement(compiled);
  std::string text;
  int code = SQLITE_ERROR;
  while (compiled != nullptr && (code = sqlite3_step(compiled)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(compiled); ++i) {
      const unsigned char* cell = sqlite3_column_text(compiled, i);
      if (i > 0) text += '|';
      text += cell == nullptr ? "none" : reinterpret_cast<const char*>(cell);
    }
    text += '\n';
  }
  if (code == SQLITE_DONE) return text;
  throw std::runtime_error(std::string(sql) + ": " + sqlite3_errmsg(database));
}

// The keys of a list's members, as the session reads them.
constexpr const char* looks[] = {
    R"(SELECT a.id, a.name, a.version, a.mentor_id,
  (SELECT group_concat(id) FROM (SELECT id FROM authors WHERE mentor_id = a.id ORDER BY id)),
  (SELECT group_concat(id) FROM (SELECT id FROM books WHERE author_id = a.id ORDER BY id)),
  (SELECT group_concat(id) FROM (SELECT id FROM notes WHERE author_id = a.id ORDER BY id)),
  (SELECT id FROM profiles WHERE author_id = a.id),
  (SELECT group_concat(id) FROM
    (SELECT friend_id AS id FROM friendship WHERE author_id = a.id ORDER BY id)),
  (SELECT group_concat(id) FROM
    (SELECT author_id AS id FROM friendship WHERE friend_id = a.id ORDER BY id)),
  (SELECT group_concat(id) FROM
    (SELECT book_id AS id FROM credits WHERE author_id = a.id ORDER BY id))
FROM authors AS a ORDER BY a.id)",
    R"(SELECT b.id, b.title, coalesce(substr(b.text, 4999), 'none'), b.author_id,
  (SELECT group_concat(id) FROM
    (SELECT tag_id AS id FROM book_tag WHERE book_id = b.id ORDER BY id)),
  (SELECT group_concat(id) FROM
    (SELECT author_id AS id FROM credits WHERE book_id = b.id ORDER BY id)),
  (SELECT group_concat(id) FROM (SELECT id FROM pages WHERE book_id = b.id ORDER BY id))
FROM books AS b ORDER BY b.id)",
    "SELECT id, text, author_id FROM notes ORDER BY id",
    "SELECT id, bio, author_id FROM profiles ORDER BY id",
    R"(SELECT t.id, t.word,
  (SELECT group_concat(id) FROM
    (SELECT book_id AS id FROM book_tag WHERE tag_id = t.id ORDER BY id))
FROM tags AS t ORDER BY t.id)",
    "SELECT author_id, book_id, role FROM credits ORDER BY author_id, book_id",
    "SELECT id, number, text, cast(weight * 1000 AS INTEGER), book_id FROM pages ORDER BY id"};

// A row in the making.
class LineOfRow {
 public:
  LineOfRow& cell(const std::string& text) {
    text_ += (text_.empty() ? "" : "|") + text;
    return *this;
  }
  LineOfRow& cell(std::int64_t number) { return cell(std::to_string(number)); }
  template <class T>
  LineOfRow& key(const orm::Ptr<T>& object) {
    return object ? cell(object->id()) : cell("none");
  }
  template <class Range, class Key>
  LineOfRow& keys(const Range& members, Key key) {
    std::string text;
    for (const auto& member : members) {
      text += (text.empty() ? "" : ",") + std::to_string(key(member));
    }
    return cell(text.empty() ? "none" : text);
  }
  template <class Range>
  LineOfRow& ids(const Range& members) {
    return keys(members, [](const auto& member) { return member.id(); });
  }
  std::string line() const { return text_ + '\n'; }

 private:
  std::string text_;
};

std::string line_of(const Author& it) {
  const auto book = [](const Credit& credit) { return credit.book_id(); };
  return LineOfRow()
      .cell(it.id())
      .cell(it.name())
      .cell(it.version())
      .key(it.mentor())
      .ids(it.pupils())
      .ids(it.books())
      .ids(it.notes())
      .key(it.profile())
      .ids(it.friends())
      .ids(it.friend_of())
      .keys(it.credits(), book)
      .line();
}

std::string line_of(const Book& it) {
  const auto author = [](const Credit& credit) { return credit.author_id(); };
  const auto& text = it.text();
  return LineOfRow()
      .cell(it.id())
      .cell(it.title())
      .cell(text ? std::string(*text).substr(4998) : "none")
      .key(it.author())
      .ids(it.tags())
      .keys(it.credits(), author)
      .ids(it.pages())
      .line();
}

std::string line_of(const Note& it) {
  return LineOfRow().cell(it.id()).cell(it.text()).key(it.author()).line();
}

std::string line_of(const Profile& it) {
  return LineOfRow().cell(it.id()).cell(it.bio()).key(it.author()).line();
}

std::string line_of(const Tag& it) {
  return LineOfRow().cell(it.id()).cell(it.word()).ids(it.books()).line();
}

std::string line_of(const Credit& it) {
  return LineOfRow().key(it.author()).key(it.book()).cell(it.role()).line();
}

std::string line_of(const Page& it) {
  return LineOfRow()
      .cell(it.id())
      .cell(it.number())
      .cell(it.text())
      .cell(static_cast<std::int64_t>(it.weight() * 1000))
      .key(it.book())
      .line();
}

template <class T, class... Order>
std::string lines_of(orm::Session& session, const Order&... order) {
  std::string text;
  for (const auto& each : session.query<T>().order_by(order...).all()) text += line_of(*each);
  return text;
}

}  // namespace

std::string text_of_rows(sqlite3* database) {
  std::string text;
  for (const char* sql : looks) text += look(database, sql) + '\n';
  return text;
}

std::string text_of_objects(orm::Session& session) {
  return lines_of<Author>(session, Author::fields.id) + '\n' +
         lines_of<Book>(session, Book::fields.id) + '\n' +
         lines_of<Note>(session, Note::fields.id) + '\n' +
         lines_of<Profile>(session, Profile::fields.id) + '\n' +
         lines_of<Tag>(session, Tag::fields.id) + '\n' +
         lines_of<Credit>(session, Credit::fields.author_id, Credit::fields.book_id) + '\n' +
         lines_of<Page>(session, Page::fields.id) + '\n';
}

std::string damage_of(sqlite3* database) {
  const std::string check = look(database, "PRAGMA integrity_check");
  return (check == "ok\n" ? "" : check) + look(database, "PRAGMA foreign_key_check");
}

}  // namespace faults_test
