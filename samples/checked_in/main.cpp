// A program whose model classes stand in its repository: it is built without ormgen.
#include <iostream>

#include "bookshop.orm.hpp"
#include "orm/orm.h"

using namespace bookshop;

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///bookshop.db");
  bookshop::drop_all(engine);
  bookshop::create_all(engine);

  orm::Session session(engine);
  auto author = session.create<Author>({.name = "Ursula K. Le Guin"});
  session.create<Book>({.title = "The Dispossessed", .year = 1974, .author = author});
  session.create<Book>({.title = "Always Coming Home", .year = 1985, .author = author});
  session.commit();

  auto query = session.query<Book>().filter(Book::fields.year < 1980);
  for (const auto& book : query.all()) {
    std::cout << book->title() << " (" << book->author()->name() << ")\n";
  }
}
