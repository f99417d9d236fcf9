#pragma once

#include <string>

#include "diagnostics/sink.h"
#include "driver/options.h"
#include "source/source_set.h"

namespace ormgen {

// What the run found, as text for stderr in the format that was asked for or that fits stderr.
std::string render_messages(const Sink& sink, const SourceSet& sources, const Options& options);

// True when a person reads what the program says.
bool stderr_is_a_terminal();

}  // namespace ormgen
