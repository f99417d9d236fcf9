#include "calls.h"

#include <array>

namespace model_test {

using model::Club;
using model::Desk;
using model::Passport;
using model::Person;
using model::Pet;
using model::Role;
using model::Task;
using orm::Object;
using orm::Ptr;

namespace {

template <class T>
Ptr<T> as(Object& object) {
  return static_cast<T&>(object);
}
template <class T>
Ptr<T> as(Object* object) {
  return object == nullptr ? nullptr : as<T>(*object);
}

template <class Owner, class Member, orm::Collection<Member> (Owner::*List)()>
constexpr SideCalls list_side(unsigned position) {
  return {position,
          [](Object& owner) {
            std::vector<Object*> members;
            for (Member& member : (static_cast<Owner&>(owner).*List)()) members.push_back(&member);
            return members;
          },
          [](Object& owner, Object& member) {
            (static_cast<Owner&>(owner).*List)().append(as<Member>(member));
          },
          [](Object& owner, Object& member) {
            (static_cast<Owner&>(owner).*List)().remove(as<Member>(member));
          },
          [](Object& owner, const std::vector<Object*>& members) {
            std::vector<Ptr<Member>> all;
            all.reserve(members.size());
            for (Object* member : members) all.push_back(as<Member>(*member));
            (static_cast<Owner&>(owner).*List)().assign(all);
          }};
}

template <class Owner, class Member, Ptr<Member> (Owner::*Get)(),
          void (Owner::*Set)(const Ptr<Member>&)>
constexpr SideCalls single_side(unsigned position) {
  return {
      position,
      [](Object& owner) {
        const Ptr<Member> member = (static_cast<Owner&>(owner).*Get)();
        return member ? std::vector<Object*>{member.get()} : std::vector<Object*>{};
      },
      [](Object& owner, Object& member) { (static_cast<Owner&>(owner).*Set)(as<Member>(member)); },
      [](Object& owner, Object&) { (static_cast<Owner&>(owner).*Set)(nullptr); },
      [](Object& owner, const std::vector<Object*>& members) {
        (static_cast<Owner&>(owner).*Set)(members.empty() ? nullptr : as<Member>(members[0]));
      }};
}

template <class Child, class Parent, Ptr<Parent> (Child::*Get)(),
          void (Child::*Set)(const Ptr<Parent>&)>
constexpr LinkCalls link_side(unsigned position, SideCalls children) {
  return {
      position, [](Object& child) -> Object* { return (static_cast<Child&>(child).*Get)().get(); },
      [](Object& child, Object* parent) { (static_cast<Child&>(child).*Set)(as<Parent>(parent)); },
      nullptr, children};
}

template <class Child, void (Child::*Set)(std::optional<std::int64_t>)>
constexpr LinkCalls with_key(LinkCalls calls) {
  calls.set_key = [](Object& child, Object* parent) {
    const auto key =
        parent == nullptr ? std::nullopt : std::optional(static_cast<Person*>(parent)->id());
    (static_cast<Child&>(child).*Set)(key);
  };
  return calls;
}

// In the order of `links`.
const std::array<LinkCalls, links.size()> all_links{
    with_key<Pet, &Pet::set_owner_id>(link_side<Pet, Person, &Pet::owner, &Pet::set_owner>(
        Pet::fields.owner.position,
        list_side<Person, Pet, &Person::pets>(Person::fields.pets.position))),
    link_side<Task, Person, &Task::person, &Task::set_person>(
        Task::fields.person.position,
        list_side<Person, Task, &Person::tasks>(Person::fields.tasks.position)),
    with_key<Desk, &Desk::set_user_id>(link_side<Desk, Person, &Desk::user, &Desk::set_user>(
        Desk::fields.user.position,
        single_side<Person, Desk, &Person::desk, &Person::set_desk>(Person::fields.desk.position))),
    link_side<Passport, Person, &Passport::holder, &Passport::set_holder>(
        Passport::fields.holder.position,
        single_side<Person, Passport, &Person::passport, &Person::set_passport>(
            Person::fields.passport.position)),
    with_key<Person, &Person::set_mentor_id>(
        link_side<Person, Person, &Person::mentor, &Person::set_mentor>(
            Person::fields.mentor.position,
            list_side<Person, Person, &Person::students>(Person::fields.students.position))),
    link_side<Role, Person, &Role::person, &Role::set_person>(
        Role::fields.person.position,
        list_side<Person, Role, &Person::roles>(Person::fields.roles.position)),
    link_side<Role, Club, &Role::club, &Role::set_club>(
        Role::fields.club.position,
        list_side<Club, Role, &Club::roles>(Club::fields.roles.position))};

// In the order of `pairings`.
const std::array<std::array<SideCalls, 2>, pairings.size()> all_pairings{
    {{list_side<Person, Club, &Person::clubs>(Person::fields.clubs.position),
      list_side<Club, Person, &Club::people>(Club::fields.people.position)},
     {list_side<Person, Person, &Person::friends>(Person::fields.friends.position),
      list_side<Person, Person, &Person::friend_of>(Person::fields.friend_of.position)}}};

}  // namespace

const LinkCalls& link_calls(int link) { return all_links[static_cast<std::size_t>(link)]; }

const SideCalls& pair_calls(int pairing, int side) {
  return all_pairings[static_cast<std::size_t>(pairing)][static_cast<std::size_t>(side)];
}

}  // namespace model_test
