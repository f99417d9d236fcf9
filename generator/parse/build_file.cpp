#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "diagnostics/fixes.h"
#include "parse/build.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;
using Item = OrmParser::ItemContext;

constexpr std::int64_t supported_version = 1;

// The order of a file: `orm`, `namespace`, imports, declarations.
class FileBuilder {
 public:
  FileBuilder(const SourceFile& source, TreeReader& reader) : source_(source), reader_(reader) {
    file_.id = source.id();
  }

  ast::File build(OrmParser::FileContext* context) {
    const auto items = context->item();
    require_version(items);
    for (auto* item : items) {
      if (!has_failed(item)) add(item);
    }
    return std::move(file_);
  }

 private:
  // A version line that failed to parse has its own error.
  void require_version(const std::vector<Item*>& items) {
    const bool begins_with_version =
        !items.empty() && items.front()->start->getType() == Token::ORM;
    if (begins_with_version) return;
    reader_.report(Diagnostic(Code::Orm105, {source_.id(), 0, 0},
                              "a schema begins with the version of its language")
                       .help("make the first line `orm 1;`")
                       .fix(add_behind({source_.id(), 0, 0}, "orm 1;\n")));
  }

  void add(Item* item) {
    if (auto* version = item->languageVersion()) {
      add_version(version);
    } else if (auto* line = item->namespaceLine()) {
      add_namespace(item, line);
    } else if (auto* import = item->importLine()) {
      add_import(item, import);
    } else {
      add_declaration(file_, item, reader_);
    }
  }

  void add_version(OrmParser::LanguageVersionContext* context) {
    const auto number = reader_.integer(context->INTEGER());
    if (!number) return;
    if (file_.version) {
      report_second("orm", context, file_.version->span);
      return;
    }
    if (number->value != supported_version) {
      reader_.report(
          Diagnostic(Code::Orm106, number->span,
                     fmt::format("this ormgen knows version {} of the language, not {}",
                                 supported_version, number->value))
              .help(fmt::format("write `orm {};`, or use a newer ormgen", supported_version))
              .fix(write_instead(number->span, std::to_string(supported_version))));
    }
    if (file_.name_space || !file_.imports.empty() || !file_.declarations.empty()) {
      report_order("orm", context, "has to be the first line");
    }
    file_.version = {number->value, reader_.span(context)};
  }

  void add_namespace(Item* item, OrmParser::NamespaceLineContext* context) {
    if (file_.name_space) {
      report_second("namespace", context, file_.name_space->span);
      return;
    }
    if (!file_.declarations.empty() || !file_.imports.empty()) {
      report_order("namespace", context, "has to stand above the imports and declarations");
    }
    ast::Namespace result;
    reader_.describe_node(result, item, item->annotation(), context);
    result.name = reader_.qualified_name(context->qualifiedName());
    for (auto* clause : context->namespaceClause()) add_option(result, clause);
    file_.name_space = std::move(result);
  }

  void add_option(ast::Namespace& result, OrmParser::NamespaceClauseContext* clause) {
    const Span span = reader_.span(clause);
    switch (clause->start->getType()) {
      case Token::TABLES:
        set_word(result.tables, "tables", clause, table_naming_words());
        break;
      case Token::COLUMNS:
        set_word(result.columns, "columns", clause, column_naming_words());
        break;
      default:
        if (is_first(result.schema, "schema", span)) {
          result.schema = {reader_.text(clause->STRING()), span};
        }
    }
  }

  template <class T>
  void set_word(std::optional<ast::Spanned<T>>& slot, std::string_view words,
                OrmParser::NamespaceClauseContext* clause, std::span<const Choice<T>> choices) {
    const Span span = reader_.span(clause);
    if (!is_first(slot, words, span)) return;
    const auto chosen = reader_.choose(words, reader_.word(clause->word()), choices);
    if (chosen) slot = {*chosen, span};
  }

  template <class T>
  bool is_first(const std::optional<ast::Spanned<T>>& slot, std::string_view words, Span span) {
    if (!slot) return true;
    reader_.report(Diagnostic(Code::Orm115, span, fmt::format("`{}` is given twice", words))
                       .also(slot->span, "the first one")
                       .fix(remove_text(span, words)));
    return false;
  }

  void add_import(Item* item, OrmParser::ImportLineContext* context) {
    if (!file_.declarations.empty()) {
      report_order("import", context, "has to stand above the declarations");
    }
    ast::Import import;
    reader_.describe_node(import, item, item->annotation(), context);
    import.path = reader_.text(context->STRING());
    file_.imports.push_back(std::move(import));
  }

  void report_second(std::string_view word, const antlr4::ParserRuleContext* context, Span first) {
    reader_.report(Diagnostic(Code::Orm115, reader_.span(context),
                              fmt::format("a file has one `{}` line", word))
                       .also(first, "the first one")
                       .fix(remove_text(reader_.span(context), word)));
  }

  void report_order(std::string_view word, const antlr4::ParserRuleContext* context,
                    std::string_view rule) {
    reader_.report(
        Diagnostic(Code::Orm120, reader_.span(context), fmt::format("`{}` {}", word, rule)));
  }

  const SourceFile& source_;
  TreeReader& reader_;
  ast::File file_;
};

}  // namespace

ast::File build_file(OrmParser::FileContext* file, const SourceFile& source, TreeReader& reader) {
  return FileBuilder(source, reader).build(file);
}

}  // namespace ormgen::parse_detail
