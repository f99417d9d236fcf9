// Characters, whatever the locale of the program is.
#pragma once

namespace orm {

inline bool is_digit(char character) { return character >= '0' && character <= '9'; }
inline bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

}  // namespace orm
