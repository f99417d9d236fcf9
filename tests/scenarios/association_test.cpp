// Scenario 80: an association with a key made of the keys of its ends.
#include "shapes.h"

namespace shapes {

class Associations : public Shapes {
 protected:
  std::vector<std::string> enrollment_rows() const {
    return rows("SELECT student_id, course_id, grade FROM enrollments ORDER BY 1, 2");
  }

  Ptr<Student> ann = make<Student>({.name = "Ann"});
  Ptr<Student> bob = make<Student>({.name = "Bob"});
  Ptr<Course> logic = make<Course>({.title = "Logic"});
  Ptr<Course> music = make<Course>({.title = "Music"});
};

TEST_F(Associations, Scenario080_EndsAreInsertedBeforeTheirAssociations) {
  ann->enrollments().append(make<Enrollment>({.grade = 1, .course = logic}));
  ann->enrollments().append(make<Enrollment>({.course = music}));
  session.add(ann);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("INSERT students x1", "INSERT courses x2", "INSERT enrollments x2"));
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|1", "1|2|NULL"));
}

TEST_F(Associations, Scenario080_TwoOnEachSide) {
  for (const auto& student : {ann, bob}) {
    for (const auto& course : {logic, music}) {
      session.create<Enrollment>({.student = student, .course = course});
    }
  }
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("INSERT students x2", "INSERT courses x2", "INSERT enrollments x4"));
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|NULL", "1|2|NULL", "2|1|NULL", "2|2|NULL"));
}

TEST_F(Associations, TheKeyIsKnownOnceBothEndsHaveTheirs) {
  const auto enrollment = make<Enrollment>({.student = ann, .course = logic});
  EXPECT_FALSE(orm::has_key(*enrollment));
  EXPECT_THROW(enrollment->student_id(), orm::KeyNotKnown);
  store(enrollment);
  EXPECT_TRUE(orm::has_key(*enrollment));
  EXPECT_TRUE(session.get<Enrollment>(1, 1) == enrollment);
}

TEST_F(Associations, AnEndThatIsMissingIsNamedBeforeAnySql) {
  session.create<Enrollment>({.student = ann});
  try {
    session.flush();
    FAIL() << "the enrollment has no course";
  } catch (const orm::RequiredKeyError& error) {
    EXPECT_THAT(error.what(), HasSubstr("shapes::Enrollment::course_id"));
    EXPECT_THAT(error.what(), HasSubstr("shapes::Enrollment::course"));
  }
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Associations, Scenario082_ASecondOneOfTheSameEndsIsRefused) {
  store(make<Enrollment>({.student = ann, .course = logic}));
  session.create<Enrollment>({.student = ann, .course = logic});
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  session.rollback();
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|NULL"));
}

TEST_F(Associations, Scenario083_OneThatLosesAnEndStopsTheFlush) {
  store(make<Enrollment>({.grade = 2, .student = ann, .course = logic}));
  ASSERT_EQ(ann->enrollments().size(), 1U);
  recorder.clear();
  ann->enrollments().clear();
  EXPECT_THROW(session.flush(), orm::RequiredKeyError);
  EXPECT_EQ(recorder.executions(), 0U);
  session.rollback();
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|2"));
}

TEST_F(Associations, AfterARollbackTheKeysOfTheEndsAreForgotten) {
  const auto enrollment = make<Enrollment>({.student = ann, .course = logic});
  session.add(enrollment);
  session.flush();
  session.rollback();
  EXPECT_FALSE(orm::has_key(*ann));
  EXPECT_FALSE(orm::has_key(*enrollment));
  store(bob);
  session.add(enrollment);
  session.commit();
  EXPECT_THAT(enrollment_rows(), ElementsAre("2|1|NULL"));
}

}  // namespace shapes
