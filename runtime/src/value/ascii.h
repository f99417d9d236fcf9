// Characters, whatever the locale of the program is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace orm {

inline bool is_digit(char character) { return character >= '0' && character <= '9'; }
inline bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/// True for bytes below 128 only. Inline, for every text that is read or written is looked at.
inline bool is_ascii(const char* data, std::size_t size) {
  constexpr std::size_t width = sizeof(std::uint64_t);
  constexpr std::size_t block = 4 * width;
  std::uint64_t high_bits = 0;
  const auto look_at = [&high_bits](const char* bytes) {
    std::uint64_t word;
    std::memcpy(&word, bytes, width);
    high_bits |= word;
  };
  const auto look_at_block = [&look_at](const char* bytes) {
    look_at(bytes);
    look_at(bytes + width);
    look_at(bytes + 2 * width);
    look_at(bytes + 3 * width);
  };
  // What is looked at last may overlap what is before.
  if (size >= block) {
    const char* last = data + size - block;
    for (; data < last; data += block) look_at_block(data);
    look_at_block(last);
  } else if (size >= width) {
    const char* last = data + size - width;
    for (; data < last; data += width) look_at(data);
    look_at(last);
  } else {
    for (std::size_t i = 0; i < size; ++i) high_bits |= static_cast<unsigned char>(data[i]);
  }
  return (high_bits & 0x8080808080808080U) == 0;
}

}  // namespace orm
