#include "db/statement_cache.h"

#include <gtest/gtest.h>

namespace orm::db {
namespace {

// Counts how often it is reset, and says when it is gone.
class FakeStatement : public CachedStatement {
 public:
  explicit FakeStatement(int& alive) : alive_(alive) { ++alive_; }
  ~FakeStatement() override { --alive_; }
  void bind(std::span<const ValueView>) override {}
  bool step() override { return false; }
  void run(void*, TakeRow) override {}
  void read(unsigned, std::span<ValueView>) override {}
  void read_one(unsigned, ValueView&) override {}
  unsigned columns() const noexcept override { return 0; }
  void reset() noexcept override { ++resets; }
  std::string_view sql() const noexcept override { return {}; }

  int resets = 0;

 private:
  int& alive_;
};

class StatementCacheTest : public ::testing::Test {
 protected:
  FakeStatement* add(Shape shape) {
    return static_cast<FakeStatement*>(cache_.add(shape, std::make_unique<FakeStatement>(alive_)));
  }
  void add_free(Shape shape) { cache_.release(add(shape)); }

  int alive_ = 0;
  StatementCache cache_{3};
};

TEST_F(StatementCacheTest, FindsByShape) {
  FakeStatement* a = add("a");
  cache_.release(a);
  EXPECT_EQ(cache_.find("a"), a);
  EXPECT_EQ(cache_.find("b"), nullptr);
}

TEST_F(StatementCacheTest, ShapesAreBytes) {
  add_free(std::string_view("a\0b", 3));
  EXPECT_EQ(cache_.find("a"), nullptr);
  EXPECT_EQ(cache_.find(std::string_view("a\0c", 3)), nullptr);
  EXPECT_NE(cache_.find(std::string_view("a\0b", 3)), nullptr);
}

TEST_F(StatementCacheTest, ReleaseResets) {
  FakeStatement* a = add("a");
  EXPECT_EQ(a->resets, 0);
  cache_.release(a);
  EXPECT_EQ(a->resets, 1);
}

TEST_F(StatementCacheTest, LeasedStatementIsNotFound) {
  FakeStatement* a = add("a");
  EXPECT_EQ(cache_.find("a"), nullptr);
  cache_.release(a);
  EXPECT_EQ(cache_.find("a"), a);
  EXPECT_EQ(cache_.find("a"), nullptr);
}

TEST_F(StatementCacheTest, SecondStatementOfALeasedShapeIsTemporary) {
  FakeStatement* first = add("a");
  FakeStatement* second = add("a");
  EXPECT_NE(first, second);
  EXPECT_EQ(alive_, 2);
  cache_.release(second);
  EXPECT_EQ(alive_, 1);
  cache_.release(first);
  EXPECT_EQ(alive_, 1);
  EXPECT_EQ(cache_.find("a"), first);
}

TEST_F(StatementCacheTest, LeastRecentlyUsedLeavesAFullCache) {
  add_free("a");
  add_free("b");
  add_free("c");
  cache_.release(cache_.find("a"));
  add_free("d");
  EXPECT_EQ(alive_, 3);
  EXPECT_EQ(cache_.find("b"), nullptr);
  EXPECT_NE(cache_.find("a"), nullptr);
  EXPECT_NE(cache_.find("c"), nullptr);
  EXPECT_NE(cache_.find("d"), nullptr);
}

TEST_F(StatementCacheTest, TheOneFoundLastMayLeave) {
  add_free("a");
  cache_.release(cache_.find("a"));
  for (const char* shape : {"b", "c", "d"}) add_free(shape);
  EXPECT_EQ(alive_, 3);
  EXPECT_EQ(cache_.find("a"), nullptr);
}

TEST_F(StatementCacheTest, ShapesOfTheSameEndsAreTwo) {
  FakeStatement* a = add("SELECT.a.FROM tab");
  FakeStatement* b = add("SELECT.b.FROM tab");
  cache_.release(a);
  cache_.release(b);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(cache_.find("SELECT.a.FROM tab"), a);
    EXPECT_EQ(cache_.find("SELECT.b.FROM tab"), b);
    EXPECT_EQ(cache_.find("SELECT.c.FROM tab"), nullptr);
    cache_.release(a);
    cache_.release(b);
  }
}

// As those of fixed statements, which are addresses.
TEST_F(StatementCacheTest, ShapesOfTheSizeOfAnAddressAreTold) {
  std::vector<std::string> shapes;
  for (const char end : {'0', '1', '2'}) shapes.push_back(std::string("address") + end);
  std::vector<FakeStatement*> statements;
  statements.reserve(shapes.size());
  for (const std::string& shape : shapes) statements.push_back(add(shape));
  for (FakeStatement* statement : statements) cache_.release(statement);
  for (std::size_t i = 0; i < shapes.size(); ++i) EXPECT_EQ(cache_.find(shapes[i]), statements[i]);
  EXPECT_EQ(cache_.find("address3"), nullptr);
}

TEST_F(StatementCacheTest, LeasedStatementsNeverLeave) {
  FakeStatement* a = add("a");
  FakeStatement* b = add("b");
  FakeStatement* c = add("c");
  add_free("d");
  EXPECT_EQ(cache_.size(), 3U);
  EXPECT_EQ(alive_, 3);
  EXPECT_EQ(cache_.find("d"), nullptr);
  cache_.release(b);
  add_free("d");
  EXPECT_EQ(cache_.find("b"), nullptr);
  EXPECT_NE(cache_.find("d"), nullptr);
  cache_.release(a);
  cache_.release(c);
}

TEST_F(StatementCacheTest, ReleaseAllFreesEverything) {
  FakeStatement* a = add("a");
  add("a");
  add_free("b");
  cache_.release_all();
  EXPECT_EQ(alive_, 2);
  EXPECT_EQ(a->resets, 1);
  EXPECT_EQ(cache_.find("a"), a);
  EXPECT_NE(cache_.find("b"), nullptr);
}

}  // namespace
}  // namespace orm::db
