#pragma once

#include "OrmParser.h"
#include "ast/ast.h"
#include "parse/tree_reader.h"

// From the parse tree to the syntax tree. What failed to parse carries an exception and is left
// out; its error is reported already.
namespace ormgen::parse_detail {

ast::File build_file(OrmParser::FileContext* file, const SourceFile& source, TreeReader& reader);

void add_declaration(ast::File& file, OrmParser::ItemContext* item, TreeReader& reader);

ast::Body build_body(OrmParser::BodyContext* body, TreeReader& reader);

using Clauses = std::vector<OrmParser::ClauseContext*>;
void apply_clauses(ast::Column& column, const Clauses& clauses, TreeReader& reader);
void apply_clauses(ast::Relationship& relationship, const Clauses& clauses, TreeReader& reader);
void apply_clauses(ast::ForeignKey& key, const Clauses& clauses, TreeReader& reader);

// Whether the rule was left by a syntax error.
inline bool has_failed(const antlr4::ParserRuleContext* context) {
  return context == nullptr || context->exception != nullptr;
}

}  // namespace ormgen::parse_detail
