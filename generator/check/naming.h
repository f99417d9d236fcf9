#pragma once

#include <string>
#include <string_view>

namespace ormgen::checking {

// `OrderLine` -> `order_line`, `HTTPServer` -> `http_server`, `userID` -> `user_id`.
std::string snake(std::string_view name);

// The plural of a snake name: `category` -> `categories`, `box` -> `boxes`, `day` -> `days`.
std::string plural(std::string_view name);

// A word that cannot name anything in generated code: a keyword, an alternative token or a macro of
// the standard library.
bool is_reserved_in_cpp(std::string_view name);

// Lower-case ASCII; SQLite compares identifiers this way.
std::string folded(std::string_view name);

}  // namespace ormgen::checking
