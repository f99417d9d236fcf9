#pragma once

#include <cstdint>

namespace ormgen {

// Names a file of a SourceSet. `None` stands for "no place in any file".
enum class FileId : std::uint32_t { None = 0xffffffff };

// A half-open byte range of one file. A default-made span points nowhere.
struct Span {
  FileId file = FileId::None;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool points_nowhere() const { return file == FileId::None; }
  friend bool operator==(const Span&, const Span&) = default;
};

// The smallest span that covers both; both are in the same file, or one points nowhere.
inline Span cover(Span a, Span b) {
  if (a.points_nowhere()) return b;
  if (b.points_nowhere()) return a;
  return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace ormgen
