#include <iostream>

#include "app/models/models_models.hpp"
#include "orm/orm.h"

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///library.db");
  library::drop_all(engine);
  library::create_all(engine);
  orm::Session session(engine);
  auto shelf = orm::make<library::Shelf>({.label = "Poetry"});
  auto book = orm::make<library::Book>({.title = "Odes", .shelf = shelf});
  session.add(shelf);
  session.commit();
  for (const library::Book& each : shelf->books()) {
    std::cout << each.shelf()->label() << ": " << each.title() << "\n";
  }
}
