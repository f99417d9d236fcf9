#include <algorithm>
#include <cstdint>
#include <utility>

#include "entities.h"

namespace differential {

namespace {

using orm::Ptr;

// In the order of the numbers, which is not that of their texts.
using Key = std::pair<std::int64_t, std::int64_t>;

template <class T>
Key order_of(const T& object) {
  if constexpr (std::is_same_v<T, Membership>) {
    return {object.author_id(), object.club_id()};
  } else {
    return {object.id(), 0};
  }
}

template <class Range>
std::string keys_of(const Range& members) {
  std::vector<std::pair<Key, std::string>> keys;
  for (const auto& member : members) keys.emplace_back(order_of(member), key_of(member));
  std::sort(keys.begin(), keys.end());
  std::string text;
  for (const auto& key : keys) text += (text.empty() ? "" : " ") + key.second;
  return text;
}

template <class T>
std::string key_or_null(const Ptr<T>& object) {
  return object ? key_of(*object) : "-";
}

// All objects, each with the keys at the other end.
template <class Owner, class Field, class Read>
std::string loaded(orm::Session& session, const std::string& strategy, const Field& field,
                   const Read& read) {
  const auto query = strategy == "joined"
                         ? session.query<Owner>().options(orm::joinedload(field))
                         : session.query<Owner>().options(orm::selectinload(field));
  std::vector<std::pair<Key, std::string>> rows;
  for (const Ptr<Owner>& owner : query.all()) {
    rows.emplace_back(order_of(*owner), key_of(*owner) + ": " + read(owner));
  }
  std::sort(rows.begin(), rows.end());
  std::string text;
  for (const auto& row : rows) text += (text.empty() ? "" : "; ") + row.second;
  return text;
}

template <class Owner, class Member, class List>
RelationshipOperations to_many(const orm::ToManyField<Owner, Member>& field, List list) {
  const auto list_of = [list](const Handle& owner) { return list(*std::get<Ptr<Owner>>(owner)); };
  return {
      .append = [list_of](
                    const Handles& handles, const Handle& owner,
                    const Words& words) { list_of(owner).append(handles.as<Member>(words[0])); },
      .remove = [list_of](
                    const Handles& handles, const Handle& owner,
                    const Words& words) { list_of(owner).remove(handles.as<Member>(words[0])); },
      .assign = [list_of](
                    const Handles& handles, const Handle& owner,
                    const Words& words) { list_of(owner).assign(handles.all<Member>(words)); },
      .set_to_one = {},
      .read = [list_of](const Handle& owner) { return keys_of(list_of(owner)); },
      .load =
          [field, list](orm::Session& session, const std::string& strategy) {
            return loaded<Owner>(session, strategy, field,
                                 [list](const Ptr<Owner>& owner) { return keys_of(list(*owner)); });
          },
  };
}

template <class Owner, class Target, class Get, class Set>
RelationshipOperations to_one(const orm::ToOneField<Owner, Target>& field, Get get, Set set) {
  return {
      .append = {},
      .remove = {},
      .assign = {},
      .set_to_one =
          [set](const Handles& handles, const Handle& owner, const Words& words) {
            set(*std::get<Ptr<Owner>>(owner), handles.or_null<Target>(words[0]));
          },
      .read = [get](const Handle& owner) { return key_or_null(get(*std::get<Ptr<Owner>>(owner))); },
      .load =
          [field, get](orm::Session& session, const std::string& strategy) {
            return loaded<Owner>(session, strategy, field, [get](const Ptr<Owner>& owner) {
              return key_or_null(get(*owner));
            });
          },
  };
}

}  // namespace

const std::map<std::string, RelationshipOperations>& relationships() {
  static const std::map<std::string, RelationshipOperations> all = {
      {"Author.posts", to_many(Author::fields.posts, [](auto& o) { return o.posts(); })},
      {"Author.memberships",
       to_many(Author::fields.memberships, [](auto& o) { return o.memberships(); })},
      {"Author.profile", to_one(
                             Author::fields.profile, [](auto& o) { return o.profile(); },
                             [](auto& o, const auto& target) { o.set_profile(target); })},
      {"Profile.author", to_one(
                             Profile::fields.author, [](auto& o) { return o.author(); },
                             [](auto& o, const auto& target) { o.set_author(target); })},
      {"Post.author", to_one(
                          Post::fields.author, [](auto& o) { return o.author(); },
                          [](auto& o, const auto& target) { o.set_author(target); })},
      {"Post.category", to_one(
                            Post::fields.category, [](auto& o) { return o.category(); },
                            [](auto& o, const auto& target) { o.set_category(target); })},
      {"Post.comments", to_many(Post::fields.comments, [](auto& o) { return o.comments(); })},
      {"Post.tags", to_many(Post::fields.tags, [](auto& o) { return o.tags(); })},
      {"Post.chapters", to_many(Post::fields.chapters, [](auto& o) { return o.chapters(); })},
      {"Chapter.post", to_one(
                           Chapter::fields.post, [](auto& o) { return o.post(); },
                           [](auto& o, const auto& target) { o.set_post(target); })},
      {"Author.friends", to_many(Author::fields.friends, [](auto& o) { return o.friends(); })},
      {"Author.friend_of",
       to_many(Author::fields.friend_of, [](auto& o) { return o.friend_of(); })},
      {"Comment.post", to_one(
                           Comment::fields.post, [](auto& o) { return o.post(); },
                           [](auto& o, const auto& target) { o.set_post(target); })},
      {"Tag.posts", to_many(Tag::fields.posts, [](auto& o) { return o.posts(); })},
      {"Category.parent", to_one(
                              Category::fields.parent, [](auto& o) { return o.parent(); },
                              [](auto& o, const auto& target) { o.set_parent(target); })},
      {"Category.children",
       to_many(Category::fields.children, [](auto& o) { return o.children(); })},
      {"Club.memberships",
       to_many(Club::fields.memberships, [](auto& o) { return o.memberships(); })},
      {"Membership.author", to_one(
                                Membership::fields.author, [](auto& o) { return o.author(); },
                                [](auto& o, const auto& target) { o.set_author(target); })},
      {"Membership.club", to_one(
                              Membership::fields.club, [](auto& o) { return o.club(); },
                              [](auto& o, const auto& target) { o.set_club(target); })},
  };
  return all;
}

}  // namespace differential
