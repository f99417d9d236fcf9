#include "workloads.h"

#include <array>
#include <string>
#include <vector>

#include "bench.orm.hpp"

namespace cost {

namespace {

using bench_models::Course;
using bench_models::Post;
using bench_models::Student;
using bench_models::User;

std::uint64_t number(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::uint64_t sum_of(const User& user) {
  return number(user.id()) + user.name().size() + number(user.age()) +
         (user.email() ? user.email()->size() : 0) +
         number(static_cast<std::int64_t>(user.score()));
}

std::uint64_t sum_of(const Post& post) {
  return number(post.id()) + post.title().size() + post.body().size() +
         number(post.user_id().value_or(0));
}

void add_user(const Context& context, std::size_t position) {
  const UserRow& row = context.rows.users[position];
  auto user =
      orm::make<User>({.name = row.name, .email = row.email, .age = row.age, .score = row.score});
  for (std::size_t i = 0; i < posts_of_each_user; ++i) {
    const PostRow& post = context.rows.posts[position * posts_of_each_user + i];
    orm::make<Post>({.title = post.title, .body = post.body, .user = user});
  }
  context.session.add(user);
}

std::uint64_t insert_objects(const Context& context) {
  context.region.run([&] {
    for (std::size_t i = 0; i < user_count; ++i) add_user(context, i);
    context.session.commit();
  });
  return 0;
}

std::uint64_t get_each_user(const Context& context) {
  std::uint64_t sum = 0;
  context.region.run([&] {
    for (const std::int64_t key : context.rows.keys) {
      const auto user = context.session.get<User>(key);
      sum += sum_of(*user);
      context.session.expunge(user);
    }
    context.session.commit();
  });
  return sum;
}

std::uint64_t get_from_memory(const Context& context) {
  const auto users = context.session.query<User>().all();
  std::uint64_t sum = 0;
  context.region.run([&] {
    for (const std::int64_t key : context.rows.keys) sum += sum_of(*context.session.get<User>(key));
  });
  return sum;
}

std::uint64_t load_posts(const Context& context) {
  std::vector<orm::Ptr<Post>> posts;
  context.region.run([&] { posts = context.session.query<Post>().all(); });
  std::uint64_t sum = 0;
  for (const auto& post : posts) sum += sum_of(*post);
  return sum;
}

// Of users that are there.
std::uint64_t read_posts_of(const Context& context, const std::vector<orm::Ptr<User>>& users) {
  std::uint64_t sum = 0;
  context.region.run([&] {
    for (const auto& user : users) {
      for (const Post& post : user->posts()) sum += sum_of(post);
    }
  });
  return sum;
}

std::uint64_t read_adaptively(const Context& context) {
  return read_posts_of(context, context.session.query<User>().all());
}

std::uint64_t read_one_by_one(const Context& context) {
  return read_posts_of(
      context, context.session.query<User>().options(orm::lazyload(User::fields.posts)).all());
}

std::uint64_t load_users(const Context& context, const orm::LoadPath<User, Post>& posts) {
  std::vector<orm::Ptr<User>> users;
  context.region.run([&] {
    users = context.session.query<User>().options(posts).order_by(User::fields.id).all();
  });
  std::uint64_t sum = 0;
  for (const auto& user : users) {
    sum += sum_of(*user);
    for (const Post& post : user->posts()) sum += sum_of(post);
  }
  return sum;
}

std::uint64_t load_users_joined(const Context& context) {
  return load_users(context, orm::joinedload(User::fields.posts));
}

std::uint64_t load_users_by_keys(const Context& context) {
  return load_users(context, orm::selectinload(User::fields.posts));
}

std::uint64_t load_students(const Context& context) {
  std::vector<orm::Ptr<Student>> students;
  context.region.run([&] {
    students = context.session.query<Student>()
                   .options(orm::joinedload(Student::fields.courses))
                   .order_by(Student::fields.id)
                   .all();
  });
  std::uint64_t sum = 0;
  for (const auto& student : students) {
    sum += number(student->id());
    for (const Course& course : student->courses()) {
      sum += number(course.id()) + course.name().size();
    }
  }
  return sum;
}

std::uint64_t find_by_name(const Context& context) {
  std::uint64_t sum = 0;
  context.region.run([&] {
    for (const std::string& name : context.rows.names) {
      sum += sum_of(*context.session.query<User>().filter(User::fields.name == name).first());
    }
  });
  return sum;
}

std::uint64_t find_by_prepared_name(const Context& context) {
  const auto by_name =
      orm::prepared<User>([](const orm::Query<User>& users, const orm::Param<std::string>& name) {
        return users.filter(User::fields.name == name);
      });
  std::uint64_t sum = 0;
  context.region.run([&] {
    for (const std::string& name : context.rows.names) {
      sum += sum_of(*by_name(context.session, name).first());
    }
  });
  return sum;
}

std::uint64_t change_titles(const Context& context) {
  const auto posts = context.session.query<Post>().all();
  context.region.run([&] {
    for (std::size_t i = 0; i < posts.size(); ++i) posts[i]->set_title(context.rows.new_titles[i]);
    context.session.commit();
  });
  return 0;
}

std::uint64_t remove_posts(const Context& context) {
  const auto posts = context.session.query<Post>().all();
  context.region.run([&] {
    for (const auto& post : posts) context.session.remove(post);
    context.session.commit();
  });
  return 0;
}

constexpr std::array workloads = {
    Workload{"W1m", insert_objects, false},
    Workload{"W1f", insert_objects, false, true},
    Workload{"W2", get_each_user},
    Workload{"W2hit", get_from_memory},
    Workload{"W3", load_posts},
    Workload{"W4adaptive", read_adaptively},
    Workload{"W4select", read_one_by_one},
    Workload{"W5", load_users_joined},
    Workload{"W6", load_users_by_keys},
    Workload{"W7", load_students},
    Workload{"W8", find_by_name},
    Workload{"W8prepared", find_by_prepared_name},
    Workload{"W9", change_titles},
    Workload{"W10", remove_posts},
};

}  // namespace

const Workload* find_workload(std::string_view name) {
  for (const Workload& workload : workloads) {
    if (workload.name == name) return &workload;
  }
  return nullptr;
}

void fill(orm::Session& session, const Rows& rows) {
  for (std::size_t i = 0; i < user_count; ++i) {
    const UserRow& row = rows.users[i];
    auto user = session.create<User>(
        {.name = row.name, .email = row.email, .age = row.age, .score = row.score});
    user->set_profile(orm::make<bench_models::Profile>({.bio = row.bio}));
    for (std::size_t k = 0; k < posts_of_each_user; ++k) {
      const PostRow& post = rows.posts[i * posts_of_each_user + k];
      orm::make<Post>({.title = post.title, .body = post.body, .user = user});
    }
  }
  std::vector<orm::Ptr<Course>> courses;
  courses.reserve(rows.courses.size());
  for (const std::string& name : rows.courses) {
    courses.push_back(session.create<Course>({.name = name}));
  }
  for (std::size_t i = 0; i < student_count; ++i) {
    auto student = session.create<Student>({.name = rows.students[i]});
    for (const std::size_t position : rows.enrolments[i]) {
      student->courses().append(courses[position]);
    }
  }
  session.commit();
}

std::uint64_t sum_of_tables(orm::Session& session) {
  std::uint64_t sum = 0;
  for (const auto& user : session.query<User>().all()) sum += sum_of(*user);
  for (const auto& post : session.query<Post>().all()) sum += sum_of(*post);
  return sum;
}

}  // namespace cost
