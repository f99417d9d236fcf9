#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "source/source_file.h"

namespace ormgen {

// A source line as it is shown, and where a range stands in it, counted in terminal columns from 0.
struct Snippet {
  std::uint32_t line = 1;
  std::string text;
  std::size_t begin = 0;
  // At least 1; a range over several lines ends with its first.
  std::size_t width = 1;
  bool is_cut = false;
};

// Tabs become spaces, what cannot be shown becomes U+FFFD, and a line wider than `max_width` is cut
// around the range with `...` at the cut ends.
Snippet make_snippet(const SourceFile& file, Span span, std::size_t max_width);

}  // namespace ormgen
