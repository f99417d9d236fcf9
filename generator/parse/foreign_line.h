#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "OrmParser.h"
#include "source/source_file.h"

// A line as another language writes it: with no `;` at its end, or a comma.
namespace ormgen::parse_detail {

// The words and signs of the next member, wherever it came from, up to the end of its line; what
// stands in parentheses may run over several lines.
struct ForeignLine {
  std::vector<std::string_view> parts;
  // With the `;` or `,` that ends it.
  Span span;
  // Tokens to move past, with the `;` or `,` at the end.
  std::size_t length = 0;
  bool ends_with_semicolon = false;
};

// Where a comma ends a member even if more follows on its line.
enum class Commas { EndLines, EndMembers };

// Does not move. Empty for a line that is too long to be one.
ForeignLine read_foreign_line(antlr4::TokenStream& tokens, const SourceFile& source,
                              Commas commas = Commas::EndLines);

// Walks over the parts of a line.
class ForeignCursor {
 public:
  explicit ForeignCursor(const std::vector<std::string_view>& parts) : parts_(parts) {}

  bool is_at_end() const { return next_ == parts_.size(); }
  // Empty at the end.
  std::string_view peek(std::size_t ahead = 0) const;
  std::string_view take();
  // Moves past a word or sign that is there; case does not count, and `word` is in lower case.
  bool accept(std::string_view word);
  bool accept(std::string_view first, std::string_view second);
  // Stands on `(`: what is between it and its `)`, past which it moves.
  std::vector<std::string_view> take_parentheses();

 private:
  const std::vector<std::string_view>& parts_;
  std::size_t next_ = 0;
};

// The parts with one space between them, where words meet.
std::string joined(const std::vector<std::string_view>& parts);

}  // namespace ormgen::parse_detail
