#pragma once

#include <string_view>

// An input of the fuzzer: a schema, and behind it the files it may import, each begun by a line
// `//file NAME`.
namespace ormgen::fuzz {

enum class Reached { Parse, Check, Emit };

// Takes an input through the phases as `ormgen` does, messages included, and stops between them on
// errors. Tells how far it came.
Reached run_phases(std::string_view input);

}  // namespace ormgen::fuzz
