#include "source/source_file.h"

#include <algorithm>
#include <utility>

#include "source/utf8.h"

namespace ormgen {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char following = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool is_break = text[i] == '\n' || (text[i] == '\r' && following != '\n');
    if (is_break) starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return starts;
}

}  // namespace

SourceFile::SourceFile(FileId id, std::string path, std::string text)
    : id_(id), path_(std::move(path)), text_(std::move(text)) {
  if (text_.starts_with(byte_order_mark)) text_ = text_.substr(byte_order_mark.size());
  line_starts_ = find_line_starts(text_);
}

std::string_view SourceFile::slice(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

LineColumn SourceFile::position(std::uint32_t offset) const {
  const auto limit = static_cast<std::uint32_t>(text_.size());
  const std::uint32_t within = std::min(offset, limit);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), within);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_start(line);
  const std::string_view before = std::string_view(text_).substr(start, within - start);
  return {line, static_cast<std::uint32_t>(count_characters(before)) + 1};
}

std::string_view SourceFile::line_text(std::uint32_t line) const {
  const std::size_t begin = line_start(line);
  const std::size_t end = line < line_count() ? line_start(line + 1) : text_.size();
  std::string_view content = std::string_view(text_).substr(begin, end - begin);
  while (content.ends_with('\n') || content.ends_with('\r')) content.remove_suffix(1);
  return content;
}

std::optional<std::uint32_t> SourceFile::first_invalid_byte() const {
  return find_invalid_utf8(text_);
}

}  // namespace ormgen
