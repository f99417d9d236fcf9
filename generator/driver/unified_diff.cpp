#include "driver/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace ormgen {
namespace {

constexpr std::size_t context = 3;
// Beyond so many changed lines the search for the shortest script would cost more than it is worth.
constexpr int most_changes = 2000;

// Each with its line break; the last may be without.
using Lines = std::vector<std::string_view>;

struct LineEdit {
  // As the diff marks it: ' ', '-' or '+'.
  char mark = ' ';
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// The shortest script from `a` to `b`, after Myers (1986). On diagonal k = x - y, `furthest` holds
// the greatest x that can be reached with the changes so far.
class Script {
 public:
  Script(const Lines& a, const Lines& b)
      : a_(a), b_(b), width_(static_cast<int>(a.size())), height_(static_cast<int>(b.size())) {}

  std::vector<LineEdit> find() {
    const int limit = std::min(width_ + height_, most_changes);
    std::vector<int> furthest(static_cast<std::size_t>(2 * limit + 3), 0);
    for (int changes = 0; changes <= limit; ++changes) {
      rounds_.push_back({furthest, limit + 1});
      if (advance(furthest, limit + 1, changes)) return trace_back(changes);
    }
    return replace_all();
  }

 private:
  struct Round {
    std::vector<int> furthest;
    int middle = 0;
    int at(int diagonal) const {
      const int index = middle + diagonal;
      return furthest[static_cast<std::size_t>(index)];
    }
  };

  const Lines& a_;
  const Lines& b_;
  int width_;
  int height_;
  // What was reached before each number of changes.
  std::vector<Round> rounds_;

  static bool goes_down(const Round& round, int diagonal, int changes) {
    return diagonal == -changes ||
           (diagonal != changes && round.at(diagonal - 1) < round.at(diagonal + 1));
  }

  bool same(int x, int y) const {
    return a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)];
  }

  bool advance(std::vector<int>& furthest, int middle, int changes) const {
    const Round& before = rounds_.back();
    for (int diagonal = -changes; diagonal <= changes; diagonal += 2) {
      int x = goes_down(before, diagonal, changes) ? before.at(diagonal + 1)
                                                   : before.at(diagonal - 1) + 1;
      while (x < width_ && x - diagonal < height_ && same(x, x - diagonal)) ++x;
      const int index = middle + diagonal;
      furthest[static_cast<std::size_t>(index)] = x;
      if (x >= width_ && x - diagonal >= height_) return true;
    }
    return false;
  }

  std::vector<LineEdit> trace_back(int changes) const {
    std::vector<LineEdit> edits;
    int x = width_;
    int y = height_;
    for (; changes >= 0; --changes) {
      const Round& before = rounds_[static_cast<std::size_t>(changes)];
      const bool is_down = goes_down(before, x - y, changes);
      const int from = x - y + (is_down ? 1 : -1);
      const int start_x = changes == 0 ? 0 : before.at(from);
      const int start_y = changes == 0 ? 0 : start_x - from;
      while (x > start_x && y > start_y) {
        edits.push_back({' ', a_[static_cast<std::size_t>(--x)]});
        --y;
      }
      if (changes == 0) break;
      edits.push_back(is_down ? LineEdit{'+', b_[static_cast<std::size_t>(--y)]}
                              : LineEdit{'-', a_[static_cast<std::size_t>(--x)]});
    }
    std::reverse(edits.begin(), edits.end());
    return edits;
  }

  std::vector<LineEdit> replace_all() const {
    std::vector<LineEdit> edits;
    for (const std::string_view line : a_) edits.push_back({'-', line});
    for (const std::string_view line : b_) edits.push_back({'+', line});
    return edits;
  }
};

// What both texts begin and end with is the same whatever the script, and costs nothing here.
std::vector<LineEdit> edits_between(const Lines& before, const Lines& after) {
  const auto [first_a, first_b] =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  auto last_a = before.end();
  auto last_b = after.end();
  while (last_a != first_a && last_b != first_b && *(last_a - 1) == *(last_b - 1)) {
    --last_a;
    --last_b;
  }
  std::vector<LineEdit> edits;
  for (auto line = before.begin(); line != first_a; ++line) edits.push_back({' ', *line});
  const Lines middle_a(first_a, last_a);
  const Lines middle_b(first_b, last_b);
  const std::vector<LineEdit> middle = Script(middle_a, middle_b).find();
  edits.insert(edits.end(), middle.begin(), middle.end());
  for (auto line = last_a; line != before.end(); ++line) edits.push_back({' ', *line});
  return edits;
}

// "3,4": the first line and the count, where an empty range names the line before it.
std::string range(std::size_t lines_before, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? lines_before : lines_before + 1, count);
}

bool is_change(const LineEdit& edit) { return edit.mark != ' '; }

std::size_t count_in(const std::vector<LineEdit>& edits, std::size_t begin, std::size_t end,
                     char mark) {
  return static_cast<std::size_t>(
      std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(begin),
                    edits.begin() + static_cast<std::ptrdiff_t>(end),
                    [&](const LineEdit& edit) { return edit.mark == ' ' || edit.mark == mark; }));
}

// Behind the last change that is so near to the one at `first` that they share a hunk.
std::size_t end_of_changes(const std::vector<LineEdit>& edits, std::size_t first) {
  std::size_t end = first + 1;
  for (std::size_t i = end; i < edits.size() && i < end + 2 * context + 1; ++i) {
    if (is_change(edits[i])) end = i + 1;
  }
  return end;
}

std::string hunk(const std::vector<LineEdit>& edits, std::size_t begin, std::size_t end) {
  std::string out = fmt::format(
      "@@ -{} +{} @@\n", range(count_in(edits, 0, begin, '-'), count_in(edits, begin, end, '-')),
      range(count_in(edits, 0, begin, '+'), count_in(edits, begin, end, '+')));
  for (std::size_t i = begin; i < end; ++i) {
    out += edits[i].mark;
    out += edits[i].line;
    if (!edits[i].line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }
  return out;
}

}  // namespace

std::string unified_diff(std::string_view before_name, std::string_view before,
                         std::string_view after_name, std::string_view after) {
  if (before == after) return "";
  const Lines old_lines = lines_of(before);
  const Lines new_lines = lines_of(after);
  const std::vector<LineEdit> edits = edits_between(old_lines, new_lines);
  std::string out = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!is_change(edits[i])) continue;
    const std::size_t end = end_of_changes(edits, i);
    out += hunk(edits, i - std::min(i, context), std::min(edits.size(), end + context));
    i = end;
  }
  return out;
}

}  // namespace ormgen
