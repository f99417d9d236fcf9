#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace ormgen {

// Both count from 1; the column counts characters (code points), not bytes.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The text of one file, as read. Immutable; a byte order mark at the start is not part of it.
class SourceFile {
 public:
  SourceFile(FileId id, std::string path, std::string text);

  FileId id() const { return id_; }
  // As it is shown in messages: what the user wrote, with `/` as separator.
  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  // The bytes of a span of this file.
  std::string_view slice(Span span) const;

  LineColumn position(std::uint32_t offset) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // Without its line break. `line` counts from 1.
  std::string_view line_text(std::uint32_t line) const;
  // Byte offset of the first character of a line.
  std::uint32_t line_start(std::uint32_t line) const { return line_starts_[line - 1]; }

  // Offset of the first byte that is not part of valid UTF-8.
  std::optional<std::uint32_t> first_invalid_byte() const;

 private:
  FileId id_;
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

}  // namespace ormgen
