#include <iostream>

#include "app/people/person.orm.hpp"
#include "orm/orm.h"
#include "visits_models.hpp"

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///linked.db");
  visits::drop_all(engine);
  visits::create_all(engine);
  orm::Session session(engine);
  auto europe = orm::make<geo::Continent>({.name = "Europe"});
  auto chile = orm::make<geo::Country>({.name = "Chile"});
  auto spain = orm::make<geo::Country>({.name = "Spain", .continent = europe});
  auto ada = orm::make<app::db::people::Person>({.name = "Ada", .country = chile});
  session.add(orm::make<visits::Visit>({.person = ada, .country = spain}));
  session.commit();
  for (const auto& visit : session.query<visits::Visit>().all()) {
    std::cout << visit->person()->name() << " of " << visit->person()->country()->name() << " in "
              << visit->country()->name() << ", " << visit->country()->continent()->name() << "\n";
  }
}
