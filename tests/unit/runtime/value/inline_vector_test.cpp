#include "orm/inline_vector.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace {

using orm::detail::InlineVector;
using Numbers = InlineVector<int, 2>;
using Texts = InlineVector<std::string, 2>;

// One that is inside a string, or has memory of its own.
std::string text(std::size_t number) { return std::string(number * 20, 'x'); }

Texts texts(std::size_t count) {
  Texts made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(text(i));
  return made;
}

Numbers numbers(std::size_t count) {
  Numbers made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(static_cast<int>(i));
  return made;
}

template <class Vector>
auto elements(const Vector& vector) {
  return std::vector(vector.begin(), vector.end());
}

// Inside, full, and on the heap.
constexpr std::size_t sizes[] = {0, 1, 2, 3, 9};

TEST(InlineVector, IsCopied) {
  for (const std::size_t size : sizes) {
    const Texts from = texts(size);
    Texts copy = from;
    EXPECT_EQ(elements(copy), elements(from));
    copy = texts(1);
    EXPECT_EQ(elements(copy), elements(texts(1)));
    EXPECT_EQ(from.size(), size);
  }
}

// What has been moved from is looked at.
// NOLINTBEGIN(bugprone-use-after-move)
TEST(InlineVector, IsEmptyAndOfUseAfterAMove) {
  for (const std::size_t size : sizes) {
    Texts from = texts(size);
    Texts moved = std::move(from);
    EXPECT_EQ(elements(moved), elements(texts(size)));
    EXPECT_TRUE(from.empty());
    from.push_back("again");
    EXPECT_EQ(from[0], "again");
    from = std::move(moved);
    EXPECT_EQ(elements(from), elements(texts(size)));
    EXPECT_TRUE(moved.empty());
  }
}

TEST(InlineVector, AppendsAnotherOne) {
  for (const std::size_t first : sizes) {
    for (const std::size_t second : sizes) {
      Texts copied = texts(first);
      const Texts more = texts(second);
      copied.append(more);
      Texts moved = texts(first);
      Texts given = texts(second);
      moved.append(std::move(given));
      EXPECT_EQ(elements(moved), elements(copied));
      EXPECT_EQ(copied.size(), first + second);
      EXPECT_TRUE(given.empty());
    }
  }
}

// NOLINTEND(bugprone-use-after-move)

TEST(InlineVector, HasTheSameElementsWhereTheyAreBytes) {
  for (const std::size_t first : sizes) {
    for (const std::size_t second : sizes) {
      Numbers vector = numbers(first);
      Numbers more = numbers(second);
      vector.append(more.data(), more.size());
      vector.append(std::move(more));
      std::vector<int> expected = elements(numbers(first));
      const std::vector<int> again = elements(numbers(second));
      for (int i = 0; i < 2; ++i) expected.insert(expected.end(), again.begin(), again.end());
      EXPECT_EQ(elements(vector), expected);
    }
  }
}

}  // namespace
