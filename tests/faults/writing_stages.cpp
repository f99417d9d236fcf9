#include "fault_points.h"
#include "program.h"

namespace faults_test {

namespace {

using faults::Author;
using faults::Book;
using faults::Credit;
using faults::Note;
using faults::Page;
using faults::Profile;
using faults::Tag;
using orm::make;
using orm::Ptr;

// Longer than a page of the database.
std::string long_text(char letter) { return std::string(5000, letter); }

Ptr<Author> author(World& world, const char* name) {
  return world.session.query<Author>().filter(Author::fields.name == name).one();
}

Ptr<Book> book(World& world, const char* title) {
  return world.session.query<Book>().filter(Book::fields.title == title).one();
}

Ptr<Tag> tag(World& world, const char* word) {
  return world.session.query<Tag>().filter(Tag::fields.word == word).one();
}

void make_all(World& world) {
  auto ada = make<Author>({.name = "Ada"});
  auto ben = make<Author>({.name = "Ben", .mentor = ada});
  auto cleo = make<Author>({.name = "Cleo", .mentor = ada});
  auto dan = make<Author>({.name = "Dan", .mentor = ben});
  ada->friends().append(ben);
  ada->friends().append(cleo);
  cleo->friends().append(ada);
  auto red = make<Tag>({.word = "red"});
  auto green = make<Tag>({.word = "green"});
  auto blue = make<Tag>({.word = "blue"});
  int number = 0;
  for (const auto& writer : {ada, ben, cleo}) {
    writer->set_profile(make<Profile>({.bio = "about " + writer->name()}));
    for (int i = 0; i < 3; ++i) {
      ++number;
      auto made = make<Book>({.title = "Book " + std::to_string(number),
                              .text = long_text(static_cast<char>('a' + number)),
                              .author = writer});
      made->tags().append(i == 0 ? red : green);
      if (i == 1) made->tags().append(blue);
      for (int page = 1; page <= 4; ++page) {
        made->pages().append(
            make<Page>({.number = page, .text = "page", .weight = 0.5 * page + number}));
      }
      make<Credit>({.role = "editor", .author = dan, .book = made});
      writer->notes().append(make<Note>({.text = "note " + std::to_string(number)}));
    }
  }
  world.session.add_all(ada, dan);
}

void change_all(World& world) {
  auto ada = author(world, "Ada");
  auto ben = author(world, "Ben");
  auto cleo = author(world, "Cleo");
  ada->set_name("Ada L.");
  cleo->set_mentor(ben);
  book(world, "Book 1")->set_author(cleo);
  ben->books()[0].set_text(long_text('z'));
  ben->books().remove(ben->books()[1]);
  ada->set_profile(make<Profile>({.bio = "another one"}));
  ada->notes().remove(ada->notes()[0]);
  ada->notes().append(make<Note>({.text = "late"}));
  cleo->notes()[1].set_author(ada);
  auto first = book(world, "Book 2");
  first->tags().assign({tag(world, "blue"), tag(world, "red")});
  ada->friends().remove(*cleo);
  ben->friends().append(cleo);
  first->credits()[0].set_role("author");
  make<Credit>({.role = "reader", .author = ben, .book = first});
}

// The unique values of both change places.
void swap_titles(World& world) {
  auto first = book(world, "Book 3");
  auto second = book(world, "Book 4");
  first->set_title("Book 4 for now");
  world.session.flush();
  second->set_title("Book 3");
  first->set_title("Book 4");
  auto blue = tag(world, "blue");
  const std::int64_t id = blue->id();
  for (auto& each : blue->books()) world.say(each.title());
  blue->books().clear();
  world.session.remove(blue);
  auto sky = make<Tag>({.id = id, .word = "blue"});
  sky->books().append(first);
  world.session.add(sky);
}

void use_savepoints(World& world) {
  auto ben = author(world, "Ben");
  ben->set_name("Ben outside");
  {
    orm::Savepoint savepoint = world.session.begin_nested();
    world.session.add(make<Tag>({.word = "not kept"}));
    ben->set_name("Ben inside");
    ben->notes().clear();
    world.session.flush();
    savepoint.rollback();
  }
  world.say(ben->name());
  {
    orm::Savepoint outer = world.session.begin_nested();
    world.session.add(make<Tag>({.word = "kept"}));
    orm::Savepoint inner = world.session.begin_nested();
    auto twice = make<Tag>({.word = "red"});
    world.session.add(twice);
    try {
      world.session.flush();
      world.say("a tag was stored twice");
    } catch (const orm::IntegrityError& error) {
      // SQLite names it where it has memory to.
      const bool is_named = !error.constraint().empty() || !has_struck();
      world.say(is_named ? error.constraint() : "tags.word");
      inner.rollback();
    }
    outer.commit();
  }
  ben->set_name("Ben");
}

void write_rows(World& world) {
  auto& session = world.session;
  const std::int64_t id = book(world, "Book 5")->id();
  std::vector<Page::Init> pages;
  for (int i = 10; i < 60; ++i) {
    pages.push_back({.number = i, .text = "bulk", .weight = 1.0 / i, .book_id = id});
  }
  world.say(session.bulk_insert<Page>(pages));
  world.say(session.upsert<Tag>({{.word = "red"}, {.word = "violet"}},
                                orm::on_conflict(Tag::fields.word).do_nothing()));
  world.say(session.query<Page>()
                .filter(Page::fields.number > 50)
                .update({orm::set(Page::fields.text, Page::fields.text + "!")}));
  world.say(session.query<Page>().filter(Page::fields.number == 30).remove());
  using Words = std::tuple<std::int64_t, std::string>;
  const std::vector<Words> rows = {Words(1, "first"), Words(2, "second")};
  world.say(session.bulk_update(rows, Page::fields.id, Page::fields.text));
  session.execute(orm::text("UPDATE pages SET weight = weight + :more WHERE number = 20"),
                  {{"more", 2.0}});
}

void stream_and_change(World& world) {
  for (Page& page : world.session.query<Page>()
                        .options(orm::selectinload(Page::fields.book))
                        .order_by(Page::fields.id)
                        .stream(20)) {
    if (page.id() % 7 != 0) continue;
    page.set_text("seven " + page.book()->title());
    if (page.id() % 21 == 0) world.session.flush();
  }
}

void remove_some(World& world) {
  auto cleo = author(world, "Cleo");
  for (Author& other : cleo->friend_of()) world.say(other.name());
  world.session.remove(book(world, "Book 9"));
  cleo->pupils().clear();
  world.session.remove(cleo);
  world.session.remove(book(world, "Book 5"));
  // Its books and pupils stay, without their author.
  world.session.remove(author(world, "Dan"));
}

void roll_back(World& world) {
  auto ada = author(world, "Ada L.");
  world.session.add(make<Note>({.text = "gone", .author = ada}));
  ada->set_name("gone");
  ada->books()[0].tags().clear();
  world.session.flush();
  world.session.remove(author(world, "Ben"));
  world.session.rollback();
  world.say(ada->name());
  world.say(static_cast<std::int64_t>(ada->books()[0].tags().size()));
  ada->set_name("Ada again");
}

// The same objects at each attempt.
void add_kept(World& world) {
  if (!world.kept_author) {
    auto eve = make<Author>({.name = "Eve"});
    eve->notes().append(make<Note>({.text = "kept"}));
    world.kept_book = make<Book>({.title = "Kept"});
    world.kept_author = eve;
  }
  world.kept_author->set_name("Eve");
  world.session.add(world.kept_author);
  world.kept_book->set_author(world.kept_author);
  auto red = tag(world, "red");
  if (!world.kept_book->tags().contains(red)) world.kept_book->tags().append(red);
  world.session.flush();
  world.say(world.kept_author->id());
  world.kept_author->set_name("Eve stored");
}

void merge_and_expire(World& world) {
  auto merged = world.session.merge(make<Author>({.id = 2, .name = "Ben merged"}));
  world.session.flush();
  world.session.expire(merged);
  world.say(merged->name());
  world.session.refresh(merged);
  for (Book& each : merged->books()) world.say(each.title());
  world.session.expire_all();
  world.say(merged->version());
  merged->set_name("Ben");
}

void use_another_session(World& world) {
  world.session.commit();
  const auto count = world.engine.run_in_transaction(
      [](orm::Session& session) {
        const auto there = session.query<Tag>().filter(Tag::fields.word == "elsewhere");
        if (!there.exists()) session.create<Tag>({.word = "elsewhere"});
        return session.query<Tag>().count();
      },
      {.attempts = 1});
  world.say(count);
}

constexpr Stage stages_that_write[] = {{"make all", make_all},
                                       {"change all", change_all},
                                       {"swap titles", swap_titles},
                                       {"use savepoints", use_savepoints},
                                       {"write rows", write_rows},
                                       {"stream and change", stream_and_change},
                                       {"remove some", remove_some},
                                       {"roll back", roll_back},
                                       {"add kept", add_kept},
                                       {"merge and expire", merge_and_expire},
                                       {"use another session", use_another_session, true}};

}  // namespace

std::span<const Stage> writing_stages() { return stages_that_write; }

}  // namespace faults_test
