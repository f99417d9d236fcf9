#pragma once

#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace ormgen {

// What there is to say about a code beyond its message, from pages/<number>.md: what the rule is
// and why it exists, a schema that breaks it, and the same schema put right. A code block is marked
// `orm wrong` or `orm right`; `orm file=NAME` is a file that the others import; `\xFF` stands for a
// byte in a block marked `escaped`.
std::string_view page_of(Code code);

// The page as plain text: code is indented instead of fenced.
std::string explain(Code code);

// One line for each code: its name, severity and title.
std::string list_of_codes();

}  // namespace ormgen
