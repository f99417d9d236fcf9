#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "source/source_file.h"

namespace ormgen::linting {

// `//`, `///` and `/* */`.
enum class CommentKind { Line, Doc, Block };

struct Comment {
  CommentKind kind = CommentKind::Line;
  Span span;
};

// In the order of the text, which is known to be well-formed.
std::vector<Comment> comments_of(const SourceFile& source);

// Where the next word begins that is not part of a comment, at `from` or behind it; the end of the
// text where there is none. `from` is not inside of a word or a comment.
std::uint32_t next_word(const SourceFile& source, const std::vector<Comment>& comments,
                        std::uint32_t from);

// The last character before `from` that is neither space nor part of a comment; nothing where the
// text begins with comments.
std::optional<std::uint32_t> character_before(const SourceFile& source,
                                              const std::vector<Comment>& comments,
                                              std::uint32_t from);

}  // namespace ormgen::linting
