// What the workloads write and look for: the same in every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cost {

constexpr std::size_t user_count = 600;
constexpr std::size_t posts_of_each_user = 5;
constexpr std::size_t student_count = 200;
constexpr std::size_t course_count = 40;
constexpr std::size_t courses_of_each_student = 8;

struct UserRow {
  std::string name;
  std::optional<std::string> email;
  std::int64_t age = 0;
  double score = 0;
  std::string bio;
};

struct PostRow {
  std::string title;
  std::string body;
};

struct Rows {
  std::vector<UserRow> users;
  /// Those of the first user, of the second one, and so on.
  std::vector<PostRow> posts;
  std::vector<std::string> students;
  std::vector<std::string> courses;
  /// For each student the positions of the courses.
  std::vector<std::vector<std::size_t>> enrolments;
  /// Keys of users, in no order.
  std::vector<std::int64_t> keys;
  /// Names of users, in no order.
  std::vector<std::string> names;
  /// One for each post.
  std::vector<std::string> new_titles;
};

Rows make_rows();

}  // namespace cost
