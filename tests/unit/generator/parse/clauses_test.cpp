// Each clause of the closed list, and the range it takes in the file.

#include <optional>
#include <string>

#include "parse/parsing.h"

namespace ormgen {
namespace {

template <class Member>
void expect_span(const Parsing& parsing, const std::optional<ast::Spanned<Member>>& clause,
                 std::string_view text) {
  ASSERT_EQ(parsing.messages(), "");
  ASSERT_TRUE(clause.has_value()) << text;
  EXPECT_EQ(parsing.text_of(clause->span), text);
}

void expect_span(const Parsing& parsing, const ast::Flag& clause, std::string_view text) {
  ASSERT_EQ(parsing.messages(), "");
  ASSERT_TRUE(clause.has_value()) << text;
  EXPECT_EQ(parsing.text_of(*clause), text);
}

Parsing parse_column(const std::string& clause) {
  return parse_members("c: int64 " + clause + ";");
}

const ast::Column& column_of(const Parsing& parsing) { return body_of(parsing).columns.at(0); }

Parsing parse_relationship(const std::string& clause) {
  return parse_members("relationship r: T[] " + clause + ";");
}

const ast::Relationship& relationship_of(const Parsing& parsing) {
  return body_of(parsing).relationships.at(0);
}

TEST(ColumnClauses, Flags) {
  const Parsing parsing = parse_column("primary key unique index deferred version_id");
  const ast::Column& column = column_of(parsing);
  expect_span(parsing, column.primary_key, "primary key");
  expect_span(parsing, column.unique, "unique");
  expect_span(parsing, column.index, "index");
  expect_span(parsing, column.deferred, "deferred");
  expect_span(parsing, column.version_id, "version_id");
}

TEST(ColumnClauses, Texts) {
  const Parsing parsing = parse_column(
      "collate \"NOCASE\" column \"x\" renamed from \"old\" deprecated \"why\" check `c > 0` "
      "server_default `1`");
  const ast::Column& column = column_of(parsing);
  expect_span(parsing, column.collate, "collate \"NOCASE\"");
  expect_span(parsing, column.db_name, "column \"x\"");
  expect_span(parsing, column.renamed_from, "renamed from \"old\"");
  expect_span(parsing, column.deprecated, "deprecated \"why\"");
  expect_span(parsing, column.check, "check `c > 0`");
  expect_span(parsing, column.server_default, "server_default `1`");
  EXPECT_EQ(column.renamed_from->value.value, "old");
}

TEST(ColumnClauses, Autoincrement) {
  for (const auto& [word, value] :
       {std::pair("true", ast::Autoincrement::On), std::pair("false", ast::Autoincrement::Off),
        std::pair("strict", ast::Autoincrement::Strict)}) {
    const Parsing parsing = parse_column(std::string("autoincrement ") + word);
    ASSERT_EQ(parsing.messages(), "");
    EXPECT_EQ(column_of(parsing).autoincrement->value, value);
  }
}

TEST(ColumnClauses, Computed) {
  const Parsing parsing = parse_column("computed `a * b` persisted");
  expect_span(parsing, column_of(parsing).computed, "computed `a * b` persisted");
  EXPECT_TRUE(column_of(parsing).computed->value.persisted);
  EXPECT_FALSE(column_of(parse_column("computed `a`")).computed->value.persisted);
}

TEST(ColumnClauses, Onupdate) {
  const Parsing parsing = parse_column("onupdate now()");
  expect_span(parsing, column_of(parsing).onupdate, "onupdate now()");
}

TEST(ColumnClauses, Defaults) {
  const auto value_of = [](const std::string& text) {
    const Parsing parsing = parse_column("= " + text);
    EXPECT_EQ(parsing.messages(), "") << text;
    EXPECT_EQ(parsing.text_of(column_of(parsing).default_value->value.span), text);
    return column_of(parsing).default_value->value.value;
  };
  EXPECT_TRUE(std::holds_alternative<ast::Null>(value_of("null")));
  EXPECT_TRUE(std::get<bool>(value_of("true")));
  EXPECT_FALSE(std::get<bool>(value_of("false")));
  EXPECT_EQ(std::get<std::int64_t>(value_of("-5")), -5);
  EXPECT_EQ(std::get<std::int64_t>(value_of("-9223372036854775808")), INT64_MIN);
  EXPECT_EQ(std::get<ast::Number>(value_of("-1.50e+3")).text, "-1.50e+3");
  EXPECT_EQ(std::get<std::string>(value_of("\"a b\"")), "a b");
  EXPECT_EQ(std::get<ast::Name>(value_of("reader")).text, "reader");
  EXPECT_EQ(std::get<ast::Call>(value_of("uuid7()")).function.text, "uuid7");
}

TEST(ColumnClauses, KeyActions) {
  for (const auto& [words, action] : {std::pair("cascade", ast::KeyAction::Cascade),
                                      std::pair("set null", ast::KeyAction::SetNull),
                                      std::pair("set default", ast::KeyAction::SetDefault),
                                      std::pair("restrict", ast::KeyAction::Restrict),
                                      std::pair("no action", ast::KeyAction::NoAction)}) {
    const std::string clauses = std::string("on delete ") + words + " on update " + words;
    const Parsing parsing = parse_members("c: foreign key T.id " + clauses + " index;");
    ASSERT_EQ(parsing.messages(), "");
    EXPECT_EQ(column_of(parsing).on_delete->value, action);
    EXPECT_EQ(column_of(parsing).on_update->value, action);
    expect_span(parsing, column_of(parsing).on_delete, std::string("on delete ") + words);
  }
}

TEST(RelationshipClauses, FlagsAndWords) {
  const Parsing parsing = parse_relationship(
      "single_parent post_update viewonly deprecated \"why\" back_populates owner uselist true "
      "passive_updates false join_depth 3");
  const ast::Relationship& relationship = relationship_of(parsing);
  expect_span(parsing, relationship.single_parent, "single_parent");
  expect_span(parsing, relationship.post_update, "post_update");
  expect_span(parsing, relationship.viewonly, "viewonly");
  expect_span(parsing, relationship.deprecated, "deprecated \"why\"");
  expect_span(parsing, relationship.back_populates, "back_populates owner");
  expect_span(parsing, relationship.uselist, "uselist true");
  expect_span(parsing, relationship.passive_updates, "passive_updates false");
  expect_span(parsing, relationship.join_depth, "join_depth 3");
  EXPECT_EQ(relationship.join_depth->value, 3);
  EXPECT_FALSE(relationship.passive_updates->value);
}

TEST(RelationshipClauses, Secondary) {
  const Parsing parsing = parse_relationship("secondary ns.follow (a -> b)");
  const ast::Relationship& relationship = relationship_of(parsing);
  expect_span(parsing, relationship.secondary, "secondary ns.follow (a -> b)");
  EXPECT_EQ(relationship.secondary->value.table.text(), "ns.follow");
  EXPECT_EQ(relationship.secondary->value.path->from.text, "a");
  EXPECT_EQ(relationship.secondary->value.path->to.text, "b");
  EXPECT_EQ(parsing.text_of(relationship.secondary->value.path->span), "(a -> b)");
}

TEST(RelationshipClauses, Lists) {
  const Parsing parsing = parse_relationship(
      "foreign_keys a, b order_by x desc, y asc, z "
      "cascade save-update, merge, refresh-expire, expunge, delete, delete-orphan, all, none");
  ASSERT_EQ(parsing.messages(), "");
  const ast::Relationship& relationship = relationship_of(parsing);
  expect_span(parsing, relationship.foreign_keys, "foreign_keys a, b");
  expect_span(parsing, relationship.order_by, "order_by x desc, y asc, z");
  ASSERT_EQ(relationship.cascade->value.size(), 8u);
  EXPECT_EQ(relationship.cascade->value[5].value, ast::CascadeKind::DeleteOrphan);
  EXPECT_EQ(parsing.text_of(relationship.cascade->value[5].span), "delete-orphan");
  EXPECT_TRUE(relationship.order_by->value.at(0).descending);
  EXPECT_FALSE(relationship.order_by->value.at(1).descending);
}

TEST(RelationshipClauses, Lazy) {
  for (const auto& [word, strategy] :
       {std::pair("adaptive", ast::Lazy::Adaptive), std::pair("select", ast::Lazy::Select),
        std::pair("joined", ast::Lazy::Joined), std::pair("selectin", ast::Lazy::Selectin),
        std::pair("immediate", ast::Lazy::Immediate), std::pair("raise", ast::Lazy::Raise),
        std::pair("write_only", ast::Lazy::WriteOnly)}) {
    const Parsing parsing = parse_relationship(std::string("lazy ") + word);
    ASSERT_EQ(parsing.messages(), "");
    EXPECT_EQ(relationship_of(parsing).lazy->value, strategy);
  }
}

TEST(RelationshipClauses, PassiveDeletes) {
  const Parsing on = parse_relationship("passive_deletes viewonly");
  EXPECT_EQ(relationship_of(on).passive_deletes->value, ast::PassiveDeletes::On);
  const Parsing all = parse_relationship("passive_deletes all");
  EXPECT_EQ(relationship_of(all).passive_deletes->value, ast::PassiveDeletes::All);
}

TEST(RelationshipClauses, KindOfTarget) {
  const Parsing parsing = parse_members(
      "relationship a: T; relationship b: T?; relationship c: n.T[]; relationship d: T ? ;");
  ASSERT_EQ(parsing.messages(), "");
  const auto& all = body_of(parsing).relationships;
  EXPECT_FALSE(all.at(0).list || all.at(0).optional);
  EXPECT_TRUE(all.at(1).optional.has_value());
  EXPECT_TRUE(all.at(2).list.has_value());
  EXPECT_EQ(parsing.text_of(*all.at(2).list), "[]");
  EXPECT_EQ(all.at(2).target.text(), "n.T");
}

}  // namespace
}  // namespace ormgen
