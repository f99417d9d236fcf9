#pragma once

#include <chrono>
#include <string>

#include "driver/load.h"
#include "driver/options.h"
#include "model/model.h"
#include "source/source_set.h"

namespace ormgen {

using Duration = std::chrono::steady_clock::duration;

// What `-v` says about a run, a line for each file and for each phase.
std::string describe_reading(const Loaded& loaded, const SourceSet& sources, Duration taken);
std::string describe_checking(const model::Model& model, Duration taken);

}  // namespace ormgen
