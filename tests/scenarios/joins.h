// What the scenarios of joins share.
#pragma once

#include <string>
#include <vector>

#include "scenario.h"

namespace scenarios {

inline constexpr auto& by_user = User::fields;
inline constexpr auto& by_address = Address::fields;
inline constexpr auto& by_item = Item::fields;
inline constexpr auto& by_node = Node::fields;

inline const std::string user_columns = "SELECT users.id, users.name FROM users";

/// The last statement, without quotes.
inline std::string last_sql(const orm::StatementRecorder& recorder) {
  std::string text = recorder.statements().back().sql;
  std::erase(text, '"');
  return text;
}

class Joins : public Scenarios {
 protected:
  // ann has two addresses, bob one, and cid none.
  void SetUp() override {
    auto ann = user("ann");
    ann->addresses().append(address("a1"));
    ann->addresses().append(address("a2"));
    auto bob = user("bob");
    bob->addresses().append(address("b1"));
    store(ann, bob, user("cid"));
    session.expunge_all();
  }

  std::string sql() const { return last_sql(recorder); }

  template <class Query>
  std::vector<std::string> names(const Query& query) const {
    std::vector<std::string> names;
    for (const auto& user : query.all()) names.push_back(user->name());
    return names;
  }

  orm::Query<User> users() { return session.query<User>().order_by(by_user.id); }
};

class ManyToManyJoins : public Scenarios {
 protected:
  void SetUp() override {
    auto red = make<Keyword>({.word = "red"});
    auto big = make<Keyword>({.word = "big"});
    auto ball = make<Item>({.label = "ball"});
    ball->keywords().append(red);
    ball->keywords().append(big);
    auto cart = make<Item>({.label = "cart"});
    cart->keywords().append(big);
    store(ball, cart, make<Item>({.label = "void"}));
  }

  std::string sql() const { return last_sql(recorder); }
};

class Trees : public Scenarios {
 protected:
  void SetUp() override {
    auto root = make<Node>({.name = "root"});
    auto left = make<Node>({.name = "left", .parent = root});
    auto leaf = make<Node>({.name = "leaf", .parent = left});
    store(root, left, leaf);
  }
};

}  // namespace scenarios
