// Random programs against the runtime and a plain model of what a session promises. In memory both
// agree after each step, in the rows and in a freshly loaded graph after each commit.
//
//   ORM_MODEL_PROGRAMS   how many (default 10,000, under the sanitizers 1,000)
//   ORM_MODEL_SEED       the seed of the first; the others follow (default 1)
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "random_program.h"
#include "run.h"

namespace model_test {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr unsigned default_programs = 1'000;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr unsigned default_programs = 1'000;
#else
constexpr unsigned default_programs = 10'000;
#endif
#else
constexpr unsigned default_programs = 10'000;
#endif

constexpr unsigned shards = 10;
constexpr int program_steps = 60;

unsigned number_in(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

}  // namespace

class RandomPrograms : public testing::TestWithParam<unsigned> {};

TEST_P(RandomPrograms, AgreeWithThePlainModel) {
  const unsigned programs = number_in("ORM_MODEL_PROGRAMS", default_programs);
  const unsigned first = number_in("ORM_MODEL_SEED", 1);
  Stored stored;
  for (unsigned i = GetParam(); i < programs; i += shards) {
    const Program program = random_program(first + i, program_steps);
    if (failure_of(program, stored).empty()) continue;
    const Program minimal = shrunk(program, stored);
    FAIL() << failure_of(minimal, stored) << "\n" << describe(minimal);
  }
}

INSTANTIATE_TEST_SUITE_P(Shards, RandomPrograms, testing::Range(0U, shards));

}  // namespace model_test
