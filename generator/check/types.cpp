#include <fmt/core.h>

#include "ast/foreign_types.h"
#include "check/cpp_classes.h"
#include "check/lookup.h"
#include "check/naming.h"
#include "check/passes.h"
#include "diagnostics/did_you_mean.h"

namespace ormgen::checking {

namespace {

std::optional<std::string> type_meant_by(const Draft& draft, std::size_t file,
                                         std::string_view word) {
  if (const auto ours = ast::type_for_foreign(word); !ours.empty()) return std::string(ours);
  std::vector<std::string_view> names;
  names.reserve(model::all_scalar_types.size());
  for (const model::ScalarType type : model::all_scalar_types) names.push_back(name_of(type));
  // cppcheck takes the text that a temporary view is of for a temporary.
  // cppcheck-suppress danglingTemporaryLifetime
  for (const Symbol* symbol : draft.scopes.all_visible(file)) names.push_back(symbol->name->text);
  return closest_to(word, names);
}

constexpr std::int64_t most_digits = 38;

bool digits_fit(Draft& draft, const ast::TypeName& node) {
  const auto& numbers = node.arguments;
  if (numbers.size() == 2) {
    const std::int64_t precision = numbers[0].value;
    const std::int64_t scale = numbers[1].value;
    if (precision > 0 && precision <= most_digits && scale >= 0 && scale <= precision) return true;
  }
  draft.sink.report(
      Diagnostic(Code::Orm303, node.span,
                 fmt::format("`decimal` takes two numbers: how many digits it can have, at most "
                             "{}, and how many of them stand behind the point",
                             most_digits))
          .help("write `decimal(12, 2)`, as for 1234567890.99"));
  return false;
}

// `string(n)` and `decimal(p, s)` are the only types with something in parentheses.
bool arguments_fit(Draft& draft, const ast::TypeName& node, model::ScalarType type) {
  if (type == model::ScalarType::Decimal) return digits_fit(draft, node);
  if (node.arguments.empty()) return true;
  const auto name = name_of(type);
  if (type != model::ScalarType::String) {
    draft.sink.report(
        Diagnostic(Code::Orm303, node.span, fmt::format("`{}` takes nothing in parentheses", name))
            .help(type == model::ScalarType::Text
                      ? fmt::format("write `string({})` for a text with a limit",
                                    node.arguments.front().value)
                      : fmt::format("write `{}`", name)));
    return false;
  }
  if (node.arguments.size() == 1 && node.arguments.front().value > 0) return true;
  draft.sink.report(Diagnostic(Code::Orm303, node.span,
                               "`string` takes one number, the most characters it can have")
                        .help("write `string(100)`, or `string` for no limit"));
  return false;
}

bool is_one_value(Draft& draft, const ast::TypeName& node) {
  if (!node.list) return true;
  draft.sink.report(
      Diagnostic(Code::Orm307, node.span, "a column holds one value, not a list")
          .help("put the values in an entity of their own, with a relationship to it"));
  return false;
}

bool resolve_scalar(Draft& draft, const ast::TypeName& node, model::ScalarType type,
                    model::ValueType& resolved) {
  if (!is_one_value(draft, node) || !arguments_fit(draft, node, type)) return false;
  resolved.type = type;
  if (type == model::ScalarType::Decimal) {
    resolved.digits = {static_cast<int>(node.arguments[0].value),
                       static_cast<int>(node.arguments[1].value)};
  } else if (!node.arguments.empty()) {
    resolved.length = node.arguments.front().value;
  }
  return true;
}

std::string primary_key_name(const TableDraft& entity) {
  for (const ColumnDraft& column : entity.columns) {
    if (column.node->primary_key) return column.node->name.text;
  }
  for (const BodyDraft& part : entity.bodies) {
    for (const ast::PrimaryKey& key : part.body->primary_keys) {
      if (!key.columns.empty()) return key.columns.front().text;
    }
  }
  return "id";
}

void entity_is_no_column_type(Draft& draft, const TableDraft& table, const ast::Column& column,
                              const Symbol& symbol) {
  const ast::TypeName& type = *column.type_name();
  const std::string name = type.name.text();
  const char* optional = column.optional ? "?" : "";
  Diagnostic diagnostic(Code::Orm302, type.span,
                        fmt::format("`{}.{}` has the entity `{}` as its type", table.name->text,
                                    column.name.text, name));
  if (!type.list) {
    const std::string key = primary_key_name(draft.entities[symbol.index]);
    diagnostic.helps.push_back(fmt::format("stored key: `{}_{}: foreign key {}.{}{};`",
                                           column.name.text, key, name, key, optional));
  }
  draft.sink.report(std::move(diagnostic)
                        .help(fmt::format("navigation: `relationship {}: {}{};`", column.name.text,
                                          name, type.list ? "[]" : optional)));
}

bool has_no_arguments(Draft& draft, const ast::TypeName& node) {
  if (node.arguments.empty()) return true;
  draft.sink.report(Diagnostic(Code::Orm303, node.span,
                               fmt::format("`{}` takes nothing in parentheses", node.name.text()))
                        .help(fmt::format("write `{}`", node.name.text())));
  return false;
}

// An enum, or a type that is resolved already.
bool resolve_declared(Draft& draft, const ast::TypeName& type, const Symbol& symbol,
                      model::ValueType& resolved) {
  if (symbol.kind == SymbolKind::Enum) {
    resolved.type = model::ScalarType::Enum;
    resolved.enumeration = model::EnumId{symbol.index};
  } else if (symbol.kind == SymbolKind::Type) {
    if (!draft.types[symbol.index].has_type) return false;
    resolved = draft.model.types[symbol.index].value;
    resolved.named_type = model::NamedTypeId{symbol.index};
  } else {
    draft.sink.report(Diagnostic(Code::Orm205, type.name.span,
                                 fmt::format("`{}` is {}, not a type", type.name.text(),
                                             with_article(symbol.kind)))
                          .also(symbol.name->span, "declared here"));
    return false;
  }
  return is_one_value(draft, type) && has_no_arguments(draft, type);
}

// False, and reported, where the name is no type.
bool resolve_type_name(Draft& draft, std::size_t file, const ast::TypeName& type,
                       model::ValueType& resolved) {
  if (const auto scalar = model::scalar_type_named(type.name.text())) {
    return resolve_scalar(draft, type, *scalar, resolved);
  }
  if (draft.scopes.visible(file, type.name).empty()) {
    // What is in lower case was meant as one of the language's own.
    const char first = type.name.name().text.front();
    if (may_be_declared(draft, file) && (first < 'a' || first > 'z')) return false;
    report(draft,
           Diagnostic(Code::Orm301, type.name.span,
                      fmt::format("there is no type `{}`", type.name.text())),
           type_meant_by(draft, file, type.name.text()));
    return false;
  }
  const Symbol* symbol = look_up(draft, file, type.name, {});
  return symbol != nullptr && resolve_declared(draft, type, *symbol, resolved);
}

// The one entity that the name stands for.
const Symbol* entity_called(const Draft& draft, std::size_t file, const ast::QualifiedName& name) {
  const auto meanings = draft.scopes.visible(file, name);
  const bool is_entity = meanings.size() == 1 && meanings.front()->kind == SymbolKind::Entity;
  return is_entity ? meanings.front() : nullptr;
}

void resolve_type(Draft& draft, const TableDraft& table, ColumnDraft& column,
                  model::Column& resolved) {
  resolved.is_nullable = column.node->optional.has_value();
  const ast::TypeName* type = column.node->type_name();
  if (type == nullptr) return;
  if (const Symbol* entity = entity_called(draft, column.file, type->name)) {
    entity_is_no_column_type(draft, table, *column.node, *entity);
  } else {
    column.has_type = resolve_type_name(draft, column.file, *type, resolved);
  }
}

void types_run_in_a_circle(Draft& draft, const ast::TypeAlias& first) {
  draft.sink.report(Diagnostic(Code::Orm319, first.name.span,
                               fmt::format("`{}` stands for itself, through types that run in a "
                                           "circle",
                                           first.name.text))
                        .help(fmt::format("let one of them stand for a type of the language: "
                                          "`type {} = text;`",
                                          first.name.text)));
}

// Resolves each named type behind those that it stands for.
class NamedTypes {
 public:
  explicit NamedTypes(Draft& draft) : draft_(draft), states_(draft.types.size()) {}

  void resolve_all() {
    for (std::size_t i = 0; i < states_.size(); ++i) resolve(i);
  }

 private:
  enum class State { New, Open, Done };

  Draft& draft_;
  std::vector<State> states_;

  void resolve(std::size_t index) {
    if (states_[index] == State::Done) return;
    const TypeDraft& type = draft_.types[index];
    if (states_[index] == State::Open) return types_run_in_a_circle(draft_, *type.node);
    states_[index] = State::Open;
    if (const auto base = type_behind(type)) resolve(*base);
    resolve_value(draft_.types[index]);
    states_[index] = State::Done;
  }

  void resolve_value(TypeDraft& type) {
    const auto index = static_cast<std::size_t>(&type - draft_.types.data());
    model::ValueType& value = draft_.model.types[index].value;
    type.has_type = resolve_type_name(draft_, type.file, type.node->base, value);
    if (!type.node->cpp_class) return;
    value.cpp_class = resolve_cpp_class(draft_, type.node->cpp_class->value);
    type.has_type &= value.cpp_class.has_value();
  }

  std::optional<std::size_t> type_behind(const TypeDraft& type) const {
    const auto& name = type.node->base.name;
    if (model::scalar_type_named(name.text())) return std::nullopt;
    const auto meanings = draft_.scopes.visible(type.file, name);
    if (meanings.size() != 1 || meanings.front()->kind != SymbolKind::Type) return std::nullopt;
    return meanings.front()->index;
  }
};

}  // namespace

void resolve_named_types(Draft& draft) { NamedTypes(draft).resolve_all(); }

void resolve_column_types(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    model::Table& resolved = draft.resolved(*table);
    for (std::size_t i = 0; i < table->columns.size(); ++i) {
      resolve_type(draft, *table, table->columns[i], resolved.columns[i]);
    }
  }
}

}  // namespace ormgen::checking
