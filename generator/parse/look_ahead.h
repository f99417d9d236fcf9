#pragma once

#include <cstddef>

#include "OrmParser.h"

// Questions about the tokens to come. `k` counts as in ANTLR: 1 is the next token.
namespace ormgen::parse_detail {

// The kinds of the next token and of the one behind it.
inline std::size_t next(OrmParser& parser) { return parser.getTokenStream()->LA(1); }
inline std::size_t second(OrmParser& parser) { return parser.getTokenStream()->LA(2); }
inline bool is_end_of_file(OrmParser& parser) { return next(parser) == antlr4::Token::EOF; }

// Any word but `true`, `false` and `null`.
bool is_name(std::size_t token);

// On a later line than the visible token before it; the first token of a file is.
bool is_first_on_line(antlr4::TokenStream& tokens, ssize_t k);

// Begins like a member for sure: `name :`, `relationship posts`, `unique (`, ...
bool starts_member(antlr4::TokenStream& tokens, ssize_t k);

// Begins like a declaration for sure: `entity User {`, `type Money =`, ...
bool starts_declaration(antlr4::TokenStream& tokens, ssize_t k);

// Moves past the next member: after its `;`, or before the `}` around it, or before the line of
// another member. Moves at least one token unless `}` or the end comes first.
void skip_member(antlr4::TokenStream& tokens);

// Moves past the next declaration: after its `;` or its braces, or before the line of another one.
void skip_declaration(antlr4::TokenStream& tokens);

}  // namespace ormgen::parse_detail
