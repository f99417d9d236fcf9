#pragma once

#include <string_view>

#include "model/model.h"

namespace ormgen::checking {

// True for the types whose defaults are written as a text that has to have some form.
bool has_text_form(model::ScalarType type);

// True for a text as the database holds a value of the type: a day or time that exists, or 32
// hexadecimal digits with their hyphens.
bool is_in_form(model::ScalarType type, std::string_view text);

// True for a number, without exponent, that a decimal of so many digits holds exactly.
bool is_decimal(std::string_view number, model::Digits digits);

}  // namespace ormgen::checking
