#include "describe/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "source/ascii.h"

namespace ormgen::describing {
namespace {

std::string escaped(std::string_view text, char mark, std::string_view mark_inside) {
  std::string result(1, mark);
  for (const char c : text) {
    if (c == mark) {
      result += mark_inside;
    } else if (c == '\\' && mark == '"') {
      result += "\\\\";
    } else if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + mark;
}

// Always with a point or an exponent, so that it does not read as an integer.
std::string real_text(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

struct ArgumentText {
  std::string operator()(std::monostate /*null*/) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const std::string& value) const { return in_quotes(value); }
  std::string operator()(const model::AnnotationWord& word) const { return word.text; }
};

std::string text_of(const model::Annotation& annotation) {
  std::vector<std::string> arguments;
  arguments.reserve(annotation.arguments.size());
  for (const auto& each : annotation.arguments) {
    const std::string key = each.key.empty() ? "" : each.key + ": ";
    arguments.push_back(key + std::visit(ArgumentText{}, each.value));
  }
  const std::string list = arguments.empty() ? "" : "(" + joined(arguments) + ")";
  return "@" + annotation.name + list;
}

struct DefaultText {
  const model::Model& model;
  const model::Column& column;

  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const std::string& value) const {
    return column.type == model::ScalarType::Decimal ? value : in_quotes(value);
  }
  std::string operator()(model::EnumeratorIndex index) const {
    return model.enumeration(*column.enumeration).enumerators[index.value].name;
  }
  std::string operator()(model::DefaultFunction function) const {
    return fmt::format("{}()", name_of(function));
  }
};

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

std::string sql(const std::string& text) { return escaped(text, '`', "``"); }
std::string in_quotes(const std::string& text) { return escaped(text, '"', "\\\""); }

std::string shown(const std::string& name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), is_word);
  return is_plain ? name : in_quotes(name);
}

std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto column : columns) names.push_back(table.columns[column].name);
  return joined(names);
}

std::string list_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  return "(" + names_of(table, columns) + ")";
}

std::string path_of(const std::string& table_name, const model::Table& table,
                    const std::vector<model::ColumnIndex>& columns) {
  return columns.size() == 1 ? table_name + "." + table.columns[columns.front()].name
                             : table_name + " " + list_of(table, columns);
}

std::string type_of(const model::Model& model, const model::ValueType& value) {
  std::string text = value.named_type ? model.named_type(*value.named_type).name + " = " : "";
  if (value.enumeration) return text + model.enumeration(*value.enumeration).name;
  text += name_of(value.type);
  if (value.length) text += fmt::format("({})", *value.length);
  if (value.digits) text += fmt::format("({}, {})", value.digits->precision, value.digits->scale);
  return text;
}

std::string class_of(const model::CppClass& cpp_class) {
  return fmt::format("{} in {}", name_of(cpp_class), in_quotes(cpp_class.header));
}

std::vector<std::string> annotations_of(const std::vector<model::Annotation>& annotations) {
  std::vector<std::string> words;
  words.reserve(annotations.size());
  for (const auto& each : annotations) words.push_back(text_of(each));
  return words;
}

std::string default_of(const model::Model& model, const model::Column& column) {
  if (!column.default_value) return "";
  return std::visit(DefaultText{model, column}, *column.default_value);
}

}  // namespace ormgen::describing
