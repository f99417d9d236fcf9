// The rows and the order in which they are asked for. Everything follows from the order in which
// numbers are drawn, which is therefore part of the comparison.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdio>

#include "workloads.h"

namespace workloads {

namespace {

constexpr int lookup_count = 100'000;
constexpr int visit_count = 1'000;
constexpr int search_count = 20'000;
constexpr std::size_t body_size = 120;

/// SplitMix64: the same numbers with every compiler and library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  std::int64_t id_up_to(std::uint64_t count) { return static_cast<std::int64_t>(below(count)) + 1; }

 private:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

std::string numbered(const char* before, std::int64_t number, int digits, const char* after = "") {
  std::array<char, 80> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s%0*lld%s", before, digits,
                                 static_cast<long long>(number), after);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string user_name(std::int64_t id) { return numbered("name_", id, 5); }

std::string body_text(Random& random) {
  constexpr std::array<const char*, 16> words = {
      "lorem", "ipsum", "dolor",   "sit",    "amet",       "consectetur", "adipiscing", "elit",
      "sed",   "do",    "eiusmod", "tempor", "incididunt", "ut",          "labore",     "et"};
  std::string body;
  while (body.size() + 5 < body_size) {
    body += words[random.below(words.size())];
    body += ' ';
  }
  body.resize(body_size, '.');
  return body;
}

UserRow user_row(std::int64_t id, Random& random) {
  UserRow user;
  user.id = id;
  user.name = user_name(id);
  // Four of five have one.
  if (id % 5 != 0) user.email = numbered("user", id, 5, "@example.com");
  user.age = 18 + static_cast<std::int64_t>(random.below(60));
  user.score = static_cast<double>(random.below(1'000'000)) / 1000.0;
  return user;
}

int& user_count() {
  static int count = 10'000;
  return count;
}

void add_users(Data& data, Random& random) {
  for (std::int64_t id = 1; id <= user_count(); ++id) {
    data.users.push_back(user_row(id, random));
    for (int i = 0; i < posts_per_user; ++i) {
      const auto post_id = static_cast<std::int64_t>(data.posts.size()) + 1;
      data.posts.push_back(
          {post_id, numbered("Post title number ", post_id, 7), body_text(random), id});
    }
    data.biographies.push_back(
        numbered("Biography of user number ", id, 5, ", who likes databases."));
  }
}

void add_students(Data& data, Random& random) {
  const int student_count = user_count();
  for (int i = 1; i <= student_count; ++i) data.students.push_back(numbered("student_", i, 6));
  for (int i = 1; i <= course_count; ++i) data.courses.push_back(numbered("course number ", i, 4));
  for (std::int64_t student = 1; student <= student_count; ++student) {
    std::bitset<course_count> chosen;
    while (chosen.count() < courses_per_student) chosen.set(random.below(course_count));
    for (std::size_t course = 0; course < course_count; ++course) {
      if (chosen[course]) {
        data.enrolments.emplace_back(student, static_cast<std::int64_t>(course) + 1);
      }
    }
  }
}

void add_requests(Data& data, Random& random) {
  const int count = user_count();
  const auto any_user = [&] { return random.id_up_to(static_cast<std::uint64_t>(count)); };
  for (int i = 0; i < lookup_count; ++i) data.looked_up.push_back(any_user());
  // A prime: no user comes twice.
  for (int i = 0; i < visit_count; ++i) data.visited.push_back(i * 7919 % count + 1);
  for (int i = 0; i < search_count; ++i) data.searched.push_back(user_name(any_user()));
}

std::vector<std::string> make_new_titles() {
  std::vector<std::string> titles;
  for (auto left = static_cast<std::int64_t>(posts_per_user) * user_count(); left > 0; --left) {
    titles.push_back(numbered("New post title no. ", left, 7));
  }
  return titles;
}

Data make_data() {
  Data data;
  Random random(42);
  add_users(data, random);
  add_students(data, random);
  add_requests(data, random);
  return data;
}

std::vector<std::int64_t> make_scattered_users() {
  std::vector<std::int64_t> users;
  Random random(43);
  for (std::size_t left = data().posts.size(); left > 0; --left) {
    users.push_back(random.id_up_to(data().users.size()));
  }
  return users;
}

}  // namespace

void set_user_count(int count) { user_count() = count; }

const Data& data() {
  static const Data made = make_data();
  return made;
}

const std::vector<std::string>& new_titles() {
  static const std::vector<std::string> made = make_new_titles();
  return made;
}

const std::vector<std::int64_t>& scattered_users() {
  static const std::vector<std::int64_t> made = make_scattered_users();
  return made;
}

}  // namespace workloads
