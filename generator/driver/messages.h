#pragma once

#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "driver/options.h"
#include "source/source_set.h"

namespace ormgen {

// What the run found, as text for stderr in the format that was asked for or that fits stderr; the
// `failures` are whole sentences about the run itself.
std::string render_messages(const Sink& sink, const SourceSet& sources, const Options& options,
                            std::vector<std::string> failures = {});
// The same for what has nothing to do with a schema.
std::string render_failure(const std::string& failure, const Options& options);

// True where all messages of a run are one text, which no second one may follow.
bool is_one_document(const Options& options);
// True where more text may stand beside the messages, since no program reads them.
bool may_be_talked_to(const Options& options);

// True when a person reads what the program says.
bool stderr_is_a_terminal();

}  // namespace ormgen
