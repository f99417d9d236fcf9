// Runs programs against the runtime and the plain model, side by side.
#pragma once

#include <string>

#include "operation.h"
#include "stored.h"

namespace model_test {

/// What went wrong, and after which operation; empty when nothing did.
std::string failure_of(const Program& program, Stored& stored);

/// The shortest program found that still fails, by leaving out operations of one that does.
Program shrunk(Program program, Stored& stored);

}  // namespace model_test
