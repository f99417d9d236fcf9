#include "format/words.h"

#include <cstddef>
#include <span>

namespace ormgen::format_detail {
namespace {

// `\r\n` is one, as is a `\r` alone.
std::size_t line_breaks(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_first_half = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !is_first_half) ++count;
  }
  return count;
}

std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

class Attaching {
 public:
  Attaching(const SourceFile& source, const std::vector<ast::Token>& tokens)
      : source_(source), tokens_(tokens) {}

  std::vector<Word> attach() {
    words_.reserve(tokens_.size() + 1);
    std::size_t first_comment = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is_comment()) continue;
      share_out(first_comment, i, add_word(i));
      first_comment = i + 1;
    }
    share_out(first_comment, tokens_.size(), add_end());
    return std::move(words_);
  }

 private:
  std::size_t breaks_above(std::size_t token) const {
    const std::uint32_t begin = token == 0 ? 0 : tokens_[token - 1].span.end;
    const auto end = token == tokens_.size() ? static_cast<std::uint32_t>(source_.text().size())
                                             : tokens_[token].span.begin;
    return line_breaks(source_.slice({source_.id(), begin, end}));
  }

  Word& add_word(std::size_t i) {
    Word word;
    word.text = tokens_[i].text;
    word.kind = tokens_[i].kind;
    word.span = tokens_[i].span;
    word.has_blank_above = breaks_above(i) > 1;
    return words_.emplace_back(std::move(word));
  }

  Word& add_end() { return words_.emplace_back(); }

  // The comments between two words, to the one or the other.
  void share_out(std::size_t first, std::size_t end, Word& next) {
    bool is_on_line_of_previous = words_.size() > 1;
    for (std::size_t i = first; i < end; ++i) {
      if (breaks_above(i) > 0 || leads(i, end, next)) is_on_line_of_previous = false;
      const Remark remark = remark_of(i);
      if (is_on_line_of_previous) {
        words_[words_.size() - 2].behind.push_back(remark);
      } else {
        next.before.push_back(remark);
        // Nothing is said about a `}`.
        if (next.is("}") || next.text.empty()) next.before.back().stands_alone = true;
      }
      if (line_breaks(tokens_[i].text) > 0) is_on_line_of_previous = false;
    }
  }

  Remark remark_of(std::size_t i) const {
    Remark remark;
    remark.ends_line = tokens_[i].kind != ast::TokenKind::BlockComment;
    remark.text = remark.ends_line ? without_trailing_blanks(tokens_[i].text) : tokens_[i].text;
    remark.stands_alone = remark.ends_line || breaks_above(i + 1) > 0;
    remark.has_blank_above = breaks_above(i) > 1;
    return remark;
  }

  // Between two statements on one line, a comment is about the second.
  bool leads(std::size_t comment, std::size_t end, const Word& next) const {
    if (words_.size() < 2 || next.text.empty() || next.is("}")) return false;
    const Word& previous = words_[words_.size() - 2];
    if (!previous.is(";") && !previous.is("{") && !previous.is("}")) return false;
    for (std::size_t i = comment; i < end; ++i) {
      if (tokens_[i].kind != ast::TokenKind::BlockComment || breaks_above(i + 1) > 0) return false;
    }
    return true;
  }

  const SourceFile& source_;
  const std::vector<ast::Token>& tokens_;
  std::vector<Word> words_;
};

}  // namespace

std::vector<Word> words_with_comments(const SourceFile& source,
                                      const std::vector<ast::Token>& tokens) {
  return Attaching(source, tokens).attach();
}

}  // namespace ormgen::format_detail
