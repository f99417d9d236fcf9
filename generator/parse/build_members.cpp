#include <fmt/format.h>

#include <utility>

#include "diagnostics/fixes.h"
#include "parse/build.h"

namespace ormgen::parse_detail {
namespace {

using Member = OrmParser::MemberContext;

// `foreign key ns.User.id`: the last part is the column.
ast::KeyTarget build_key_target(OrmParser::ColumnTypeContext* type, const ast::Name& column,
                                TreeReader& reader) {
  ast::KeyTarget target;
  target.span = reader.span(type);
  target.entity = reader.qualified_name(type->qualifiedName());
  target.column = target.entity.parts.back();
  if (target.entity.parts.size() == 1) {
    const std::string entity = target.entity.text();
    reader.report(Diagnostic(Code::Orm410, target.entity.span,
                             fmt::format("a foreign key names a column: `{}.id`", entity))
                      .help(fmt::format("write `{}: foreign key {}.id`", column.text, entity)));
    target.column.text.clear();
    return target;
  }
  target.entity.parts.pop_back();
  target.entity.span = cover(target.entity.parts.front().span, target.entity.parts.back().span);
  return target;
}

ast::Column build_column(OrmParser::ColumnContext* context, TreeReader& reader) {
  ast::Column column;
  column.name = reader.name(context->name());
  auto* type = context->columnType();
  if (auto* name = type->typeName()) {
    column.type = reader.type_name(name);
  } else {
    column.type = build_key_target(type, column.name, reader);
  }
  column.optional = reader.flag(context->optional);
  apply_clauses(column, context->clauses, reader);
  return column;
}

ast::Relationship build_relationship(OrmParser::RelationshipContext* context, TreeReader& reader) {
  ast::Relationship relationship;
  relationship.name = reader.name(context->name());
  relationship.target = reader.qualified_name(context->qualifiedName());
  relationship.list = reader.brackets(context->open, context->close);
  relationship.optional = reader.flag(context->optional);
  if (relationship.list && relationship.optional) {
    reader.report(Diagnostic(Code::Orm501, *relationship.optional,
                             "a list is empty rather than absent, so `?` has no meaning on it")
                      .help(fmt::format("write `{}[]`", relationship.target.text()))
                      .fix(remove_text(*relationship.optional, "?")));
  }
  apply_clauses(relationship, context->clauses, reader);
  return relationship;
}

ast::PrimaryKey build_primary_key(OrmParser::PrimaryKeyContext* context, TreeReader& reader) {
  ast::PrimaryKey key;
  key.columns = reader.names(context->nameList());
  return key;
}

ast::Unique build_unique(OrmParser::UniqueContext* context, TreeReader& reader) {
  ast::Unique unique;
  if (context->name() != nullptr) unique.name = reader.name(context->name());
  unique.columns = reader.names(context->nameList());
  return unique;
}

ast::IndexItem build_index_item(OrmParser::IndexItemContext* context, TreeReader& reader) {
  ast::IndexItem item;
  if (context->name() != nullptr) {
    item.key = reader.name(context->name());
  } else {
    item.key = reader.sql(context->sql());
  }
  item.descending = context->DESC() != nullptr;
  item.span = reader.span(context);
  return item;
}

ast::Index build_index(OrmParser::IndexContext* context, TreeReader& reader) {
  ast::Index index;
  if (context->name() != nullptr) index.name = reader.name(context->name());
  for (auto* item : context->indexItem()) index.items.push_back(build_index_item(item, reader));
  if (context->WHERE() != nullptr) {
    const Span span = cover(reader.span(context->WHERE()), reader.span(context->sql()));
    index.where = {reader.sql(context->sql()), span};
  }
  return index;
}

ast::Check build_check(OrmParser::CheckContext* context, TreeReader& reader) {
  ast::Check check;
  if (context->name() != nullptr) check.name = reader.name(context->name());
  check.sql = reader.sql(context->sql());
  return check;
}

ast::ForeignKey build_foreign_key(OrmParser::ForeignKeyContext* context, TreeReader& reader) {
  ast::ForeignKey key;
  key.columns = reader.names(context->nameList(0));
  key.entity = reader.qualified_name(context->qualifiedName());
  key.referenced_columns = reader.names(context->nameList(1));
  apply_clauses(key, context->clauses, reader);
  return key;
}

// Builds a member of one kind and puts it into its list.
template <class Context, class T>
void add(std::vector<T>& list, Member* member, antlr4::ParserRuleContext* inner,
         T (*build)(Context*, TreeReader&), TreeReader& reader) {
  T built = build(static_cast<Context*>(inner), reader);
  reader.describe_node(built, member, member->annotations, inner);
  list.push_back(std::move(built));
}

void add_member(ast::Body& body, Member* member, TreeReader& reader) {
  // Behind its annotations; the kind is asked once, since large schemas have many members.
  auto* inner = static_cast<antlr4::ParserRuleContext*>(member->children.back());
  switch (inner->getRuleIndex()) {
    case OrmParser::RuleColumn:
      return add(body.columns, member, inner, build_column, reader);
    case OrmParser::RuleRelationship:
      return add(body.relationships, member, inner, build_relationship, reader);
    case OrmParser::RulePrimaryKey:
      return add(body.primary_keys, member, inner, build_primary_key, reader);
    case OrmParser::RuleUnique:
      return add(body.uniques, member, inner, build_unique, reader);
    case OrmParser::RuleIndex:
      return add(body.indexes, member, inner, build_index, reader);
    case OrmParser::RuleCheck:
      return add(body.checks, member, inner, build_check, reader);
    default:
      return add(body.foreign_keys, member, inner, build_foreign_key, reader);
  }
}

}  // namespace

ast::Body build_body(OrmParser::BodyContext* context, TreeReader& reader) {
  ast::Body body;
  for (auto* member : context->member()) {
    if (!has_failed(member)) add_member(body, member, reader);
  }
  return body;
}

}  // namespace ormgen::parse_detail
