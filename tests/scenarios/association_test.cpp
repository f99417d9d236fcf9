// Scenarios 80 to 83: an association with a key made of the keys of its ends.
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

TEST_F(Associations, Scenario081_AReplacedOneLeavesItsRowToTheNewOne) {
  const auto old = make<Enrollment>({.grade = 1, .student = ann, .course = logic});
  store(old, ann, logic);
  ASSERT_EQ(ann->enrollments().size(), 1U);
  ASSERT_EQ(old->grade(), 1);
  recorder.clear();
  session.remove(old);
  const auto replacement = session.create<Enrollment>({.grade = 2});
  replacement->set_student(ann);
  replacement->set_course(logic);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("UPDATE enrollments SET grade x1"));
  EXPECT_EQ(ann->enrollments().size(), 1U);
  EXPECT_TRUE(session.get<Enrollment>(1, 1) == replacement);
  session.commit();
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|2"));
  EXPECT_EQ(replacement->grade(), 2);
  EXPECT_THROW(session.add(old), orm::InvalidRequestError);
}

TEST_F(Associations, Scenario081_ARollbackGivesTheRowBack) {
  const auto old = make<Enrollment>({.grade = 1, .student = ann, .course = logic});
  store(old);
  session.remove(old);
  const auto replacement = session.create<Enrollment>({.grade = 2, .student = ann});
  replacement->set_course(logic);
  session.flush();
  session.rollback();
  EXPECT_TRUE(session.get<Enrollment>(1, 1) == old);
  EXPECT_EQ(old->grade(), 1);
  EXPECT_TRUE(replacement->student() == ann);
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|1"));
}

TEST_F(Associations, Scenario081_ARowThatStaysTheSameIsNotWritten) {
  const auto old = make<Enrollment>({.grade = 1, .student = ann, .course = logic});
  store(old);
  ASSERT_EQ(old->grade(), 1);
  recorder.clear();
  session.remove(old);
  session.create<Enrollment>({.grade = 1, .student = ann, .course = logic});
  session.flush();
  EXPECT_THAT(executed(), IsEmpty());
  session.commit();
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|1"));
}

// What a removed one held in memory alone says nothing of its row.
TEST_F(Associations, Scenario081_ARowIsComparedAsItIsStored) {
  const auto old = make<Enrollment>({.grade = 1, .student = ann, .course = logic});
  store(old);
  ASSERT_EQ(old->grade(), 1);
  old->set_grade(2);
  session.remove(old);
  session.create<Enrollment>({.grade = 2, .student = ann, .course = logic});
  session.commit();
  EXPECT_THAT(enrollment_rows(), ElementsAre("1|1|2"));
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

class Views : public Associations {
 protected:
  void SetUp() override {
    ann->enrollments().append(make<Enrollment>({.course = music}));
    ann->enrollments().append(make<Enrollment>({.course = logic}));
    store(ann);
  }
};

TEST_F(Views, AShortcutReadsPastTheAssociation) {
  EXPECT_THAT(each(ann->courses(), &Course::title), ElementsAre("Logic", "Music"));
  EXPECT_THAT(executed(), ElementsAre("SELECT enrollments"));
  EXPECT_EQ(&ann->courses()[0], logic.get());
  EXPECT_TRUE(ann->courses().contains(music));
  EXPECT_FALSE(ann->courses().empty());
}

TEST_F(Views, AViewStaysAsItWasReadUntilItExpires) {
  ASSERT_EQ(ann->courses().size(), 2U);
  session.remove(session.get_one<Enrollment>(1, logic->id()));
  session.flush();
  EXPECT_EQ(ann->courses().size(), 2U);
  session.commit();
  EXPECT_THAT(each(ann->courses(), &Course::title), ElementsAre("Music"));
}

TEST_F(Views, AViewIsJoinedToo) {
  session.expunge_all();
  const auto found =
      session.query<Student>().options(orm::joinedload(Student::fields.courses)).one();
  recorder.clear();
  EXPECT_THAT(each(found->courses(), &Course::title), ElementsAre("Logic", "Music"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Views, AViewOverAKeyHasALinkOfItsOwn) {
  auto& enrollment = ann->enrollments()[0];
  EXPECT_FALSE(orm::is_loaded(enrollment, Enrollment::fields.same_student));
  EXPECT_TRUE(enrollment.same_student() == ann);
  EXPECT_EQ(ann->last_enrollment().size(), 2U);
  EXPECT_EQ(&ann->last_enrollment()[1], &ann->enrollments()[0]);
}

TEST_F(Views, ANewObjectHasNothingInAViewUntilItIsStored) {
  const auto carl = make<Student>({.name = "Carl"});
  carl->enrollments().append(make<Enrollment>({.course = music}));
  EXPECT_TRUE(carl->courses().empty());
  session.add(carl);
  session.flush();
  EXPECT_THAT(each(carl->courses(), &Course::title), ElementsAre("Music"));
  session.rollback();
  EXPECT_TRUE(carl->courses().empty());
}

TEST_F(Views, RemovingTheOwnerLeavesWhatAViewShows) {
  ASSERT_EQ(ann->courses().size(), 2U);
  for (auto& enrollment : ann->enrollments()) session.remove(orm::Ptr<Enrollment>(enrollment));
  session.remove(ann);
  session.commit();
  EXPECT_THAT(rows("SELECT title FROM courses ORDER BY 1"), ElementsAre("Logic", "Music"));
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
