// Users, addresses, profiles, items and keywords in a session, beside a plain model of what they
// are linked to. Every operation changes both.
#pragma once

#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenario.h"

namespace scenarios {

/// What should be. Positions in the lists of `World`; -1 is nobody.
struct Model {
  std::vector<int> user_of_address;
  std::vector<int> user_of_profile;
  std::vector<std::string> emails;
  std::set<std::pair<int, int>> pairs;
};

/// The objects, by position.
struct Objects {
  std::vector<Ptr<User>> users;
  std::vector<Ptr<Address>> addresses;
  std::vector<Ptr<Profile>> profiles;
  std::vector<Ptr<Item>> items;
  std::vector<Ptr<Keyword>> keywords;
};

class World {
 public:
  /// Makes and commits the objects. The file is what other connections open.
  World(orm::Engine& engine, std::string file, unsigned seed);

  /// One random operation, then a look at what memory has loaded.
  void step();
  /// Compares everything, reading what is not loaded.
  void expect_agreement();
  /// What was done, one operation a line.
  const std::string& trail() const { return trail_; }

 private:
  void change_address();
  void change_address_list();
  void change_profile();
  void change_pair();
  void replace_address();
  void use_session();
  void commit();
  void start_afresh();
  void expect_rows();
  void expect_loaded_agree();

  void note(const std::string& operation) { trail_ += operation + '\n'; }
  void move_address(int address, int user);
  void move_profile(int profile, int user);
  std::vector<std::string> emails_of(int user) const;
  int any(std::size_t size, bool or_nobody = false);
  Ptr<User> user_at(int position) const;

  std::mt19937 random_;
  orm::Engine engine_;
  std::string file_;
  orm::Session session_;
  Objects objects_;
  Objects committed_objects_;
  Model model_;
  Model committed_;
  std::string trail_;
};

}  // namespace scenarios
