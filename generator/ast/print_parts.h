#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ast/ast.h"

// The pieces of `print`: each in the language, on one line, without `;`.
namespace ormgen::ast {

// In double quotes, with escapes.
std::string in_quotes(std::string_view text);
std::string print_sql(const Sql& sql);
std::string print_value(const Value& value);
std::string print_type(const TypeName& type);
std::string print_annotation(const Annotation& annotation);
std::string print_cpp_class(const CppClass& cpp_class);
std::string print_index_item(const IndexItem& item);
// With a space before each that is set.
std::string print_key_actions(const std::optional<Spanned<KeyAction>>& on_delete,
                              const std::optional<Spanned<KeyAction>>& on_update);
std::string print_column(const Column& column);
std::string print_relationship(const Relationship& relationship);

}  // namespace ormgen::ast
