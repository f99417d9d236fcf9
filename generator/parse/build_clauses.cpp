#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"
#include "parse/build.h"
#include "parse/foreign_words.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;
using Clause = OrmParser::ClauseContext;

// `on delete` and `on update` begin with the same word and are two clauses.
bool is_on_update(Clause* clause) { return clause->UPDATE() != nullptr; }

std::string words_of(Clause* clause, const ClauseSpec& spec) {
  return is_on_update(clause) ? "on update" : std::string(spec.words);
}

// Lets each clause through that may stand at a place and was not there before.
class ClauseGate {
 public:
  ClauseGate(Place place, TreeReader& reader) : place_(place), reader_(reader) {}

  bool admits(Clause* clause) {
    const ClauseSpec& spec = *find_clause(clause->start->getType());
    const std::string words = words_of(clause, spec);
    if (!is_allowed(spec, place_)) {
      // Several of them have one cause: the member was meant to be another.
      if (!std::exchange(is_misplaced_, true)) report_wrong_place(clause, spec, words);
      return false;
    }
    const auto [first, is_new] = seen_.try_emplace({spec.token, is_on_update(clause)}, clause);
    if (is_new) return true;
    reader_.report(
        Diagnostic(Code::Orm115, reader_.span(clause), fmt::format("`{}` is given twice", words))
            .also(reader_.span(first->second), "the first one")
            .fix(remove_text(reader_.span(clause), words)));
    return false;
  }

 private:
  void report_wrong_place(Clause* clause, const ClauseSpec& spec, const std::string& words) {
    const Place home = spec.on_relationship ? Place::Relationship : Place::Column;
    reader_.report(Diagnostic(
        Code::Orm116, reader_.span(clause),
        fmt::format("`{}` belongs on {}, not on {}", words, describe(home), describe(place_))));
  }

  Place place_;
  TreeReader& reader_;
  bool is_misplaced_ = false;
  std::map<std::pair<std::size_t, bool>, Clause*> seen_;
};

// Applies one clause after the other to a column.
class ColumnClauses {
 public:
  ColumnClauses(ast::Column& column, TreeReader& reader) : column_(column), reader_(reader) {}

  void apply(Clause* clause) {
    const Span span = reader_.span(clause);
    switch (clause->start->getType()) {
      case Token::PRIMARY:
        column_.primary_key = span;
        break;
      case Token::UNIQUE:
        column_.unique = span;
        break;
      case Token::INDEX:
        column_.index = span;
        break;
      case Token::DEFERRED:
        column_.deferred = span;
        break;
      case Token::VERSION_ID:
        column_.version_id = span;
        break;
      case Token::CHECK:
        column_.check = {reader_.sql(clause->sql()), span};
        break;
      case Token::SERVER_DEFAULT:
        column_.server_default = {reader_.sql(clause->sql()), span};
        break;
      case Token::COMPUTED:
        column_.computed = {{reader_.sql(clause->sql()), clause->PERSISTED() != nullptr}, span};
        break;
      case Token::COLLATE:
        column_.collate = {reader_.text(clause->STRING()), span};
        break;
      case Token::COLUMN:
        column_.db_name = {reader_.text(clause->STRING()), span};
        break;
      case Token::RENAMED:
        column_.renamed_from = {reader_.text(clause->STRING()), span};
        break;
      case Token::DEPRECATED:
        column_.deprecated = {reader_.text(clause->STRING()), span};
        break;
      default:
        apply_with_words(clause, span);
    }
  }

 private:
  void apply_with_words(Clause* clause, Span span) {
    switch (clause->start->getType()) {
      case Token::AUTOINCREMENT:
        if (const auto chosen = reader_.choose("autoincrement", reader_.word(clause->word()),
                                               autoincrement_words())) {
          column_.autoincrement = {*chosen, span};
        }
        break;
      case Token::EQUALS:
        apply_default(clause, span);
        break;
      case Token::ONUPDATE:
        apply_onupdate(clause, span);
        break;
      default:
        apply_key_action(clause, span);
    }
  }

  void apply_default(Clause* clause, Span span) {
    column_.default_value = {reader_.value(clause->value()), span};
    if (const auto* call = std::get_if<ast::Call>(&column_.default_value->value.value)) {
      check_call(call->function, {"now", "today", "uuid4", "uuid7"},
                 "the functions are `now()`, `today()`, `uuid4()` and `uuid7()`");
    }
  }

  void apply_onupdate(Clause* clause, Span span) {
    const ast::Name function = reader_.name(clause->name(0));
    check_call(function, {"now"}, "write `onupdate now()`");
    column_.onupdate = {{function}, span};
  }

  void check_call(const ast::Name& function, const std::vector<std::string_view>& known,
                  const std::string& advice) {
    if (std::find(known.begin(), known.end(), function.text) != known.end()) return;
    Diagnostic unknown(Code::Orm117, function.span,
                       fmt::format("unknown function `{}()`", function.text));
    const std::string_view foreign = advice_for_foreign_function(function.text);
    if (!foreign.empty()) {
      unknown.helps.emplace_back(foreign);
    } else if (const auto near = closest_to(function.text, known)) {
      unknown.helps.push_back(did_you_mean(*near + "()"));
      unknown.fixes.push_back(write_instead(function.span, *near));
    } else {
      unknown.helps.push_back(advice);
    }
    reader_.report(std::move(unknown));
  }

  void apply_key_action(Clause* clause, Span span);

  ast::Column& column_;
  TreeReader& reader_;
};

// The words of an action, with one space between them, as one word to look up.
ast::Name action_words(OrmParser::KeyActionContext* context, TreeReader& reader) {
  ast::Name last = reader.word(context->word());
  if (context->SET() != nullptr) return {"set " + last.text, reader.span(context)};
  if (context->NO() != nullptr) return {"no " + last.text, reader.span(context)};
  return last;
}

template <class Key>
void set_key_action(Key& key, Clause* clause, Span span, TreeReader& reader) {
  const std::string_view words = is_on_update(clause) ? "on update" : "on delete";
  const auto chosen =
      reader.choose(words, action_words(clause->keyAction(), reader), key_action_words());
  if (!chosen) return;
  auto& slot = is_on_update(clause) ? key.on_update : key.on_delete;
  slot = {*chosen, span};
}

void ColumnClauses::apply_key_action(Clause* clause, Span span) {
  if (column_.key_target() == nullptr) {
    reader_.report(Diagnostic(Code::Orm116, span,
                              fmt::format("`{}` belongs on a foreign key",
                                          is_on_update(clause) ? "on update" : "on delete"))
                       .help(fmt::format("a key is written `{}: foreign key ENTITY.COLUMN`",
                                         column_.name.text)));
    return;
  }
  set_key_action(column_, clause, span, reader_);
}

// Applies one clause after the other to a relationship.
class RelationshipClauses {
 public:
  RelationshipClauses(ast::Relationship& relationship, TreeReader& reader)
      : relationship_(relationship), reader_(reader) {}

  void apply(Clause* clause) {
    const Span span = reader_.span(clause);
    switch (clause->start->getType()) {
      case Token::SINGLE_PARENT:
        relationship_.single_parent = span;
        break;
      case Token::POST_UPDATE:
        relationship_.post_update = span;
        break;
      case Token::VIEWONLY:
        relationship_.viewonly = span;
        break;
      case Token::DEPRECATED:
        relationship_.deprecated = {reader_.text(clause->STRING()), span};
        break;
      case Token::BACK_POPULATES:
        relationship_.back_populates = {reader_.name(clause->name(0)), span};
        break;
      case Token::PASSIVE_DELETES:
        relationship_.passive_deletes = {
            clause->ALL() != nullptr ? ast::PassiveDeletes::All : ast::PassiveDeletes::On, span};
        break;
      case Token::JOIN_DEPTH:
        if (const auto depth = reader_.integer(clause->INTEGER())) {
          relationship_.join_depth = {depth->value, span};
        }
        break;
      default:
        apply_list(clause, span);
    }
  }

 private:
  void apply_list(Clause* clause, Span span) {
    switch (clause->start->getType()) {
      case Token::SECONDARY:
        relationship_.secondary = {secondary(clause), span};
        break;
      case Token::FOREIGN_KEYS:
        relationship_.foreign_keys = {column_names(clause), span};
        break;
      case Token::CASCADE:
        relationship_.cascade = {cascades(clause), span};
        break;
      case Token::ORDER_BY:
        relationship_.order_by = {order(clause), span};
        break;
      default:
        apply_word(clause, span);
    }
  }

  void apply_word(Clause* clause, Span span) {
    const ast::Name word = reader_.word(clause->word());
    switch (clause->start->getType()) {
      case Token::USELIST:
        set(relationship_.uselist, reader_.choose("uselist", word, boolean_words()), span);
        break;
      case Token::PASSIVE_UPDATES:
        set(relationship_.passive_updates, reader_.choose("passive_updates", word, boolean_words()),
            span);
        break;
      default:
        set(relationship_.lazy, reader_.choose("lazy", word, lazy_words(), Code::Orm542), span);
    }
  }

  template <class T>
  static void set(std::optional<ast::Spanned<T>>& slot, std::optional<T> chosen, Span span) {
    if (chosen) slot = {*chosen, span};
  }

  ast::Secondary secondary(Clause* clause) {
    ast::Secondary result;
    result.table = reader_.qualified_name(clause->qualifiedName());
    if (auto* path = clause->secondaryPath()) {
      result.path = {reader_.name(path->name(0)), reader_.name(path->name(1)), reader_.span(path)};
    }
    return result;
  }

  std::vector<ast::Name> column_names(Clause* clause) {
    std::vector<ast::Name> names;
    for (auto* name : clause->name()) names.push_back(reader_.name(name));
    return names;
  }

  std::vector<ast::Spanned<ast::CascadeKind>> cascades(Clause* clause) {
    std::vector<ast::Spanned<ast::CascadeKind>> result;
    for (auto* item : clause->cascadeWord()) {
      const Span span = reader_.span(item);
      const ast::Name word{reader_.source_text(span), span};
      const auto kind = reader_.choose("cascade", word, cascade_words());
      if (kind) result.push_back({*kind, span});
    }
    return result;
  }

  std::vector<ast::OrderItem> order(Clause* clause) {
    std::vector<ast::OrderItem> items;
    for (auto* item : clause->orderItem()) {
      items.push_back({reader_.name(item->name()), item->DESC() != nullptr, reader_.span(item)});
    }
    if (!relationship_.list) {
      reader_.report(
          Diagnostic(Code::Orm116, reader_.span(clause),
                     "`order_by` belongs on a list, and this is a single object")
              .help(fmt::format("for a list write `{}[]`", relationship_.target.text())));
    }
    return items;
  }

  ast::Relationship& relationship_;
  TreeReader& reader_;
};

}  // namespace

void apply_clauses(ast::Column& column, const Clauses& clauses, TreeReader& reader) {
  ClauseGate gate(Place::Column, reader);
  ColumnClauses applier(column, reader);
  for (auto* clause : clauses) {
    if (gate.admits(clause)) applier.apply(clause);
  }
}

void apply_clauses(ast::Relationship& relationship, const Clauses& clauses, TreeReader& reader) {
  ClauseGate gate(Place::Relationship, reader);
  RelationshipClauses applier(relationship, reader);
  for (auto* clause : clauses) {
    if (gate.admits(clause)) applier.apply(clause);
  }
}

void apply_clauses(ast::ForeignKey& key, const Clauses& clauses, TreeReader& reader) {
  ClauseGate gate(Place::ForeignKey, reader);
  for (auto* clause : clauses) {
    if (gate.admits(clause)) set_key_action(key, clause, reader.span(clause), reader);
  }
}

}  // namespace ormgen::parse_detail
