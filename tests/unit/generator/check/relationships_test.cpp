// R1 to R8: what each relationship means, and which key or link table it uses.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using model::RelationshipKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* user_and_post = R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates author; }
entity Post { id: int64 primary key; author_id: foreign key User.id;
  relationship author: User back_populates posts; }
)";

TEST(Relationships, OneToManyIsHeldByTheTarget) {
  const CheckedSchema schema(user_and_post);
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& posts = schema.relationship("User", "posts");
  EXPECT_EQ(posts.kind, RelationshipKind::OneToMany);
  EXPECT_EQ(posts.key->holder, posts.target);
  EXPECT_EQ(posts.key->foreign_key, 0U);
  EXPECT_FALSE(posts.link);
  EXPECT_EQ(schema.model().relationship(*posts.inverse).name, "author");
  const auto& author = schema.relationship("Post", "author");
  EXPECT_EQ(author.kind, RelationshipKind::ManyToOne);
  EXPECT_EQ(author.key->holder, posts.target);
  EXPECT_FALSE(author.is_one_to_one);
  EXPECT_FALSE(author.is_nullable);
  EXPECT_EQ(schema.model().relationship(*author.inverse).name, "posts");
}

TEST(Relationships, AUniqueKeyMakesTheHolderOneToOne) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship profile: Profile? back_populates user uselist false; }
entity Profile { id: int64 primary key; user_id: foreign key User.id unique;
  relationship user: User back_populates profile; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& profile = schema.relationship("User", "profile");
  EXPECT_EQ(profile.kind, RelationshipKind::OneToOne);
  EXPECT_TRUE(profile.is_nullable);
  EXPECT_FALSE(profile.is_one_to_one);
  EXPECT_TRUE(schema.relationship("Profile", "user").is_one_to_one);
}

TEST(Relationships, AMemberUniqueSetMakesAOneToOneKeyToo) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship profile: Profile? uselist false; }
entity Profile { id: int64 primary key; user_id: foreign key User.id; unique (user_id); }
)");
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Relationships, AWiderUniqueSetDoesNot) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship profile: Profile? uselist false; }
entity Profile { id: int64 primary key; user_id: foreign key User.id; kind: int32; unique (user_id, kind); }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM504]"));
}

TEST(Relationships, ManyToManyRunsThroughTheLinkTableInOppositeWays) {
  const CheckedSchema schema(R"(
entity Student { id: int64 primary key; relationship courses: Course[] secondary sc back_populates students; }
entity Course { id: int64 primary key; relationship students: Student[] secondary sc back_populates courses; }
table sc { course_id: foreign key Course.id; student_id: foreign key Student.id; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& courses = *schema.relationship("Student", "courses").link;
  const auto& students = *schema.relationship("Course", "students").link;
  EXPECT_EQ(courses.local_key, 1U);
  EXPECT_EQ(courses.target_key, 0U);
  EXPECT_EQ(students.local_key, 0U);
  EXPECT_EQ(students.target_key, 1U);
  for (const auto& key : schema.link_table("sc").foreign_keys) {
    EXPECT_TRUE(key.is_used_by_relationship);
  }
}

TEST(Relationships, APartnersForeignKeysCountForBoth) {
  const CheckedSchema schema(R"(
entity Address { id: int64 primary key; relationship orders: Order[] back_populates shipping; }
entity Order { id: int64 primary key; billing_id: foreign key Address.id; shipping_id: foreign key Address.id;
  relationship shipping: Address foreign_keys shipping_id back_populates orders; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.relationship("Address", "orders").key->foreign_key, 1U);
  const auto& keys = schema.entity("Order").foreign_keys;
  EXPECT_FALSE(keys[0].is_used_by_relationship);
  EXPECT_TRUE(keys[1].is_used_by_relationship);
}

TEST(Relationships, OrderByAndLazyAreKept) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key;
  relationship posts: Post[] order_by title desc, id lazy select; }
entity Post { id: int64 primary key; title: string; user_id: foreign key User.id; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& posts = schema.relationship("User", "posts");
  ASSERT_EQ(posts.order_by.size(), 2U);
  EXPECT_EQ(posts.order_by[0].column, 1U);
  EXPECT_TRUE(posts.order_by[0].is_descending);
  EXPECT_EQ(posts.order_by[1].column, 0U);
  EXPECT_FALSE(posts.order_by[1].is_descending);
  EXPECT_EQ(posts.lazy, model::Lazy::Select);
}

TEST(Relationships, TheDefaultCascadeMayBeWrittenInAnyOrder) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] cascade merge, save-update; }
entity Post { id: int64 primary key; user_id: foreign key User.id; }
)");
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Relationships, OnDeleteCascadeImpliesPassiveDeletesOnTheOwnersSide) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates user; }
entity Post { id: int64 primary key; user_id: foreign key User.id on delete cascade;
  relationship user: User back_populates posts; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.relationship("User", "posts").passive_deletes, model::PassiveDeletes::On);
  EXPECT_EQ(schema.relationship("Post", "user").passive_deletes, model::PassiveDeletes::Off);
}

TEST(Relationships, AnExistingLinkTableIsOffered) {
  const CheckedSchema schema(R"(
entity Student { id: int64 primary key; relationship courses: Course[]; }
entity Course { id: int64 primary key; }
table student_course { student_id: foreign key Student.id; course_id: foreign key Course.id; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM521]"));
  EXPECT_THAT(schema.messages(), HasSubstr("for many-to-many add `secondary student_course`"));
}

TEST(Relationships, AThirdWriterOfAPairsKeyIsReportedOnce) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates author;
  relationship more: Post[]; }
entity Post { id: int64 primary key; author_id: foreign key User.id;
  relationship author: User back_populates posts; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM536]"));
  EXPECT_THAT(schema.messages(), HasSubstr("`User.posts` and `User.more` both write"));
}

TEST(Relationships, APathGivesEachEndOfALinkTableItsSide) {
  const CheckedSchema schema(R"(
entity P { id: int64 primary key;
  relationship following: P[] secondary follow (a -> b) back_populates followers;
  relationship followers: P[] secondary follow (b -> a) back_populates following; }
table follow { a: foreign key P.id; b: foreign key P.id; }
)");
  EXPECT_THAT(schema.codes(), IsEmpty());
  EXPECT_EQ(schema.relationship("P", "following").link->local_key, 0U);
  EXPECT_EQ(schema.relationship("P", "followers").link->local_key, 1U);
}

// Where SQLAlchemy warns when the program runs, or has a row too many.
TEST(Relationships, Scenario027_OneToOneThroughALinkTableIsAList) {
  const CheckedSchema schema(R"(
entity Item { id: int64 primary key; relationship keyword: Keyword? secondary pair uselist false; }
entity Keyword { id: int64 primary key; }
table pair { item_id: foreign key Item.id; keyword_id: foreign key Keyword.id; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM510]"));
  EXPECT_THAT(schema.messages(), HasSubstr("write `Keyword[]`"));
}

TEST(Relationships, Scenario057_TheManySideDeletesNoOrphansOfOthers) {
  const auto book_with = [](const std::string& clause) {
    return R"(
entity Author { id: int64 primary key; }
entity Book { id: int64 primary key; author_id: foreign key Author.id;
  relationship author: Author cascade all, delete-orphan )" +
           clause + "; }";
  };
  const CheckedSchema schema(book_with(""));
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM540]"));
  EXPECT_THAT(schema.messages(), HasSubstr("single_parent"));
  EXPECT_THAT(CheckedSchema(book_with("single_parent")).errors(), IsEmpty());
}

TEST(Relationships, Scenario065_OneToOneNeedsAUniqueKey) {
  const auto profile_with = [](const std::string& clause) {
    return R"(
entity User { id: int64 primary key;
  relationship profile: Profile? uselist false cascade all, delete-orphan; }
entity Profile { id: int64 primary key; user_id: foreign key User.id? )" +
           clause + "; }";
  };
  const CheckedSchema schema(profile_with(""));
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM504]"));
  EXPECT_THAT(schema.messages(), HasSubstr("add `unique` to `Profile.user_id`"));
  EXPECT_THAT(CheckedSchema(profile_with("unique")).errors(), IsEmpty());
}

// The rows of an association: it writes them, and a link table of the same rows would, too.
constexpr const char* enrollment = R"(
entity Course { id: int64 primary key; }
entity Enrollment { student_id: foreign key Student.id; course_id: foreign key Course.id;
  primary key (student_id, course_id); relationship student: Student back_populates enrollments; }
)";

std::string student_with(const std::string& courses) {
  return R"(
entity Student { id: int64 primary key;
  relationship enrollments: Enrollment[] back_populates student;
  relationship courses: Course[] )" +
         courses + "; }" + enrollment;
}

TEST(Relationships, Scenario084_AnAssociationIsNoLinkTableToWriteThrough) {
  const CheckedSchema schema(student_with("secondary Enrollment"));
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM512]"));
  EXPECT_THAT(schema.messages(), HasSubstr("add `viewonly`"));
}

TEST(Relationships, Scenario084_AnAssociationIsReadPast) {
  const CheckedSchema schema(student_with("secondary Enrollment viewonly"));
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Relationships, Scenario084_AnAssociationAndALinkTableAreTwoTables) {
  const CheckedSchema schema(student_with("secondary pair") + R"(
table pair table "Enrollment" { student_id: foreign key Student.id;
  course_id: foreign key Course.id; primary key (student_id, course_id); }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM208]"));
}

TEST(Relationships, Scenario084_TwoOnesOfALinkTableHaveToKnowOfEachOther) {
  const CheckedSchema schema(R"(
entity Student { id: int64 primary key; relationship courses: Course[] secondary pair; }
entity Course { id: int64 primary key; relationship students: Student[] secondary pair; }
table pair { student_id: foreign key Student.id; course_id: foreign key Course.id;
  primary key (student_id, course_id); }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM536]"));
  EXPECT_THAT(schema.messages(), HasSubstr("both write `pair`"));
}

}  // namespace
}  // namespace ormgen
