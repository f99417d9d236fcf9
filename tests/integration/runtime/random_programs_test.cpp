// Random programs: after every operation both sides of all relationships are in step, and after
// every commit the rows are what the model says.
#include "world.h"

namespace scenarios {

class RandomPrograms : public Scenarios, public testing::WithParamInterface<unsigned> {};

TEST_P(RandomPrograms, KeepBothSidesAndTheRowsInStep) {
  World world(engine, file(), GetParam());
  for (int i = 0; i < 250 && !HasFailure(); ++i) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(i));
    ASSERT_NO_THROW(world.step());
  }
  ASSERT_NO_THROW(world.expect_agreement());
  EXPECT_FALSE(HasFailure()) << "seed " << GetParam() << ":\n" << world.trail();
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range(1U, 25U));

}  // namespace scenarios
