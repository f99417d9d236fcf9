#include "check/sql_words.h"

#include <algorithm>
#include <array>

#include "check/naming.h"
#include "source/ascii.h"

namespace ormgen::checking {

namespace {

// What SQLite knows as a word of its language, and what stands for a value or the row itself.
constexpr auto keywords = std::to_array<std::string_view>({
    "abort",
    "action",
    "add",
    "after",
    "all",
    "alter",
    "always",
    "analyze",
    "and",
    "as",
    "asc",
    "attach",
    "autoincrement",
    "before",
    "begin",
    "between",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "commit",
    "conflict",
    "constraint",
    "create",
    "cross",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "database",
    "default",
    "deferrable",
    "deferred",
    "delete",
    "desc",
    "detach",
    "distinct",
    "do",
    "drop",
    "each",
    "else",
    "end",
    "escape",
    "except",
    "exclude",
    "exclusive",
    "exists",
    "explain",
    "fail",
    "false",
    "filter",
    "first",
    "following",
    "for",
    "foreign",
    "from",
    "full",
    "generated",
    "glob",
    "group",
    "groups",
    "having",
    "if",
    "ignore",
    "immediate",
    "in",
    "index",
    "indexed",
    "initially",
    "inner",
    "insert",
    "instead",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "key",
    "last",
    "left",
    "like",
    "limit",
    "match",
    "materialized",
    "natural",
    "no",
    "not",
    "nothing",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "oid",
    "on",
    "or",
    "order",
    "others",
    "outer",
    "over",
    "partition",
    "plan",
    "pragma",
    "preceding",
    "primary",
    "query",
    "raise",
    "range",
    "recursive",
    "references",
    "regexp",
    "reindex",
    "release",
    "rename",
    "replace",
    "restrict",
    "returning",
    "right",
    "rollback",
    "row",
    "rowid",
    "rows",
    "savepoint",
    "select",
    "set",
    "table",
    "temp",
    "temporary",
    "then",
    "ties",
    "to",
    "transaction",
    "trigger",
    "true",
    "unbounded",
    "union",
    "unique",
    "update",
    "using",
    "vacuum",
    "values",
    "view",
    "virtual",
    "when",
    "where",
    "window",
    "with",
    "without",
    "_rowid_",
});

bool begins_word(char c) {
  return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_part_of_word(char c) { return begins_word(c) || is_digit(c) || c == '$'; }

struct Token {
  enum class Kind { Word, Quoted, Other };

  Kind kind = Kind::Other;
  // Without quotes; of another token its first character.
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Cuts an expression into tokens; comments and blanks go, literals stay as one token.
class Scanner {
 public:
  explicit Scanner(std::string_view sql) : sql_(sql) {}

  std::vector<Token> tokens() {
    std::vector<Token> all;
    while (skip_blanks(), at_ < sql_.size()) all.push_back(next());
    return all;
  }

 private:
  std::string_view sql_;
  std::size_t at_ = 0;

  void skip_to_behind(std::string_view end) {
    const std::size_t found = sql_.find(end, at_);
    at_ = found == std::string_view::npos ? sql_.size() : found + end.size();
  }

  void skip_blanks() {
    for (std::size_t before = sql_.size(); before != at_;) {
      before = at_;
      at_ = std::min(sql_.find_first_not_of(" \t\r\n\f", at_), sql_.size());
      if (sql_.substr(at_).starts_with("--")) skip_to_behind("\n");
      if (sql_.substr(at_).starts_with("/*")) skip_to_behind("*/");
    }
  }

  Token next() {
    Token token;
    token.begin = at_;
    const char first = sql_[at_];
    if (first == '\'' || first == '"' || first == '[' || first == '`') {
      token.kind = first == '\'' ? Token::Kind::Other : Token::Kind::Quoted;
      token.text = quoted(first == '[' ? ']' : first);
    } else if (begins_word(first)) {
      token.kind = Token::Kind::Word;
      while (at_ < sql_.size() && is_part_of_word(sql_[at_])) token.text += sql_[at_++];
      // The text behind the X of a blob is another token, and no name either.
      const bool is_blob = folded(token.text) == "x" && sql_.substr(at_).starts_with('\'');
      if (is_blob) token.kind = Token::Kind::Other;
    } else {
      token.text = first;
      ++at_;
      const bool is_number = is_digit(first);
      const bool is_parameter = first == ':' || first == '@' || first == '$' || first == '?';
      while ((is_number || is_parameter) && at_ < sql_.size() && is_part_of_word(sql_[at_])) ++at_;
    }
    token.end = at_;
    return token;
  }

  // A quote in it is doubled.
  std::string quoted(char quote) {
    std::string text;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (sql_[at_] == quote) {
        ++at_;
        if (at_ >= sql_.size() || sql_[at_] != quote || quote == ']') return text;
      }
      text += sql_[at_];
    }
    return text;
  }
};

bool is_other(const std::vector<Token>& tokens, std::size_t at, std::string_view text) {
  return at < tokens.size() && tokens[at].kind == Token::Kind::Other && tokens[at].text == text;
}

bool is_word(const std::vector<Token>& tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && tokens[at].kind == Token::Kind::Word &&
         folded(tokens[at].text) == word;
}

bool is_keyword(const std::string& word) {
  return std::find(keywords.begin(), keywords.end(), folded(word)) != keywords.end();
}

bool is_column(const std::vector<Token>& tokens, std::size_t at, std::string_view table) {
  const Token& token = tokens[at];
  if (token.kind == Token::Kind::Other) return false;
  if (is_other(tokens, at + 1, "(") || is_other(tokens, at + 1, ".")) return false;
  if (at >= 1 && is_word(tokens, at - 1, "collate")) return false;
  if (at >= 2 && is_other(tokens, at - 1, ".")) {
    return folded(tokens[at - 2].text) == folded(table);
  }
  return token.kind == Token::Kind::Quoted || !is_keyword(token.text);
}

}  // namespace

std::vector<SqlWord> column_words(std::string_view sql, std::string_view table) {
  const std::vector<Token> tokens = Scanner(sql).tokens();
  std::vector<SqlWord> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // `CAST(x AS type)`: the rest up to the parenthesis is a type.
    if (is_word(tokens, i, "as")) {
      while (i < tokens.size() && !is_other(tokens, i, ")") && !is_other(tokens, i, "(")) ++i;
      continue;
    }
    if (is_column(tokens, i, table)) {
      words.push_back({tokens[i].text, tokens[i].begin, tokens[i].end});
    }
  }
  return words;
}

}  // namespace ormgen::checking
