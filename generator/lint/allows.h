#pragma once

#include <vector>

#include "lint/schema.h"

namespace ormgen::linting {

// What the comments `// ormgen:allow ORM602, ORM604 and why` of a file allow. One above a
// declaration, a member or a line is about that; one behind something is about its line, and the
// member or declaration that this is the end of; one above `orm 1;` is about the whole file.
class Allows {
 public:
  explicit Allows(const File& file);

  // Remembers what it was good for.
  bool allows(const Diagnostic& finding);
  // About each code that allowed nothing, and each that is none.
  void report_useless(Sink& sink) const;

 private:
  struct Allowed {
    std::string code;
    Span place;
    bool is_used = false;
  };
  struct Comment {
    Span place;
    std::vector<Span> covered;
    std::vector<Allowed> codes;
  };
  const File& file_;
  std::vector<Comment> comments_;

  void add(Span comment);
  void report_useless_codes(const Comment& comment, Sink& sink) const;
  std::vector<Span> covered_by(Span comment) const;
};

}  // namespace ormgen::linting
