// Programs out of random numbers.
#pragma once

#include "operation.h"

namespace model_test {

/// The same for the same seed on every machine. Most of its operations are allowed where they
/// stand; which ones exactly turns out only when it runs, for some flushes come by themselves.
Program random_program(unsigned seed, int steps);

}  // namespace model_test
