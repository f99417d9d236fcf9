// A tree, a chain and a network: rows that refer to rows of their own table.
#include <fmt/core.h>

#include <string>
#include <utility>
#include <vector>

#include "catalog.orm.hpp"
#include "orm/orm.h"

using namespace catalog;

namespace {

// Says how many statements the work takes.
template <class Work>
void count_statements(orm::Session& session, const char* what, Work work) {
  orm::StatementRecorder recorder(session);
  work();
  fmt::print("{}, statements: {}\n", what, recorder.executions());
}

orm::Ptr<Category> category(const char* name, std::vector<orm::Ptr<Category>> children = {}) {
  return orm::make<Category>({.name = name, .children = std::move(children)});
}

// Adding the root adds the tree; each level is inserted by one statement.
void plant(orm::Session& session) {
  auto shop = category("Shop", {category("Books", {category("Comics"), category("Travel")}),
                                category("Music", {category("Tapes"), category("Vinyl")}),
                                category("Garden", {category("Seeds"), category("Tools")})});
  session.add(shop);
  count_statements(session, "three levels written", [&] { session.commit(); });
}

void print_tree(const Category& category, std::size_t depth = 0) {
  fmt::print("{:{}}{}\n", "", 2 * depth, category.name());
  for (const Category& child : category.children()) print_tree(child, depth + 1);
}

std::size_t size_of(const Category& category) {
  std::size_t size = 1;
  for (const Category& child : category.children()) size += size_of(child);
  return size;
}

orm::Ptr<Category> named(orm::Session& session, const char* name) {
  return session.query<Category>().filter(Category::fields.name == name).one();
}

// Says how many statements it takes to read the root and all that is below it.
template <class ReadRoot>
void count_reading(orm::Engine& engine, const char* how, ReadRoot read_root) {
  orm::Session session(engine);
  orm::StatementRecorder recorder(session);
  auto root = read_root(session);
  auto size = size_of(*root);
  fmt::print("{}: {} categories, statements: {}\n", how, size, recorder.executions());
}

void read_in_three_ways(orm::Engine& engine) {
  const auto& children = Category::fields.children;
  count_reading(engine, "one category at a time",
                [](orm::Session& session) { return named(session, "Shop"); });
  count_reading(engine, "one level at a time", [&](orm::Session& session) {
    auto levels = orm::selectinload(children).selectinload(children).selectinload(children);
    auto roots = session.query<Category>().filter(Category::fields.parent_id == std::nullopt);
    return roots.options(levels).one();
  });
  count_reading(engine, "all at once, however deep", [&](orm::Session& session) {
    auto query = session.query<Category>().order_by(Category::fields.id);
    return query.options(orm::selectinload(children)).all().front();
  });
}

void move_and_remove(orm::Session& session) {
  print_tree(*named(session, "Shop"));

  // The rows below `Books` do not change: they refer to it, wherever it is.
  auto books = named(session, "Books");
  auto music = named(session, "Music");
  count_statements(session, "a subtree moved", [&] {
    books->set_parent(music);
    session.commit();
  });
  print_tree(*named(session, "Shop"));

  // What memory does not have of the subtree, the database deletes with its root.
  session.expunge_all();
  auto garden = named(session, "Garden");
  count_statements(session, "a subtree removed", [&] {
    session.remove(garden);
    session.commit();
  });

  // An orphan, that is, what lost its parent, is deleted with what belongs to it.
  music = named(session, "Music");
  music->children().remove(named(session, "Books"));
  session.commit();
  print_tree(*named(session, "Shop"));
}

void print_chain(orm::Session& session) {
  auto revision =
      session.query<Revision>().filter(Revision::fields.previous_id == std::nullopt).one();
  std::string line = revision->note();
  while ((revision = revision->next())) line += " -> " + revision->note();
  fmt::print("{}\n", line);
}

void revise(orm::Session& session) {
  auto sketch = session.create<Revision>({.note = "sketch"});
  auto draft = session.create<Revision>({.note = "draft", .previous = sketch});
  auto finished = session.create<Revision>({.note = "final", .previous = draft});
  session.commit();
  print_chain(session);

  // Whoever takes a place in a one-to-one displaces the one that had it, at both ends.
  sketch->set_next(finished);
  fmt::print("draft is {} the chain\n", draft->previous() || draft->next() ? "in" : "out of");
  session.flush();
  session.remove(draft);
  session.commit();
  print_chain(session);
}

template <class People>
std::string names(const People& people) {
  std::string line;
  for (const Person& person : people) line += (line.empty() ? "" : ", ") + person.name();
  return line.empty() ? "nobody" : line;
}

void print_network(orm::Engine& engine) {
  orm::Session session(engine);
  count_statements(session, "both directions for everybody", [&] {
    auto people = session.query<Person>()
                      .options(orm::selectinload(Person::fields.following),
                               orm::selectinload(Person::fields.followers))
                      .order_by(Person::fields.name)
                      .all();
    for (const auto& person : people) {
      fmt::print("{} follows {}; followed by {}\n", person->name(), names(person->following()),
                 names(person->followers()));
    }
  });
}

void introduce(orm::Session& session) {
  auto ada = session.create<Person>({.name = "Ada"});
  auto edsger = session.create<Person>({.name = "Edsger"});
  auto grace = session.create<Person>({.name = "Grace", .following = {ada, edsger}});
  ada->following().append(grace);
  ada->followers().append(edsger);
  session.commit();
}

void part(orm::Session& session) {
  auto ada = session.query<Person>().filter(Person::fields.name == "Ada").one();
  auto grace = session.query<Person>().filter(Person::fields.name == "Grace").one();
  grace->following().remove(ada);
  session.remove(session.query<Person>().filter(Person::fields.name == "Edsger").one());
  session.commit();
}

}  // namespace

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///catalog.db");
  catalog::drop_all(engine);
  catalog::create_all(engine);
  {
    orm::Session session(engine);
    plant(session);
  }
  read_in_three_ways(engine);

  orm::Session session(engine);
  move_and_remove(session);
  revise(session);
  introduce(session);
  print_network(engine);
  part(session);
  print_network(engine);
}
