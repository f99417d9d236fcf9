#include "format/writer.h"

#include <algorithm>
#include <utility>

namespace ormgen::format_detail {
namespace {

bool has_blank_somewhere(const Word& word) {
  return word.has_blank_above || std::any_of(word.before.begin(), word.before.end(),
                                             [](const Remark& one) { return one.has_blank_above; });
}

bool has_line_of_its_own(const Word& word) {
  return std::any_of(word.before.begin(), word.before.end(),
                     [](const Remark& one) { return one.stands_alone; });
}

}  // namespace

bool clings_to_previous(const Word& word) {
  constexpr std::string_view all = ";,)]?";
  return word.text.size() == 1 && all.find(word.text.front()) != std::string_view::npos;
}

void Writer::write(const Word& word, const Place& place) {
  // A blank line that is wanted goes above the comments, unless they have one of their own.
  bool adds_blank = place.needs_blank && !has_blank_somewhere(word);
  bool begins_line = place.gap == Gap::Line || has_line_of_its_own(word);
  for (const Remark& remark : word.before) {
    write_before(remark, begins_line, place,
                 adds_blank || (place.keeps_blanks && remark.has_blank_above));
    adds_blank = false;
    begins_line = false;
  }
  if (word.text.empty()) return;
  const bool keeps_blank = place.keeps_blanks && word.has_blank_above && !word.is("}");
  separate(word, place, adds_blank || keeps_blank);
  out_ += word.text;
  must_break_ = false;
  is_behind_comment_ = false;
  has_just_opened_ = word.is("{");
  for (const Remark& remark : word.behind) write_behind(remark);
}

std::string Writer::take() {
  out_ += line_break_;
  return std::move(out_);
}

void Writer::write_before(const Remark& remark, bool begins_line, const Place& place,
                          bool has_blank_above) {
  if (begins_line || must_break_) {
    start_line(place.comment_indent, has_blank_above);
    out_ += remark.text;
  } else {
    write_on_line(remark);
  }
  is_behind_comment_ = true;
  must_break_ = remark.stands_alone;
  has_just_opened_ = false;
}

void Writer::write_behind(const Remark& remark) {
  write_on_line(remark);
  is_behind_comment_ = true;
  must_break_ = remark.ends_line;
}

void Writer::write_on_line(const Remark& remark) {
  out_.append(remark.ends_line ? 2 : 1, ' ').append(remark.text);
}

void Writer::separate(const Word& word, const Place& place, bool has_blank_above) {
  const bool is_led_by_comment = !word.before.empty() && !must_break_;
  if (must_break_ || (place.gap == Gap::Line && !is_led_by_comment)) {
    start_line(place.indent, has_blank_above);
  } else if (place.gap != Gap::None || (is_behind_comment_ && !clings_to_previous(word))) {
    out_.append(1 + place.padding, ' ');
  }
}

void Writer::start_line(std::size_t indent, bool has_blank_above) {
  if (out_.empty()) return;
  out_ += line_break_;
  if (has_blank_above && !has_just_opened_) out_ += line_break_;
  out_.append(indent, ' ');
}

}  // namespace ormgen::format_detail
