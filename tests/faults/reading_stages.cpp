#include "program.h"

namespace faults_test {

namespace {

using faults::Author;
using faults::Book;
using faults::Credit;
using faults::Page;
using faults::Tag;

void say_books(World& world, Author& author) {
  world.say(author.name());
  for (Book& book : author.books()) {
    world.say(book.title());
    for (Tag& tag : book.tags()) world.say(tag.word());
  }
}

auto authors(World& world) { return world.session.query<Author>().order_by(Author::fields.id); }

void walk(World& world) {
  world.session.expunge_all();
  for (const auto& author : authors(world).all()) {
    say_books(world, *author);
    world.say(author->mentor() ? author->mentor()->name() : "none");
    world.say(author->profile() ? author->profile()->bio() : "none");
    for (auto& note : author->notes()) world.say(note.text());
    for (auto& each : author->friends()) world.say(each.name());
    for (auto& credit : author->credits()) world.say(credit.role() + credit.book()->title());
  }
}

void read_deferred(World& world) {
  world.session.expunge_all();
  for (const auto& book : world.session.query<Book>().order_by(Book::fields.id).all()) {
    const auto text = book->text();
    world.say(text ? std::string(*text).substr(4990) : "none");
    world.say(book->author() ? book->author()->name() : "none");
  }
}

void join(World& world) {
  world.session.expunge_all();
  const auto query = authors(world).options(
      orm::joinedload(Author::fields.books).selectinload(Book::fields.tags),
      orm::joinedload(Author::fields.profile),
      orm::selectinload(Author::fields.credits).joinedload(Credit::fields.book),
      orm::selectinload(Author::fields.friends));
  for (const auto& author : query.all()) {
    say_books(world, *author);
    for (auto& credit : author->credits()) world.say(credit.book()->title());
  }
}

void read_again(World& world) {
  for (const auto& author :
       authors(world).populate_existing().options(orm::selectinload(Author::fields.books)).all()) {
    say_books(world, *author);
  }
  world.say(world.session.get<Author>(1)->name());
  world.say(world.session.get<Author>(77) ? "there" : "not there");
}

void stream(World& world) {
  world.session.expunge_all();
  for (Page& page : world.session.query<Page>()
                        .options(orm::selectinload(Page::fields.book))
                        .order_by(Page::fields.id)
                        .stream(15)) {
    if (page.number() == 4) world.say(page.book()->title());
  }
  for (const auto& [number, weight] : world.session.query<Page>()
                                          .order_by(Page::fields.number, Page::fields.id)
                                          .select(Page::fields.number, Page::fields.weight)
                                          .stream()) {
    if (number % 16 == 1) world.say(std::to_string(weight));
  }
}

void ask(World& world) {
  auto& session = world.session;
  world.say(session.query<Book>().filter(orm::any(Book::fields.tags)).count());
  const auto counts = session.query<Author>()
                          .outerjoin(Author::fields.books)
                          .group_by(Author::fields.id)
                          .order_by(Author::fields.id)
                          .select(Author::fields.name, orm::func::count(Book::fields.id));
  for (const auto& [name, books] : counts.all()) world.say(name + std::to_string(books));
  const auto lengths = session.query<Book>()
                           .order_by(Book::fields.id)
                           .select(orm::func::length(Book::fields.text), Book::fields.text);
  for (const auto& [length, text] : lengths.all()) {
    world.say(length.value_or(0) == static_cast<std::int64_t>(text.value_or("").size()) ? "long"
                                                                                        : "cut");
  }
  for (const auto& line : session.query<Book>().filter(Book::fields.id == 1).explain()) {
    world.say(line);
  }
}

// Often enough to stay open between two runs.
void look_up(World& world) {
  auto& session = world.session;
  session.expunge_all();
  for (std::int64_t id = 1; id <= 9; ++id) {
    const auto tag = session.get<Tag>(id);
    world.say(tag ? tag->word() : "none");
    if (tag) {
      const auto same = session.query<Tag>().filter(Tag::fields.word == tag->word()).first();
      world.say(same == tag ? "the same" : "another");
    }
  }
  for (std::int64_t id = 1; id <= 9; ++id) {
    for (const auto& page : session.query<Page>().filter(Page::fields.book_id == id).all()) {
      world.say(page->number());
    }
  }
}

constexpr Stage stages_that_read[] = {
    {"walk", walk},     {"read deferred", read_deferred}, {"join", join}, {"look up", look_up},
    {"stream", stream}, {"read again", read_again},       {"ask", ask}};

}  // namespace

std::span<const Stage> reading_stages() { return stages_that_read; }

// What reads runs in the middle of what writes: the session has much by then, and there are rows of
// every kind.
std::vector<Stage> all_stages() {
  std::vector<Stage> stages;
  std::size_t read = 0;
  for (const Stage& stage : writing_stages()) {
    stages.push_back(stage);
    if (stages.size() > 2 && read < reading_stages().size()) {
      stages.push_back(reading_stages()[read++]);
    }
  }
  return stages;
}

}  // namespace faults_test
