#include "lint/comments.h"

#include <algorithm>
#include <string_view>

namespace ormgen::linting {
namespace {

constexpr std::string_view spaces = " \t\r\n\f";

// Finds comments, and steps over the texts that may hold what looks like one.
class Scan {
 public:
  explicit Scan(const SourceFile& source) : id_(source.id()), text_(source.text()) {}

  std::vector<Comment> run() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        add(kind_of_line(rest), end_of_line());
      } else if (rest.starts_with("/*")) {
        add(CommentKind::Block, behind(text_.find("*/", at_ + 2), 2));
      } else if (rest.starts_with('"')) {
        at_ = end_of_string();
      } else if (rest.starts_with('`')) {
        // A doubled backtick ends one text and begins another, which comes to the same.
        at_ = behind(text_.find('`', at_ + 1), 1);
      } else {
        ++at_;
      }
    }
    return std::move(comments_);
  }

 private:
  FileId id_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Comment> comments_;

  static CommentKind kind_of_line(std::string_view comment) {
    const bool is_doc = comment.starts_with("///") && !comment.starts_with("////");
    return is_doc ? CommentKind::Doc : CommentKind::Line;
  }

  std::size_t behind(std::size_t found, std::size_t length) const {
    return found == std::string_view::npos ? text_.size() : found + length;
  }

  std::size_t end_of_line() const { return behind(text_.find_first_of("\r\n", at_), 0); }

  std::size_t end_of_string() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text_.size());
  }

  void add(CommentKind kind, std::size_t end) {
    comments_.push_back(
        {kind, {id_, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)}});
    at_ = end;
  }
};

}  // namespace

std::vector<Comment> comments_of(const SourceFile& source) { return Scan(source).run(); }

std::uint32_t next_word(const SourceFile& source, const std::vector<Comment>& comments,
                        std::uint32_t from) {
  const std::string_view text = source.text();
  auto comment = std::lower_bound(
      comments.begin(), comments.end(), from,
      [](const Comment& each, std::uint32_t offset) { return each.span.begin < offset; });
  while (true) {
    const std::size_t found = text.find_first_not_of(spaces, from);
    if (found == std::string_view::npos) return static_cast<std::uint32_t>(text.size());
    if (comment == comments.end() || comment->span.begin != found) {
      return static_cast<std::uint32_t>(found);
    }
    from = comment->span.end;
    ++comment;
  }
}

std::optional<std::uint32_t> character_before(const SourceFile& source,
                                              const std::vector<Comment>& comments,
                                              std::uint32_t from) {
  const std::string_view text = source.text();
  auto comment = std::lower_bound(
      comments.begin(), comments.end(), from,
      [](const Comment& each, std::uint32_t offset) { return each.span.begin < offset; });
  while (from > 0) {
    const std::size_t found = text.find_last_not_of(spaces, from - 1);
    if (found == std::string_view::npos) return std::nullopt;
    if (comment == comments.begin() || (comment - 1)->span.end != found + 1) {
      return static_cast<std::uint32_t>(found);
    }
    --comment;
    from = comment->span.begin;
  }
  return std::nullopt;
}

}  // namespace ormgen::linting
