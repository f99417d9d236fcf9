// What all numbered scenarios share.
#pragma once

#include "database.h"
#include "models.orm.hpp"

namespace scenarios {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The names, emails, ... of the members of a collection.
template <class Range, class Get>
std::vector<std::string> each(const Range& range, Get get) {
  std::vector<std::string> texts;
  for (const auto& member : range) texts.push_back((member.*get)());
  return texts;
}

inline std::vector<std::string> emails(const Ptr<User>& user) {
  return each(user->addresses(), &Address::email);
}

class Scenarios : public orm_test::DatabaseTest {
 protected:
  Scenarios() : DatabaseTest(&scenarios::create_all) {}

  static Ptr<User> user(const char* name) { return make<User>({.name = name}); }
  static Ptr<Address> address(const char* email) { return make<Address>({.email = email}); }

  /// The emails, each with the name of its user.
  std::vector<std::string> address_rows() const {
    return rows(
        "SELECT email, name FROM addresses LEFT JOIN users ON users.id = user_id "
        "ORDER BY addresses.id");
  }
};

}  // namespace scenarios
