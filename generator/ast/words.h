#pragma once

#include <string_view>

#include "ast/ast.h"

// The words of the language for the choices of a clause: `Lazy::WriteOnly` is `write_only`.
namespace ormgen::ast {

std::string_view word_for(Autoincrement choice);
std::string_view word_for(KeyAction action);
std::string_view word_for(CascadeKind kind);
std::string_view word_for(Lazy strategy);
std::string_view word_for(TableNaming naming);
std::string_view word_for(ColumnNaming naming);

}  // namespace ormgen::ast
