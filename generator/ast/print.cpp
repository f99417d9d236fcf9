#include "ast/print.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "ast/print_parts.h"
#include "ast/words.h"

namespace ormgen::ast {
namespace {

// `, ` between the parts.
template <class T, class Print>
std::string join(const std::vector<T>& parts, Print print_part) {
  std::string list;
  for (const T& part : parts) {
    if (!list.empty()) list += ", ";
    list += print_part(part);
  }
  return list;
}

std::string print_names(const std::vector<Name>& names) {
  return join(names, [](const Name& name) { return name.text; });
}

std::string print_optional_name(const std::optional<Name>& name) {
  return name ? name->text + ' ' : std::string();
}

class Printer {
 public:
  std::string take() { return std::move(out_); }

  void print(const File& file) {
    if (file.version) line(fmt::format("orm {};", file.version->value));
    if (file.name_space) print(*file.name_space);
    for (const Import& import : file.imports) {
      open(import);
      line(fmt::format("import {};", in_quotes(import.path.value)));
    }
    for (const Declaration& declaration : file.declarations) {
      std::visit([this](const auto& declared) { print(declared); }, declaration);
    }
  }

 private:
  void line(std::string_view text) { out_.append(indent_, ' ').append(text) += '\n'; }

  // Doc comment and annotations.
  void open(const Node& node) {
    if (!node.doc.empty()) {
      for (std::string_view rest = node.doc;;) {
        const std::size_t end = rest.find('\n');
        const std::string_view text = rest.substr(0, end);
        line(text.empty() ? std::string("///") : fmt::format("/// {}", text));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
      }
    }
    for (const Annotation& annotation : node.annotations) line(print_annotation(annotation));
  }

  void print(const Namespace& ns) {
    open(ns);
    std::string text = "namespace " + ns.name.text();
    if (ns.tables) text += fmt::format(" tables {}", word_for(ns.tables->value));
    if (ns.columns) text += fmt::format(" columns {}", word_for(ns.columns->value));
    if (ns.schema) text += " schema " + in_quotes(ns.schema->value.value);
    line(text + ';');
  }

  template <class Declared>
  std::string header(std::string_view keyword, const Declared& declared) {
    std::string text = fmt::format("{} {}", keyword, declared.name.text);
    if (!declared.mixins.empty()) {
      text += " with ";
      text += join(declared.mixins, [](const QualifiedName& name) { return name.text(); });
    }
    if (declared.db_name) text += " table " + in_quotes(declared.db_name->value.value);
    if (declared.renamed_from) {
      text += " renamed from " + in_quotes(declared.renamed_from->value.value);
    }
    return text;
  }

  void print(const Entity& entity) {
    open(entity);
    std::string text = header("entity", entity);
    if (entity.cpp_class) text += ' ' + print_cpp_class(entity.cpp_class->value);
    print_block(text, entity.body);
  }

  void print(const Table& table) {
    open(table);
    print_block(header("table", table), table.body);
  }

  void print(const Mixin& mixin) {
    open(mixin);
    print_block("mixin " + mixin.name.text, mixin.body);
  }

  void print(const Enum& enumeration) {
    open(enumeration);
    std::string text = "enum " + enumeration.name.text;
    if (enumeration.storage) text += " : " + print_type(*enumeration.storage);
    line(text + " {");
    indent_ += 2;
    for (const Enumerator& enumerator : enumeration.enumerators) {
      open(enumerator);
      line(enumerator.name.text +
           (enumerator.value ? " = " + print_value(*enumerator.value) : std::string()) + ';');
    }
    indent_ -= 2;
    line("}");
  }

  void print(const TypeAlias& alias) {
    open(alias);
    std::string text = fmt::format("type {} = {}", alias.name.text, print_type(alias.base));
    if (alias.cpp_class) text += ' ' + print_cpp_class(alias.cpp_class->value);
    line(text + ';');
  }

  void print_block(std::string_view head, const Body& body) {
    line(fmt::format("{} {{", head));
    indent_ += 2;
    print_each(body.columns);
    print_each(body.relationships);
    print_each(body.primary_keys);
    print_each(body.foreign_keys);
    print_each(body.uniques);
    print_each(body.indexes);
    print_each(body.checks);
    indent_ -= 2;
    line("}");
  }

  template <class Member>
  void print_each(const std::vector<Member>& members) {
    for (const Member& member : members) {
      open(member);
      line(text_of(member) + ';');
    }
  }

  static std::string text_of(const Column& column) { return print_column(column); }
  static std::string text_of(const Relationship& one) { return print_relationship(one); }

  static std::string text_of(const PrimaryKey& key) {
    return fmt::format("primary key ({})", print_names(key.columns));
  }

  static std::string text_of(const ForeignKey& key) {
    return fmt::format("foreign key ({}) references {} ({}){}", print_names(key.columns),
                       key.entity.text(), print_names(key.referenced_columns),
                       print_key_actions(key.on_delete, key.on_update));
  }

  static std::string text_of(const Unique& unique) {
    return fmt::format("unique {}({})", print_optional_name(unique.name),
                       print_names(unique.columns));
  }

  static std::string text_of(const Index& index) {
    std::string text = fmt::format("index {}({})", print_optional_name(index.name),
                                   join(index.items, print_index_item));
    if (index.where) text += " where " + print_sql(index.where->value);
    return text;
  }

  static std::string text_of(const Check& check) {
    return fmt::format("check {}{}", print_optional_name(check.name), print_sql(check.sql));
  }

  std::string out_;
  std::size_t indent_ = 0;
};

}  // namespace

std::string print(const File& file) {
  Printer printer;
  printer.print(file);
  return printer.take();
}

}  // namespace ormgen::ast
