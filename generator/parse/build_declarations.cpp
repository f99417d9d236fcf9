#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/fixes.h"
#include "parse/build.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;
using Headers = std::vector<OrmParser::HeaderClauseContext*>;

// What may stand between the name of a declaration and its `{`. Not every declaration takes all.
struct Header {
  std::vector<ast::QualifiedName> mixins;
  std::optional<ast::Spanned<ast::Text>> db_name;
  std::optional<ast::Spanned<ast::Text>> renamed_from;
  std::optional<ast::Spanned<ast::CppClass>> cpp_class;
};

std::string_view words_of(OrmParser::HeaderClauseContext* clause) {
  switch (clause->start->getType()) {
    case Token::WITH:
      return "with";
    case Token::TABLE:
      return "table";
    case Token::RENAMED:
      return "renamed from";
    default:
      return "as";
  }
}

void apply(Header& header, OrmParser::HeaderClauseContext* clause, TreeReader& reader) {
  const Span span = reader.span(clause);
  switch (clause->start->getType()) {
    case Token::WITH:
      for (auto* mixin : clause->qualifiedName()) {
        header.mixins.push_back(reader.qualified_name(mixin));
      }
      break;
    case Token::TABLE:
      header.db_name = {reader.text(clause->STRING()), span};
      break;
    case Token::RENAMED:
      header.renamed_from = {reader.text(clause->STRING()), span};
      break;
    default:
      header.cpp_class = reader.cpp_class(clause->cppClass());
  }
}

// `takes` lists the first words of the clauses that the declaration knows.
Header build_header(const Headers& clauses, std::string_view declaration,
                    const std::vector<std::size_t>& takes, TreeReader& reader) {
  Header header;
  std::vector<OrmParser::HeaderClauseContext*> seen;
  for (auto* clause : clauses) {
    if (has_failed(clause)) continue;
    const std::size_t token = clause->start->getType();
    if (std::find(takes.begin(), takes.end(), token) == takes.end()) {
      reader.report(
          Diagnostic(Code::Orm116, reader.span(clause),
                     fmt::format("`{}` does not belong on {}", words_of(clause), declaration)));
      continue;
    }
    const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto* before) {
      return before->start->getType() == token;
    });
    if (first != seen.end()) {
      reader.report(Diagnostic(Code::Orm115, reader.span(clause),
                               fmt::format("`{}` is given twice", words_of(clause)))
                        .also(reader.span(*first), "the first one")
                        .fix(remove_text(reader.span(clause), words_of(clause))));
      continue;
    }
    seen.push_back(clause);
    apply(header, clause, reader);
  }
  return header;
}

ast::Entity build_entity(OrmParser::EntityContext* context, TreeReader& reader) {
  Header header = build_header(context->headerClause(), "an entity",
                               {Token::WITH, Token::TABLE, Token::RENAMED, Token::AS}, reader);
  ast::Entity entity;
  entity.name = reader.name(context->name());
  entity.mixins = std::move(header.mixins);
  entity.db_name = std::move(header.db_name);
  entity.renamed_from = std::move(header.renamed_from);
  entity.cpp_class = std::move(header.cpp_class);
  entity.body = build_body(context->body(), reader);
  return entity;
}

ast::Table build_table(OrmParser::LinkTableContext* context, TreeReader& reader) {
  Header header = build_header(context->headerClause(), "a link table, which has no class",
                               {Token::WITH, Token::TABLE, Token::RENAMED}, reader);
  ast::Table table;
  table.name = reader.name(context->name());
  table.mixins = std::move(header.mixins);
  table.db_name = std::move(header.db_name);
  table.renamed_from = std::move(header.renamed_from);
  table.body = build_body(context->body(), reader);
  return table;
}

ast::Mixin build_mixin(OrmParser::MixinContext* context, TreeReader& reader) {
  build_header(context->headerClause(), "a mixin", {}, reader);
  ast::Mixin mixin;
  mixin.name = reader.name(context->name());
  mixin.body = build_body(context->body(), reader);
  return mixin;
}

ast::Enumerator build_enumerator(OrmParser::EnumeratorContext* context, TreeReader& reader) {
  ast::Enumerator enumerator;
  reader.describe_node(enumerator, context, context->annotation(), context);
  enumerator.name = reader.name(context->name());
  // The annotations are part of the rule, but not of the enumerator's place.
  const Span whole = enumerator.span;
  enumerator.span = {whole.file, enumerator.name.span.begin, whole.end};
  if (auto* number = context->INTEGER()) {
    const auto parsed = reader.integer(number);
    if (parsed) enumerator.value = ast::Value{parsed->value, parsed->span};
  } else if (auto* string = context->STRING()) {
    ast::Text text = reader.text(string);
    enumerator.value = ast::Value{std::move(text.value), text.span};
  }
  return enumerator;
}

ast::Enum build_enum(OrmParser::EnumerationContext* context, TreeReader& reader) {
  ast::Enum result;
  result.name = reader.name(context->name());
  if (context->typeName() != nullptr) result.storage = reader.type_name(context->typeName());
  const auto enumerators = context->enumBody()->enumerator();
  for (auto* enumerator : enumerators) {
    if (!has_failed(enumerator)) result.enumerators.push_back(build_enumerator(enumerator, reader));
  }
  if (enumerators.empty() && !has_failed(context->enumBody())) {
    reader.report(Diagnostic(Code::Orm110, result.name.span,
                             fmt::format("the enum `{}` has no enumerators", result.name.text))
                      .help("list them, each with its `;`: `open; paid;`"));
  }
  return result;
}

ast::TypeAlias build_type_alias(OrmParser::TypeAliasContext* context, TreeReader& reader) {
  ast::TypeAlias alias;
  alias.name = reader.name(context->name());
  alias.base = reader.type_name(context->typeName());
  alias.cpp_class = reader.cpp_class(context->cppClass());
  return alias;
}

template <class Context, class T>
void add(ast::File& file, OrmParser::ItemContext* item, Context* context,
         T (*build)(Context*, TreeReader&), TreeReader& reader) {
  if (context == nullptr) return;
  T built = build(context, reader);
  reader.describe_node(built, item, item->annotation(), context);
  file.declarations.emplace_back(std::move(built));
}

}  // namespace

void add_declaration(ast::File& file, OrmParser::ItemContext* item, TreeReader& reader) {
  add(file, item, item->entity(), build_entity, reader);
  add(file, item, item->linkTable(), build_table, reader);
  add(file, item, item->mixin(), build_mixin, reader);
  add(file, item, item->enumeration(), build_enum, reader);
  add(file, item, item->typeAlias(), build_type_alias, reader);
}

}  // namespace ormgen::parse_detail
