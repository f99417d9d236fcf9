#include "parse/grammar_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "OrmParser.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

constexpr std::array clauses{
    ClauseSpec{Token::PRIMARY, "primary key", true, false, "`primary` needs the word `key`"},
    ClauseSpec{Token::AUTOINCREMENT, "autoincrement", true, false,
               "`autoincrement` needs `true`, `false` or `strict`"},
    ClauseSpec{Token::UNIQUE, "unique", true, false, ""},
    ClauseSpec{Token::INDEX, "index", true, false, ""},
    ClauseSpec{Token::CHECK, "check", true, false, "`check` needs SQL in backticks"},
    ClauseSpec{Token::EQUALS, "= value", true, false,
               "`=` needs a literal, an enumerator, or a call such as `now()`"},
    ClauseSpec{Token::SERVER_DEFAULT, "server_default", true, false,
               "`server_default` needs SQL in backticks"},
    ClauseSpec{Token::ONUPDATE, "onupdate", true, false, "`onupdate` needs `now()`"},
    ClauseSpec{Token::COMPUTED, "computed", true, false, "`computed` needs SQL in backticks"},
    ClauseSpec{Token::DEFERRED, "deferred", true, false, ""},
    ClauseSpec{Token::VERSION_ID, "version_id", true, false, ""},
    ClauseSpec{Token::COLLATE, "collate", true, false,
               "`collate` needs the name of a collation in double quotes"},
    ClauseSpec{Token::COLUMN, "column", true, false,
               "`column` needs the name in the database in double quotes"},
    ClauseSpec{Token::ON, "on delete", true, false,
               "`on` needs `delete` or `update`, then an action"},
    ClauseSpec{Token::RENAMED, "renamed from", true, false,
               "`renamed from` needs the old name in double quotes"},
    ClauseSpec{Token::DEPRECATED, "deprecated", true, true,
               "`deprecated` needs the reason in double quotes"},
    ClauseSpec{Token::SECONDARY, "secondary", false, true,
               "`secondary` needs the name of a link table"},
    ClauseSpec{Token::BACK_POPULATES, "back_populates", false, true,
               "`back_populates` needs the name of the relationship on the other side"},
    ClauseSpec{Token::USELIST, "uselist", false, true, "`uselist` needs `true` or `false`"},
    ClauseSpec{Token::FOREIGN_KEYS, "foreign_keys", false, true,
               "`foreign_keys` needs the names of the key's columns"},
    ClauseSpec{Token::CASCADE, "cascade", false, true,
               "`cascade` needs one or more of `save-update`, `merge`, `refresh-expire`, "
               "`expunge`, `delete`, `delete-orphan`, `all`, `none`"},
    ClauseSpec{Token::SINGLE_PARENT, "single_parent", false, true, ""},
    ClauseSpec{Token::POST_UPDATE, "post_update", false, true, ""},
    ClauseSpec{Token::VIEWONLY, "viewonly", false, true, ""},
    ClauseSpec{Token::PASSIVE_DELETES, "passive_deletes", false, true, ""},
    ClauseSpec{Token::PASSIVE_UPDATES, "passive_updates", false, true,
               "`passive_updates` needs `true` or `false`"},
    ClauseSpec{Token::ORDER_BY, "order_by", false, true, "`order_by` needs columns of the target"},
    ClauseSpec{Token::LAZY, "lazy", false, true,
               "`lazy` needs one of `adaptive`, `select`, `joined`, `selectin`, `immediate`, "
               "`raise`, `write_only`"},
    ClauseSpec{Token::JOIN_DEPTH, "join_depth", false, true, "`join_depth` needs a whole number"},
};

constexpr std::array<WordToken, 11> declarations{{
    {"entity", Token::ENTITY},
    {"table", Token::TABLE},
    {"mixin", Token::MIXIN},
    {"enum", Token::ENUM},
    {"type", Token::TYPE},
    {"import", Token::IMPORT},
    {"namespace", Token::NAMESPACE},
    {"orm", Token::ORM},
    {"model", Token::ENTITY},
    {"class", Token::ENTITY},
    {"struct", Token::ENTITY},
}};

constexpr std::array<WordToken, 6> members{{
    {"relationship", Token::RELATIONSHIP},
    {"primary", Token::PRIMARY},
    {"unique", Token::UNIQUE},
    {"index", Token::INDEX},
    {"check", Token::CHECK},
    {"foreign", Token::FOREIGN},
}};

constexpr std::array<WordToken, 4> headers{{
    {"with", Token::WITH},
    {"table", Token::TABLE},
    {"as", Token::AS},
    {"renamed", Token::RENAMED},
}};

constexpr std::array<std::string_view, 4> later_words{"extends", "discriminator", "view",
                                                      "trigger"};

constexpr std::array<Choice<bool>, 2> booleans{{{"true", true}, {"false", false}}};

constexpr std::array<Choice<ast::Autoincrement>, 3> autoincrements{{
    {"true", ast::Autoincrement::On},
    {"false", ast::Autoincrement::Off},
    {"strict", ast::Autoincrement::Strict},
}};

constexpr std::array<Choice<ast::KeyAction>, 5> key_actions{{
    {"cascade", ast::KeyAction::Cascade},
    {"set null", ast::KeyAction::SetNull},
    {"set default", ast::KeyAction::SetDefault},
    {"restrict", ast::KeyAction::Restrict},
    {"no action", ast::KeyAction::NoAction},
}};

constexpr std::array<Choice<ast::CascadeKind>, 8> cascades{{
    {"save-update", ast::CascadeKind::SaveUpdate},
    {"merge", ast::CascadeKind::Merge},
    {"refresh-expire", ast::CascadeKind::RefreshExpire},
    {"expunge", ast::CascadeKind::Expunge},
    {"delete", ast::CascadeKind::Delete},
    {"delete-orphan", ast::CascadeKind::DeleteOrphan},
    {"all", ast::CascadeKind::All},
    {"none", ast::CascadeKind::None},
}};

constexpr std::array<Choice<ast::Lazy>, 7> strategies{{
    {"adaptive", ast::Lazy::Adaptive},
    {"select", ast::Lazy::Select},
    {"joined", ast::Lazy::Joined},
    {"selectin", ast::Lazy::Selectin},
    {"immediate", ast::Lazy::Immediate},
    {"raise", ast::Lazy::Raise},
    {"write_only", ast::Lazy::WriteOnly},
}};

constexpr std::array<Choice<ast::TableNaming>, 3> table_namings{{
    {"as_written", ast::TableNaming::AsWritten},
    {"snake", ast::TableNaming::Snake},
    {"plural_snake", ast::TableNaming::PluralSnake},
}};

constexpr std::array<Choice<ast::ColumnNaming>, 2> column_namings{{
    {"as_written", ast::ColumnNaming::AsWritten},
    {"snake", ast::ColumnNaming::Snake},
}};

}  // namespace

std::string_view describe(Place place) {
  switch (place) {
    case Place::Column:
      return "a column";
    case Place::Relationship:
      return "a relationship";
    case Place::ForeignKey:
      return "a foreign key";
  }
  return "";
}

std::span<const ClauseSpec> clause_specs() { return clauses; }

const ClauseSpec* find_clause(std::size_t token) {
  const auto* found = std::find_if(clauses.begin(), clauses.end(),
                                   [&](const ClauseSpec& spec) { return spec.token == token; });
  return found == clauses.end() ? nullptr : found;
}

bool is_allowed(const ClauseSpec& clause, Place place) {
  switch (place) {
    case Place::Column:
      return clause.on_column;
    case Place::Relationship:
      return clause.on_relationship;
    case Place::ForeignKey:
      return clause.token == Token::ON;
  }
  return false;
}

std::string list_clauses(Place place) {
  std::string list;
  for (const ClauseSpec& clause : clauses) {
    if (!is_allowed(clause, place)) continue;
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", clause.words);
    if (clause.token == Token::ON) list += ", `on update`";
  }
  return list;
}

std::span<const WordToken> declaration_words() { return declarations; }
std::span<const WordToken> member_words() { return members; }
std::span<const WordToken> header_words() { return headers; }

bool is_reserved_for_later(std::string_view word) {
  return std::find(later_words.begin(), later_words.end(), word) != later_words.end();
}

std::span<const Choice<bool>> boolean_words() { return booleans; }
std::span<const Choice<ast::Autoincrement>> autoincrement_words() { return autoincrements; }
std::span<const Choice<ast::KeyAction>> key_action_words() { return key_actions; }
std::span<const Choice<ast::CascadeKind>> cascade_words() { return cascades; }
std::span<const Choice<ast::Lazy>> lazy_words() { return strategies; }
std::span<const Choice<ast::TableNaming>> table_naming_words() { return table_namings; }
std::span<const Choice<ast::ColumnNaming>> column_naming_words() { return column_namings; }

}  // namespace ormgen::parse_detail
