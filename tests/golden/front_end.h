#pragma once

#include <filesystem>
#include <string>

#include "diagnostics/sink.h"
#include "model/model.h"
#include "source/source_set.h"

namespace ormgen::golden {

// How far a schema is taken.
enum class LastPhase { Parse, Check, Lint };

// What the folder of a case says.
LastPhase phase_of(const std::filesystem::path& path);

// Takes a schema, and all it imports, through the phases, and stops between them on errors. The
// schema's text is `text`; `path` says where its imports are found. Every lint is on. The model is
// empty unless all went well.
model::Model run_front_end(const std::filesystem::path& path, const std::string& text,
                           LastPhase last, SourceSet& sources, Sink& sink);

}  // namespace ormgen::golden
