#include "entities.h"

#include <cstdint>
#include <optional>

namespace differential {

namespace {

using orm::make;
using orm::Ptr;

std::int64_t number(const std::string& word) { return std::stoll(word); }

std::optional<std::int64_t> number_or_null(const std::string& word) {
  if (word == "-") return std::nullopt;
  return number(word);
}

std::optional<std::string> text_or_null(const std::string& word) {
  if (word == "-") return std::nullopt;
  return word;
}

std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(const std::string& value) { return value; }
template <class T>
std::string shown(const std::optional<T>& value) {
  return value.has_value() ? shown(*value) : "-";
}

std::string row_of(const Author& author) {
  return key_of(author) + " " + author.name() + " " + shown(author.age());
}
std::string row_of(const Profile& profile) { return key_of(profile) + " " + profile.bio(); }
std::string row_of(const Post& post) {
  return key_of(post) + " " + post.title() + " " + shown(post.score());
}
std::string row_of(const Comment& comment) { return key_of(comment) + " " + comment.body(); }
std::string row_of(const Chapter& chapter) { return key_of(chapter) + " " + chapter.title(); }
std::string row_of(const Tag& tag) { return key_of(tag) + " " + tag.word(); }
std::string row_of(const Category& category) { return key_of(category) + " " + category.name(); }
std::string row_of(const Club& club) { return key_of(club) + " " + club.name(); }
std::string row_of(const Membership& membership) {
  return key_of(membership) + " " + shown(membership.role());
}

template <class T>
std::string query(orm::Session& session) {
  const auto ordered = [&session] {
    if constexpr (std::is_same_v<T, Membership>) {
      return session.query<T>().order_by(T::fields.author_id, T::fields.club_id);
    } else {
      return session.query<T>().order_by(T::fields.id);
    }
  };
  std::string text;
  for (const Ptr<T>& object : ordered().all()) text += (text.empty() ? "" : "; ") + row_of(*object);
  return text;
}

template <class T>
Handle get(orm::Session& session, const Words& key) {
  return session.get<T>(number(key[0]));
}

EntityOperations by_id(Handle (*make_one)(const Words&),
                       Handle (*get_one)(orm::Session&, const Words&),
                       std::string (*query_all)(orm::Session&)) {
  return {[make_one](const Handles&, const Words& words) { return make_one(words); }, get_one,
          query_all};
}

Handle make_author(const Words& words) {
  return make<Author>({.id = number(words[0]), .name = words[1], .age = number_or_null(words[2])});
}
Handle make_post(const Words& words) {
  return make<Post>({.id = number(words[0]), .title = words[1], .score = number_or_null(words[2])});
}
Handle make_profile(const Words& words) {
  return make<Profile>({.id = number(words[0]), .bio = words[1]});
}
Handle make_comment(const Words& words) {
  return make<Comment>({.id = number(words[0]), .body = words[1]});
}
Handle make_chapter(const Words& words) {
  return make<Chapter>({.id = number(words[0]), .title = words[1]});
}
Handle make_tag(const Words& words) {
  return make<Tag>({.id = number(words[0]), .word = words[1]});
}
Handle make_category(const Words& words) {
  return make<Category>({.id = number(words[0]), .name = words[1]});
}
Handle make_club(const Words& words) {
  return make<Club>({.id = number(words[0]), .name = words[1]});
}

Handle make_membership(const Handles& handles, const Words& words) {
  return make<Membership>({.role = text_or_null(words[2]),
                           .author = handles.as<Author>(words[0]),
                           .club = handles.as<Club>(words[1])});
}

Handle get_membership(orm::Session& session, const Words& key) {
  return session.get<Membership>(number(key[0]), number(key[1]));
}

template <class T, class Set, class Get>
ColumnOperations column(Set set, Get get) {
  return {[set](const Handle& handle, const std::string& word) {
            set(*std::get<Ptr<T>>(handle), word);
          },
          [get](const Handle& handle) { return shown(get(*std::get<Ptr<T>>(handle))); }};
}

}  // namespace

const std::map<std::string, EntityOperations>& entities() {
  static const std::map<std::string, EntityOperations> all = {
      {"Author", by_id(make_author, get<Author>, query<Author>)},
      {"Profile", by_id(make_profile, get<Profile>, query<Profile>)},
      {"Post", by_id(make_post, get<Post>, query<Post>)},
      {"Comment", by_id(make_comment, get<Comment>, query<Comment>)},
      {"Chapter", by_id(make_chapter, get<Chapter>, query<Chapter>)},
      {"Tag", by_id(make_tag, get<Tag>, query<Tag>)},
      {"Category", by_id(make_category, get<Category>, query<Category>)},
      {"Club", by_id(make_club, get<Club>, query<Club>)},
      {"Membership", {make_membership, get_membership, query<Membership>}},
  };
  return all;
}

const std::map<std::string, ColumnOperations>& columns() {
  static const std::map<std::string, ColumnOperations> all = {
      {"Author.name", column<Author>([](auto& o, const auto& word) { o.set_name(word); },
                                     [](auto& o) { return o.name(); })},
      {"Author.age",
       column<Author>([](auto& o, const auto& word) { o.set_age(number_or_null(word)); },
                      [](auto& o) { return o.age(); })},
      {"Profile.bio", column<Profile>([](auto& o, const auto& word) { o.set_bio(word); },
                                      [](auto& o) { return o.bio(); })},
      {"Profile.author_id",
       column<Profile>([](auto& o, const auto& word) { o.set_author_id(number_or_null(word)); },
                       [](auto& o) { return o.author_id(); })},
      {"Post.title", column<Post>([](auto& o, const auto& word) { o.set_title(word); },
                                  [](auto& o) { return o.title(); })},
      {"Post.score",
       column<Post>([](auto& o, const auto& word) { o.set_score(number_or_null(word)); },
                    [](auto& o) { return o.score(); })},
      {"Post.author_id",
       column<Post>([](auto& o, const auto& word) { o.set_author_id(number_or_null(word)); },
                    [](auto& o) { return o.author_id(); })},
      {"Comment.body", column<Comment>([](auto& o, const auto& word) { o.set_body(word); },
                                       [](auto& o) { return o.body(); })},
      {"Comment.post_id",
       column<Comment>([](auto& o, const auto& word) { o.set_post_id(number_or_null(word)); },
                       [](auto& o) { return o.post_id(); })},
      {"Chapter.title", column<Chapter>([](auto& o, const auto& word) { o.set_title(word); },
                                        [](auto& o) { return o.title(); })},
      {"Tag.word", column<Tag>([](auto& o, const auto& word) { o.set_word(word); },
                               [](auto& o) { return o.word(); })},
      {"Category.name", column<Category>([](auto& o, const auto& word) { o.set_name(word); },
                                         [](auto& o) { return o.name(); })},
      {"Category.parent_id",
       column<Category>([](auto& o, const auto& word) { o.set_parent_id(number_or_null(word)); },
                        [](auto& o) { return o.parent_id(); })},
      {"Club.name", column<Club>([](auto& o, const auto& word) { o.set_name(word); },
                                 [](auto& o) { return o.name(); })},
      {"Membership.role",
       column<Membership>([](auto& o, const auto& word) { o.set_role(text_or_null(word)); },
                          [](auto& o) { return o.role(); })},
  };
  return all;
}

std::string entity_of(const Handle& handle) {
  static const char* const names[] = {"Author", "Profile",  "Post", "Comment",   "Chapter",
                                      "Tag",    "Category", "Club", "Membership"};
  return names[handle.index()];
}

}  // namespace differential
