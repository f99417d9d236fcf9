#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "format/words.h"

namespace ormgen::format_detail {

enum class Gap { None, Space, Line };

// How a word stands behind the one before it.
struct Place {
  Gap gap = Gap::Space;
  // Of the word where it begins a line, and of the comments above it.
  std::size_t indent = 0;
  std::size_t comment_indent = 0;
  // Spaces beyond the one of the gap.
  std::size_t padding = 0;
  // Empty lines above the word and its comments stay, as one.
  bool keeps_blanks = false;
  // There is one above, whether the source has it or not.
  bool needs_blank = false;
};

// Puts words and their comments into text.
class Writer {
 public:
  explicit Writer(std::string_view line_break) : line_break_(line_break) {}

  void write(const Word& word, const Place& place);
  // With a line break at the end.
  std::string take();

 private:
  void write_before(const Remark& remark, bool begins_line, const Place& place,
                    bool has_blank_above);
  void write_behind(const Remark& remark);
  void write_on_line(const Remark& remark);
  void separate(const Word& word, const Place& place, bool has_blank_above);
  void start_line(std::size_t indent, bool has_blank_above);

  std::string_view line_break_;
  std::string out_;
  // What comes next has to begin a line.
  bool must_break_ = false;
  // The last thing on the line is a comment.
  bool is_behind_comment_ = false;
  // Nothing stands in the block so far.
  bool has_just_opened_ = false;
};

// Whether nothing may stand between the word and the one before it.
bool clings_to_previous(const Word& word);

}  // namespace ormgen::format_detail
