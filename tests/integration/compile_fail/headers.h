// What the cases include, compiled once for all of them.
#pragma once

#include "clauses.orm.hpp"
#include "models.orm.hpp"
#include "orm/orm.h"
#include "sources.orm.hpp"
#include "types.orm.hpp"
