// expects: a viewonly relationship is read-only; change the one that it is a view of
#include "pick.h"
#include "shapes.orm.hpp"

using Target = shapes::PICK(Course, Enrollment);

void link(shapes::Student& student, const orm::Ptr<Target>& target) {
  student.PICK(courses, enrollments)().append(target);
}
