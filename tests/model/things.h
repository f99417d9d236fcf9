// What there is in model.orm, as numbers: things of several kinds, links and pairs between them.
#pragma once

#include <array>
#include <string>

namespace model_test {

enum class Kind { Person, Pet, Task, Desk, Passport, Club, Role };

/// The things of a kind have consecutive numbers.
struct KindOfThing {
  const char* name;
  int first;
  int count;
};

inline constexpr std::array<KindOfThing, 7> kinds{{{"person", 0, 4},
                                                   {"pet", 4, 4},
                                                   {"task", 8, 4},
                                                   {"desk", 12, 3},
                                                   {"passport", 15, 3},
                                                   {"club", 18, 3},
                                                   {"role", 21, 4}}};
inline constexpr int thing_count = 25;
inline constexpr int nobody = -1;

inline constexpr const KindOfThing& of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
inline constexpr Kind kind_of(int thing) {
  int kind = 0;
  while (thing >= kinds[static_cast<std::size_t>(kind)].first +
                      kinds[static_cast<std::size_t>(kind)].count) {
    ++kind;
  }
  return static_cast<Kind>(kind);
}

/// "person2"; "null" for nobody.
inline std::string name_of(int thing) {
  if (thing == nobody) return "null";
  const KindOfThing& kind = of(kind_of(thing));
  return kind.name + std::to_string(thing - kind.first);
}

/// A foreign key from a child to its parent, and the relationships over it.
struct Link {
  Kind child;
  Kind parent;
  const char* name;
  const char* inverse;
  /// Among the links of the child.
  int place = 0;
  bool is_required = false;
  /// The parent's removal removes the child.
  bool is_owning = false;
  /// A child that its parent lets go of is removed.
  bool removes_orphans = false;
  /// The parent has at most one child.
  bool is_single = false;
};

inline constexpr int pet_owner = 0;
inline constexpr int task_person = 1;
inline constexpr int desk_user = 2;
inline constexpr int passport_holder = 3;
inline constexpr int person_mentor = 4;
inline constexpr int role_person = 5;
inline constexpr int role_club = 6;
inline constexpr std::array<Link, 7> links{{
    {.child = Kind::Pet, .parent = Kind::Person, .name = "owner", .inverse = "pets"},
    {.child = Kind::Task,
     .parent = Kind::Person,
     .name = "person",
     .inverse = "tasks",
     .is_required = true,
     .is_owning = true,
     .removes_orphans = true},
    {.child = Kind::Desk,
     .parent = Kind::Person,
     .name = "user",
     .inverse = "desk",
     .is_single = true},
    {.child = Kind::Passport,
     .parent = Kind::Person,
     .name = "holder",
     .inverse = "passport",
     .is_required = true,
     .is_owning = true,
     .removes_orphans = true,
     .is_single = true},
    {.child = Kind::Person, .parent = Kind::Person, .name = "mentor", .inverse = "students"},
    {.child = Kind::Role,
     .parent = Kind::Person,
     .name = "person",
     .inverse = "roles",
     .is_required = true,
     .is_owning = true,
     .removes_orphans = true},
    {.child = Kind::Role,
     .parent = Kind::Club,
     .name = "club",
     .inverse = "roles",
     .place = 1,
     .is_required = true,
     .is_owning = true},
}};

/// A many-to-many relationship: what its two sides are called.
struct Pairing {
  Kind left;
  Kind right;
  const char* of_left;
  const char* of_right;
};

inline constexpr int person_clubs = 0;
inline constexpr int friendship = 1;
inline constexpr std::array<Pairing, 2> pairings{
    {{Kind::Person, Kind::Club, "clubs", "people"},
     {Kind::Person, Kind::Person, "friends", "friend_of"}}};

inline constexpr const Link& link_at(int link) { return links[static_cast<std::size_t>(link)]; }
inline constexpr const Pairing& pairing_at(int pairing) {
  return pairings[static_cast<std::size_t>(pairing)];
}

}  // namespace model_test
