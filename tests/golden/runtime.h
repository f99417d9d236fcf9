// What generated code includes of the runtime, compiled once for all schemas.
#include "orm/class_mapping.h"
#include "orm/engine.h"
#include "orm/model.h"
#include "orm/row.h"
