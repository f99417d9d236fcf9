#include "emit/fit.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "emit/cpp_text.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

constexpr std::size_t column_limit = 100;

// No character takes more columns than bytes.
bool fits(std::string_view line) {
  return line.size() <= column_limit || display_columns(line) <= column_limit;
}

class Fitting {
 public:
  std::string fit(std::string_view text) {
    out_.reserve(text.size() + text.size() / 8);
    for_each_line(text, [&](std::string_view line) { add_line(line); });
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  std::string out_;
  // The end of the raw string that the current line stands in.
  std::string raw_end_;
  // The last line was an attribute.
  bool is_attribute_ = false;

  void add_line(std::string_view line) {
    if (!raw_end_.empty()) {
      if (line.find(raw_end_) != std::string_view::npos) raw_end_.clear();
      put(0, line);
      return;
    }
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view code = line.substr(indent);
    raw_end_ = open_raw_string(code);
    const bool follows_attribute = std::exchange(is_attribute_, code.starts_with("[["));
    if (follows_attribute && code.ends_with(" }")) {
      // The formatter has its body on a line of its own, however short.
      break_function(indent, code);
    } else if (fits(line)) {
      put(0, line);
    } else if (code.starts_with("//")) {
      wrap_comment(indent, code);
    } else {
      break_code(indent, code);
    }
  }

  void put(std::size_t indent, std::string_view code) {
    out_.append(indent, ' ');
    out_ += code;
    out_ += '\n';
  }

  void put_fitted(std::size_t indent, std::string_view code) {
    if (indent + display_columns(code) <= column_limit) {
      put(indent, code);
    } else {
      break_code(indent, code);
    }
  }

  void wrap_comment(std::size_t indent, std::string_view comment) {
    const std::size_t slashes = comment.find_first_not_of('/');
    const std::string prefix = std::string(comment.substr(0, slashes)) + " ";
    std::string line;
    for (const std::string& word : words_of(comment.substr(slashes))) {
      const std::size_t columns = display_columns(line) + 1 + display_columns(word);
      if (line.empty()) {
        line = prefix;
      } else if (indent + columns > column_limit) {
        put(indent, line);
        line = prefix;
      } else {
        line += ' ';
      }
      line += word;
    }
    put(indent, line);
  }

  void break_code(std::size_t indent, std::string_view code) {
    const bool is_raw = code.find("R\"") != std::string_view::npos;
    // The first answer counts, so two of them may ask for the same.
    // NOLINTNEXTLINE(bugprone-branch-clone)
    if (is_raw && code.starts_with('.')) {
      break_after_equals(indent, code);
    } else if (is_raw || code.starts_with('#')) {
      put(indent, code);
    } else if (code.starts_with("{.")) {
      break_entry(indent, code);
    } else if (code.ends_with(") {}")) {
      break_constructor(indent, code);
    } else if (code.ends_with(" {")) {
      break_head(indent, code);
    } else if (code.ends_with(" }")) {
      break_function(indent, code);
    } else if (code.starts_with("if (") || code.starts_with("for (")) {
      const std::size_t end = closing_bracket(code, code.find('('));
      put(indent, code.substr(0, end + 1));
      put_fitted(indent + 2, code.substr(end + 2));
    } else if (code.ends_with(");") && !has_top_level(code, " = ")) {
      break_call(indent, code);
    } else if (code.starts_with('.')) {
      break_after_equals(indent, code);
    } else {
      break_declaration(indent, code);
    }
  }

  // `{.name = "a", .type = b},`: one member on each line.
  void break_entry(std::size_t indent, std::string_view code) {
    for (const std::string_view part : split_arguments(code)) {
      const bool is_first = part.data() == code.data();
      put_member(is_first ? indent : indent + 1, part);
    }
  }

  // `.name = call(argument),`: behind the `=`, or behind the bracket where that is not enough.
  void put_member(std::size_t indent, std::string_view code) {
    const std::size_t equals = code.find(" = ");
    const std::size_t open = code.find('(');
    if (indent + display_columns(code) <= column_limit || equals == std::string_view::npos) {
      put(indent, code);
    } else if (indent + 4 + display_columns(code.substr(equals + 3)) <= column_limit ||
               open == std::string_view::npos) {
      break_after_equals(indent, code);
    } else {
      put(indent, code.substr(0, open + 1));
      put(indent + 4, code.substr(open + 1));
    }
  }

  // `Type<A, B>`: the arguments below each other where they do not fit.
  void put_type(std::size_t indent, std::string_view type) {
    const std::size_t comma = type.find(", ");
    if (indent + display_columns(type) <= column_limit || comma == std::string_view::npos) {
      return put(indent, type);
    }
    put(indent, type.substr(0, comma + 1));
    put(indent + type.find('<') + 1, type.substr(comma + 2));
  }

  // `Type::Type() : Base(x) {}`
  void break_constructor(std::size_t indent, std::string_view code) {
    const std::size_t colon = code.find(" : ");
    if (colon == std::string_view::npos) return break_function(indent, code);
    put(indent, code.substr(0, colon));
    put(indent + 4, code.substr(colon + 1));
  }

  // `Result name(Type parameter) const {`
  void break_head(std::size_t indent, std::string_view head) {
    const std::size_t open = head.find('(');
    if (indent + display_columns(head) <= column_limit || open == std::string_view::npos) {
      put(indent, head);
    } else if (head.ends_with("() const {") && indent + open + 2 <= column_limit) {
      put(indent, head.substr(0, open + 2));
      put(indent + 4, head.substr(open + 3));
    } else if (head[open + 1] == ')') {
      const std::size_t name = head.rfind(' ', open) + 1;
      put(indent, head.substr(0, name - 1));
      put(indent, head.substr(name));
    } else {
      put(indent, head.substr(0, open + 1));
      put(indent + 4, head.substr(open + 1));
    }
  }

  // `Result name() const { return x; }`
  void break_function(std::size_t indent, std::string_view code) {
    const std::size_t body = code.find(" { ");
    if (body == std::string_view::npos) return put(indent, code);
    break_head(indent, code.substr(0, body + 2));
    put_fitted(indent + 2, code.substr(body + 3, code.size() - body - 5));
    put(indent, "}");
  }

  // `return f(a, b);`: arguments behind each other below the first, or all on the next line.
  void break_call(std::size_t indent, std::string_view code) {
    const std::size_t open = last_call(code);
    const std::vector<std::string_view> arguments = split_arguments(code.substr(open));
    const std::size_t column = indent + open + 1;
    std::string line = std::string(code.substr(0, open)) + std::string(arguments.front());
    std::vector<std::string> lines;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      const std::string longer = line + " " + std::string(arguments[i]);
      const std::size_t start = lines.empty() ? indent : column;
      if (start + display_columns(longer) <= column_limit) {
        line = longer;
      } else {
        lines.push_back(line);
        line = arguments[i];
      }
    }
    lines.push_back(line);
    const bool all_fit = std::all_of(lines.begin(), lines.end(), [&](const std::string& each) {
      return (&each == &lines.front() ? indent : column) + display_columns(each) <= column_limit;
    });
    if (lines.size() == 1 || !all_fit) {
      put(indent, code.substr(0, open + 1));
      put(indent + 4, code.substr(open + 1));
      return;
    }
    for (const std::string& each : lines) put(&each == &lines.front() ? indent : column, each);
  }

  // `.name = value,`
  void break_after_equals(std::size_t indent, std::string_view code) {
    const std::size_t equals = code.find(" = ");
    put(indent, code.substr(0, equals + 2));
    put(indent + 4, code.substr(equals + 3));
  }

  // `Type name = value;`: behind the `=`, or before the name where that is not enough.
  void break_declaration(std::size_t indent, std::string_view code) {
    const std::size_t equals = code.find(" = ");
    const bool has_value = equals != std::string_view::npos && code[equals + 3] != '{';
    if (has_value && indent + display_columns(code.substr(0, equals + 2)) <= column_limit) {
      put(indent, code.substr(0, equals + 2));
      put_value(indent + 4, code.substr(equals + 3));
      return;
    }
    if (equals == std::string_view::npos && break_in_braces(indent, code)) return;
    const std::size_t name = code.rfind(' ', std::min(equals, code.find_first_of("{;")) - 1);
    if (name == std::string_view::npos) return put(indent, code);
    put_type(indent, code.substr(0, name));
    const std::string_view rest = code.substr(name + 1);
    if (!has_value || indent + 4 + display_columns(rest) <= column_limit) {
      put(indent + 4, rest);
    } else {
      put(indent + 4, rest.substr(0, rest.find(" = ") + 2));
      put_value(indent + 8, rest.substr(rest.find(" = ") + 3));
    }
  }

  // `Type name{a, b};` where all up to the brace fits: below the `a`, or all on the next line.
  bool break_in_braces(std::size_t indent, std::string_view code) {
    const std::size_t open = code.find('{');
    const std::size_t comma = code.find(", ", open);
    if (comma == std::string_view::npos || indent + open + 1 > column_limit) return false;
    const std::string_view last = code.substr(comma + 2);
    const std::size_t column = indent + open + 1;
    if (indent + comma + 1 <= column_limit && column + display_columns(last) <= column_limit) {
      put(indent, code.substr(0, comma + 1));
      put(column, last);
    } else {
      put(indent, code.substr(0, open + 1));
      put(indent + 4, code.substr(open + 1));
    }
    return true;
  }

  // A value with its `;`. A string literal is cut into several.
  void put_value(std::size_t indent, std::string_view value) {
    const bool is_literal = value.starts_with('"');
    if (!is_literal || indent + display_columns(value) <= column_limit) return put(indent, value);
    for (const std::string& piece : cut_literal(value, column_limit - indent)) put(indent, piece);
  }
};

}  // namespace

std::string fit(std::string_view text) { return Fitting().fit(text); }

}  // namespace ormgen::emitting
