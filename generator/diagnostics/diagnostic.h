#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/span.h"

namespace ormgen {

enum class Severity { Error, Warning, Note };

// "error"
std::string_view name_of(Severity severity);

// One enumerator per line of codes.def: `Code::Orm504`.
enum class Code {
#define ORMGEN_CODE(number, severity, title) Orm##number = number,
#include "diagnostics/codes.def"
#undef ORMGEN_CODE
};

// "ORM504"
std::string name_of(Code code);
// The code called "ORM504", "orm504" or "504".
std::optional<Code> code_of(std::string_view name);
std::string_view title_of(Code code);
// Where a code is explained, below the root of this project.
std::string url_of(Code code);
Severity severity_of(Code code);
// All codes of codes.def, sorted by number.
std::vector<Code> all_codes();

// A range with a few words about its part in the story; the words may be empty.
struct Label {
  Span span;
  std::string text;

  friend bool operator==(const Label&, const Label&) = default;
};

// Replaces the text of a range, which may be empty.
struct Edit {
  Span span;
  std::string text;

  friend bool operator==(const Edit&, const Edit&) = default;
};

// What a program can do about a message without a person: all edits of it, or none.
struct Fix {
  std::string title;
  std::vector<Edit> edits;

  friend bool operator==(const Fix&, const Fix&) = default;
};

// A message as plain data: what is wrong (one sentence, no full stop), where, and what to type.
struct Diagnostic {
  Code code;
  Severity severity;
  std::string message;
  Label primary;
  std::vector<Label> secondary;
  std::vector<std::string> helps;
  std::vector<Fix> fixes;

  Diagnostic(Code code_of, Span span, std::string text)
      : code(code_of), severity(severity_of(code_of)), message(std::move(text)) {
    primary.span = span;
  }

  // Words under the primary range.
  Diagnostic&& label(std::string text) && {
    primary.text = std::move(text);
    return std::move(*this);
  }
  // One more place that belongs to the story: the partner, the first declaration.
  Diagnostic&& also(Span span, std::string text) && {
    secondary.push_back({span, std::move(text)});
    return std::move(*this);
  }
  // One way out, with the exact text to type.
  Diagnostic&& help(std::string text) && {
    helps.push_back(std::move(text));
    return std::move(*this);
  }

  Diagnostic&& fix(Fix one) && {
    fixes.push_back(std::move(one));
    return std::move(*this);
  }

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

}  // namespace ormgen
