#include "rows.h"

#include <array>
#include <string_view>

namespace cost {

namespace {

constexpr std::size_t key_count = 2000;
constexpr std::size_t name_count = 1000;
constexpr std::size_t body_size = 120;

// A linear congruential generator: what the library's distributions make differs between libraries.
class Numbers {
 public:
  std::size_t below(std::size_t end) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % end;
  }

 private:
  std::uint64_t state_ = 42;
};

std::string numbered(std::string_view words, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, 6 - digits.size(), '0');
  return std::string(words).append(digits);
}

std::string text_of(Numbers& numbers) {
  constexpr std::array<std::string_view, 8> words = {"lorem", "ipsum",       "dolor",      "sit",
                                                     "amet",  "consectetur", "adipiscing", "elit"};
  std::string text;
  while (text.size() < body_size) text.append(words[numbers.below(words.size())]).append(" ");
  text.resize(body_size);
  return text;
}

void add_users_and_posts(Rows& rows, Numbers& numbers) {
  for (std::size_t i = 1; i <= user_count; ++i) {
    UserRow user;
    user.name = numbered("name_", i);
    if (i % 5 != 0) user.email = numbered("user", i) + "@example.com";
    user.age = static_cast<std::int64_t>(18 + numbers.below(60));
    user.score = static_cast<double>(numbers.below(1'000'000)) / 1000;
    user.bio = numbered("Biography of user number ", i) + ", who likes databases.";
    rows.users.push_back(user);
  }
  for (std::size_t i = 1; i <= user_count * posts_of_each_user; ++i) {
    rows.posts.push_back({numbered("Post title number ", i), text_of(numbers)});
    rows.new_titles.push_back(numbered("New post title no. ", i));
  }
}

void add_students_and_courses(Rows& rows, Numbers& numbers) {
  for (std::size_t i = 1; i <= course_count; ++i) {
    rows.courses.push_back(numbered("course number ", i));
  }
  for (std::size_t i = 1; i <= student_count; ++i) {
    rows.students.push_back(numbered("student_", i));
    // Every fifth course from a random one on.
    const std::size_t first = numbers.below(course_count);
    std::vector<std::size_t>& courses = rows.enrolments.emplace_back();
    for (std::size_t k = 0; k < courses_of_each_student; ++k) {
      courses.push_back((first + 5 * k) % course_count);
    }
  }
}

}  // namespace

Rows make_rows() {
  Rows rows;
  Numbers numbers;
  add_users_and_posts(rows, numbers);
  add_students_and_courses(rows, numbers);
  for (std::size_t i = 0; i < key_count; ++i) {
    rows.keys.push_back(static_cast<std::int64_t>(1 + numbers.below(user_count)));
  }
  for (std::size_t i = 0; i < name_count; ++i) {
    rows.names.push_back(rows.users[numbers.below(user_count)].name);
  }
  return rows;
}

}  // namespace cost
