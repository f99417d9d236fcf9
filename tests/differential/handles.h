// The objects of a program, by the numbers that it gives them.
#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "differential.orm.hpp"
#include "orm/orm.h"

namespace differential {

using Words = std::vector<std::string>;
using Handle = std::variant<orm::Ptr<Author>, orm::Ptr<Profile>, orm::Ptr<Post>, orm::Ptr<Comment>,
                            orm::Ptr<Chapter>, orm::Ptr<Tag>, orm::Ptr<Category>, orm::Ptr<Club>,
                            orm::Ptr<Membership>>;

class Handles {
 public:
  void set(const std::string& number, Handle handle) {
    handles_.insert_or_assign(number, std::move(handle));
  }
  const Handle& at(const std::string& number) const { return handles_.at(number); }
  template <class T>
  orm::Ptr<T> as(const std::string& number) const {
    return std::get<orm::Ptr<T>>(at(number));
  }
  /// A null Ptr for `-`.
  template <class T>
  orm::Ptr<T> or_null(const std::string& number) const {
    return number == "-" ? orm::Ptr<T>() : as<T>(number);
  }
  template <class T>
  std::vector<orm::Ptr<T>> all(const Words& numbers) const {
    std::vector<orm::Ptr<T>> objects;
    objects.reserve(numbers.size());
    for (const std::string& number : numbers) objects.push_back(as<T>(number));
    return objects;
  }

 private:
  std::map<std::string, Handle> handles_;
};

/// The primary key as it is written in the output.
template <class T>
std::string key_of(const T& object) {
  if constexpr (std::is_same_v<T, Membership>) {
    return std::to_string(object.author_id()) + "/" + std::to_string(object.club_id());
  } else {
    return std::to_string(object.id());
  }
}

}  // namespace differential
