#pragma once

#include <string>
#include <variant>

#include "driver/run.h"
#include "emit/emit.h"

namespace ormgen {

// Puts the namespaces of the files into that of `--namespace`, or of the run that defines them.
void enclose(model::Model& model, const Resolved& run);

// What the command line asks of the emitter, or a sentence about what cannot be done.
std::variant<EmitOptions, std::string> emit_options(const Resolved& run, const model::Model& model);

}  // namespace ormgen
