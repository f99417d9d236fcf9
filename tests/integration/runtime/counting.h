// What several writers do at the same time, so that each lost or doubled write shows.
#pragma once

#include <string>

#include "models.orm.hpp"
#include "orm/orm.h"

namespace scenarios {

/// In each round adds 1 to the number that is the only user's name, and appends an address that
/// nobody else appends.
inline void count_up(const orm::Engine& engine, const std::string& name, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    engine.run_in_transaction(
        [&](orm::Session& session) {
          const auto user = session.query<User>().one();
          user->set_name(std::to_string(std::stoi(user->name()) + 1));
          session.add(
              orm::make<Address>({.email = name + std::to_string(round), .user_id = user->id()}));
        },
        {.attempts = 100, .pause = std::chrono::milliseconds(2)});
  }
}

}  // namespace scenarios
