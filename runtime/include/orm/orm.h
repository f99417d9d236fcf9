// The whole of the runtime's API.
#pragma once

#include "orm/aggregates.h"
#include "orm/arithmetic.h"
#include "orm/conditions.h"
#include "orm/criteria.h"
#include "orm/engine.h"
#include "orm/error.h"
#include "orm/events.h"
#include "orm/expression.h"
#include "orm/functions.h"
#include "orm/loading.h"
#include "orm/model.h"
#include "orm/observe.h"
#include "orm/ordering.h"
#include "orm/query.h"
#include "orm/session.h"
#include "orm/subqueries.h"
