// Many-to-many where the link knows more than its two ends: who takes which course since when, and
// how it went.
#include <fmt/core.h>

#include <string>

#include "enrollment.orm.hpp"
#include "orm/orm.h"

using namespace registrar;

namespace {

const char* word_for(Grade grade) {
  switch (grade) {
    case Grade::fail:
      return "failed";
    case Grade::pass:
      return "passed";
    case Grade::merit:
      return "with merit";
    case Grade::distinction:
      return "with distinction";
  }
  return "?";
}

void enrol(const orm::Ptr<Student>& student, const orm::Ptr<Course>& course, std::int32_t year) {
  student->enrollments().append(orm::make<Enrollment>({.year = year, .course = course}));
}

void fill(orm::Session& session) {
  auto logic = orm::make<Course>({.title = "Logic"});
  auto music = orm::make<Course>({.title = "Music"});
  auto optics = orm::make<Course>({.title = "Optics"});
  auto ada = session.create<Student>({.name = "Ada"});
  auto grace = session.create<Student>({.name = "Grace"});
  enrol(ada, logic, 2024);
  enrol(ada, music, 2025);
  enrol(ada, optics, 2025);
  enrol(grace, logic, 2025);
  session.commit();
}

orm::Ptr<Student> student(orm::Session& session, const char* name) {
  return session.query<Student>().filter(Student::fields.name == name).one();
}

orm::Ptr<Course> course(orm::Session& session, const char* title) {
  return session.query<Course>().filter(Course::fields.title == title).one();
}

// The key of an enrollment is the pair of its ends, in the order that the schema gives.
void grade(orm::Session& session, const char* name, const char* title, Grade grade) {
  auto student_id = student(session, name)->id();
  auto course_id = course(session, title)->id();
  session.get_one<Enrollment>(student_id, course_id)->set_grade(grade);
}

// `lazy joined` brings each course along with its enrollment.
void print_report(orm::Session& session, const char* name) {
  for (const Enrollment& enrollment : student(session, name)->enrollments()) {
    auto grade = enrollment.grade();
    fmt::print("{} {} {}: {}\n", name, enrollment.year(), enrollment.course()->title(),
               grade ? word_for(*grade) : "no grade");
  }
}

// The shortcut, for those who want to know nothing of enrollments.
void print_courses(orm::Session& session, const char* name) {
  std::string titles;
  for (const Course& course : student(session, name)->courses()) titles += " " + course.title();
  fmt::print("{} takes:{}\n", name, titles);
}

void print_average(orm::Session& session, const char* title) {
  int sum = 0;
  int count = 0;
  for (const Enrollment& enrollment : course(session, title)->enrollments()) {
    auto grade = enrollment.grade();
    if (!grade) continue;
    sum += static_cast<int>(*grade);
    ++count;
  }
  fmt::print("average of {}: {:.1f}\n", title, count == 0 ? 0.0 : static_cast<double>(sum) / count);
}

// Conditions on the association's own columns; the students come along in the same SELECT.
void print_best(orm::Session& session) {
  auto best = session.query<Enrollment>()
                  .options(orm::joinedload(Enrollment::fields.student))
                  .filter(Enrollment::fields.grade == Grade::distinction)
                  .all();
  for (const auto& enrollment : best) {
    fmt::print("distinction: {} in {}\n", enrollment->student()->name(),
               enrollment->course()->title());
  }
}

// Who takes the enrollment out of the list deletes it; the course stays.
void drop(orm::Session& session, const char* name, const char* title) {
  auto left = course(session, title);
  auto enrollments = student(session, name)->enrollments();
  for (Enrollment& enrollment : enrollments) {
    if (enrollment.course() == left) enrollments.remove(enrollment);
  }
}

}  // namespace

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///registrar.db");
  registrar::drop_all(engine);
  registrar::create_all(engine);

  orm::Session session(engine);
  fill(session);
  grade(session, "Ada", "Logic", Grade::distinction);
  grade(session, "Grace", "Logic", Grade::merit);
  grade(session, "Ada", "Music", Grade::pass);
  session.commit();

  print_report(session, "Ada");
  print_courses(session, "Ada");
  print_average(session, "Logic");
  print_best(session);

  // The shortcut is read again after a commit.
  drop(session, "Ada", "Optics");
  session.commit();
  print_courses(session, "Ada");

  // With a student go the enrollments; the database deletes them.
  session.remove(student(session, "Grace"));
  session.commit();
  print_average(session, "Logic");
}
