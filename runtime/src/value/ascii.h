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

/// True for bytes below 128 only. Inline, for every text that is read is looked at.
inline bool is_ascii(const char* data, std::size_t size) {
  constexpr std::size_t width = sizeof(std::uint64_t);
  const auto word_at = [](const char* bytes) {
    std::uint64_t word;
    std::memcpy(&word, bytes, width);
    return word;
  };
  std::uint64_t high_bits = 0;
  if (size < width) {
    for (std::size_t i = 0; i < size; ++i) high_bits |= static_cast<unsigned char>(data[i]);
  } else {
    // The last word may overlap the one before.
    const char* last = data + size - width;
    high_bits = word_at(last);
    for (; last - data > 24; data += 4 * width) {
      high_bits |= (word_at(data) | word_at(data + width)) |
                   (word_at(data + 2 * width) | word_at(data + 3 * width));
    }
    for (; data < last; data += width) high_bits |= word_at(data);
  }
  return (high_bits & 0x8080808080808080U) == 0;
}

}  // namespace orm
