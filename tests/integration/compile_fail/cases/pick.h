// One token of each case is wrong: `PICK(wrong, right)`. With ORM_WRONG the case must not compile.
#pragma once

#include "models.orm.hpp"
#include "orm/orm.h"

#ifdef ORM_WRONG
#define PICK(wrong, right) wrong
#else
#define PICK(wrong, right) right
#endif

using namespace scenarios;
