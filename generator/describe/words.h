#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

// Short texts of which a description is put together.
namespace ormgen::describing {

std::string joined(const std::vector<std::string>& words, std::string_view separator = ", ");

// In backticks on one line, as the language writes SQL.
std::string sql(const std::string& text);
// In double quotes on one line, as the language writes texts.
std::string in_quotes(const std::string& text);
// A name of the database: as it is where it is plain, else in double quotes.
std::string shown(const std::string& name);

// "a, b"
std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns);
// "(a, b)"
std::string list_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns);
// "User.id", or of more columns "Order (tenant_id, number)".
std::string path_of(const std::string& table_name, const model::Table& table,
                    const std::vector<model::ColumnIndex>& columns);

// What stands behind the colon, without `?`: "string(320)", "Money = decimal(12, 2)".
std::string type_of(const model::Model& model, const model::ValueType& value);
// `app::User in "app/user.hpp"`
std::string class_of(const model::CppClass& cpp_class);
// "@ui(label: "Name", hidden)" for each.
std::vector<std::string> annotations_of(const std::vector<model::Annotation>& annotations);
// What stands behind `=`.
std::string default_of(const model::Model& model, const model::Column& column);

}  // namespace ormgen::describing
