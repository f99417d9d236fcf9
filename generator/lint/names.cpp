#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.h"
#include "lint/sql_words.h"
#include "source/ascii.h"

namespace ormgen::linting {
namespace {

void escaped_in_cpp(const ast::Name& name, const std::string& cpp_name, Sink& sink,
                    const std::string& help) {
  if (name.text == cpp_name) return;
  sink.report(Diagnostic(Code::Orm605, name.span,
                         fmt::format("`{}` cannot be a name in generated code, where it is `{}`",
                                     name.text, cpp_name))
                  .help(help));
}

// The product quotes each name; who writes SQL by hand has to do the same.
void escaped_in_sql(const std::string& name, Span place, std::string_view clause, Sink& sink) {
  const bool is_plain = is_name(name);
  if (is_plain && !is_reserved_in_sql(name)) return;
  sink.report(Diagnostic(Code::Orm605, place,
                         fmt::format("`{}` needs quotes wherever SQL names it, since it {}", name,
                                     is_plain ? "is a word of SQL" : "has other characters"))
                  .help(fmt::format("give it another name there: `{} \"NAME\"`", clause)));
}

void look_at_columns(const Table& table, Sink& sink) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ast::Column& node = *table.columns[i];
    const model::Column& meaning = table.meaning->columns[i];
    escaped_in_cpp(
        node.name, meaning.cpp_name, sink,
        fmt::format("rename it, and keep the column with `column \"{}\"`", meaning.column_name));
    escaped_in_sql(meaning.column_name, node.db_name ? node.db_name->span : node.name.span,
                   "column", sink);
  }
}

void look_at_table(const Table& table, Sink& sink) {
  const model::Table& meaning = *table.meaning;
  // The class that is generated beside one of the user's is never named.
  if (!table.has_own_class) {
    escaped_in_cpp(
        *table.name, meaning.cpp_name, sink,
        fmt::format("rename it, and keep the table with `table \"{}\"`", meaning.table_name));
  }
  escaped_in_sql(meaning.table_name,
                 table.db_name != nullptr ? table.db_name->span : table.name->span, "table", sink);
  look_at_columns(table, sink);
}

// Enums are in the model in the order of the files.
void look_at_enums(const Schema& schema, Sink& sink) {
  auto meaning = schema.model.enums.begin();
  for (const File& file : schema.files) {
    for (const ast::Declaration& declaration : file.node->declarations) {
      const auto* node = std::get_if<ast::Enum>(&declaration);
      if (node == nullptr) continue;
      escaped_in_cpp(node->name, meaning->cpp_name, sink, "rename it");
      for (std::size_t i = 0; i < node->enumerators.size(); ++i) {
        const model::Enumerator& enumerator = meaning->enumerators[i];
        const bool is_text = !meaning->storage;
        escaped_in_cpp(node->enumerators[i].name, enumerator.cpp_name, sink,
                       is_text ? fmt::format("rename it, and keep what is stored with `= \"{}\"`",
                                             enumerator.text)
                               : "rename it");
      }
      ++meaning;
    }
  }
}

void look_at_namespaces(const Schema& schema, Sink& sink) {
  for (std::size_t i = 0; i < schema.files.size(); ++i) {
    const auto& parts = schema.files[i].node->name_space->name.parts;
    const auto& cpp_names = schema.model.files[i].namespace_path;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      escaped_in_cpp(parts[k], cpp_names[k], sink, "rename it");
    }
  }
}

}  // namespace

void name_needs_escaping(const Schema& schema, Sink& sink) {
  look_at_namespaces(schema, sink);
  look_at_enums(schema, sink);
  for_each_table(schema, [&sink](const Table& table) { look_at_table(table, sink); });
  for (std::size_t i = 0; i < schema.entities.size(); ++i) {
    const Table& table = schema.entities[i];
    for (std::size_t k = 0; k < table.relationships.size(); ++k) {
      escaped_in_cpp(table.relationships[k]->name,
                     schema.model.entities[i].relationships[k].cpp_name, sink, "rename it");
    }
  }
}

}  // namespace ormgen::linting
