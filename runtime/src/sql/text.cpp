// The parameters of SQL that the program has written.
#include "orm/text.h"

#include <algorithm>

#include "orm/error.h"
#include "sql/inner_query.h"

namespace orm {

namespace {

bool is_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         byte >= 0x80;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Parts SQL into what is as it is, and the names of parameters.
class Scanner {
 public:
  Scanner(std::string_view text, std::string& sql, std::vector<std::string>& names)
      : text_(text), sql_(sql), names_(names) {}

  void run() {
    while (at_ < text_.size()) {
      const std::size_t end = end_of_quoted();
      if (end > at_) {
        copy(end);
      } else if (text_[at_] == ':') {
        parameter();
      } else {
        plain();
      }
    }
  }

 private:
  void copy(std::size_t end) {
    sql_ += text_.substr(at_, end - at_);
    at_ = end;
  }

  std::size_t behind(std::string_view end, std::size_t from) const {
    const std::size_t found = text_.find(end, from);
    return found == std::string_view::npos ? text_.size() : found + end.size();
  }

  // Behind a text, a name in quotes, or a comment that begins here. A quote that is written twice
  // ends one and begins another.
  std::size_t end_of_quoted() const {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("--")) return behind("\n", at_);
    if (rest.starts_with("/*")) return behind("*/", at_ + 2);
    switch (rest.front()) {
      case '\'':
      case '"':
      case '`':
        return behind(rest.substr(0, 1), at_ + 1);
      case '[':
        return behind("]", at_ + 1);
      default:
        return at_;
    }
  }

  void parameter() {
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < text_.size() && is_name(text_[end])) ++end;
    if (end == begin) refuse("a `:` has no name behind it");
    names_.emplace_back(text_.substr(begin, end - begin));
    sql_ += '?';
    at_ = end;
  }

  void plain() {
    const char c = text_[at_];
    const bool is_within_name = at_ > 0 && is_name(text_[at_ - 1]);
    if (c == '?' || c == '@' || (c == '$' && !is_within_name)) {
      refuse(std::string("the parameter `") + c + "` has no name; write `:name`");
    }
    if (c == '\0') refuse("it has a NUL");
    if (has_ended_ && !is_space(c) && c != ';') refuse("it has more than one statement");
    if (c == ';') has_ended_ = true;
    copy(at_ + 1);
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw InvalidRequestError("orm::text() cannot take this SQL, for " + why +
                              "\n[SQL: " + std::string(text_) + "]");
  }

  std::string_view text_;
  std::string& sql_;
  std::vector<std::string>& names_;
  std::size_t at_ = 0;
  bool has_ended_ = false;
};

}  // namespace

Text::Text(std::string_view sql) { Scanner(sql, sql_, names_).run(); }

namespace detail {

std::vector<Value> values_of(const Text& text, std::initializer_list<NamedValue> values) {
  std::vector<Value> ordered;
  for (const std::string& name : text.names()) {
    const auto* found = std::find_if(values.begin(), values.end(),
                                     [&name](const NamedValue& each) { return each.name == name; });
    if (found == values.end()) {
      throw InvalidRequestError("the parameter :" + name + " has no value\n[SQL: " + text.sql() +
                                "]");
    }
    ordered.push_back(found->value);
  }
  for (const NamedValue& each : values) {
    const auto& names = text.names();
    if (std::find(names.begin(), names.end(), each.name) != names.end()) continue;
    throw InvalidRequestError("there is no parameter :" + each.name +
                              " for a value\n[SQL: " + text.sql() + "]");
  }
  return ordered;
}

void read_from_text(QuerySpec& spec, const Text& text, std::initializer_list<NamedValue> values) {
  QueryParts& parts = spec.parts.make();
  if (!parts.sources.tokens.empty()) {
    throw InvalidRequestError("from_text() stands before the joins of a query");
  }
  const std::vector<Value> ordered = values_of(text, values);
  for (const Value& value : ordered) parts.with.push_value(value);
  push_name(parts.with, Operator::Text, lasting_name(text.sql()), ordered.size());
  const char* name = lasting_name("given");
  push_name(parts.with, Operator::Cte, name);
  push_name(parts.sources, Operator::Table, name);
  parts.sources.push_name(Operator::Source, *spec.entity, nullptr,
                          static_cast<std::size_t>(SourceKind::Root));
}

}  // namespace detail
}  // namespace orm
