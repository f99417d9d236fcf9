#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "check/literal_forms.h"
#include "check/lookup.h"
#include "check/passes.h"
#include "diagnostics/did_you_mean.h"

namespace ormgen::checking {

namespace {

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string_view example_for(model::ScalarType type) {
  if (type == model::ScalarType::Bool) return "`= true` or `= false`";
  if (model::is_integer(type)) return "a whole number: `= 0`";
  if (model::is_floating(type) || type == model::ScalarType::Decimal) return "a number: `= 0.5`";
  if (type == model::ScalarType::Date) return "`= today()` or a text: `= \"2026-01-31\"`";
  if (type == model::ScalarType::Time) return "a text: `= \"18:30:00\"`";
  if (type == model::ScalarType::DateTime) {
    return "`= now()` or a text in UTC: `= \"2026-01-31 18:30:00\"`";
  }
  if (type == model::ScalarType::Uuid) return "`= uuid4()` or `= uuid7()`";
  if (type == model::ScalarType::Json) return R"(JSON in a text: `= "{}"`)";
  return "a text: `= \"...\"`";
}

struct FunctionOf {
  model::DefaultFunction function;
  model::ScalarType type;
};

constexpr std::array functions = std::to_array<FunctionOf>({
    {model::DefaultFunction::Now, model::ScalarType::DateTime},
    {model::DefaultFunction::Today, model::ScalarType::Date},
    {model::DefaultFunction::Uuid4, model::ScalarType::Uuid},
    {model::DefaultFunction::Uuid7, model::ScalarType::Uuid},
});

// Turns the literal of one column into a value of its type.
class LiteralDefault {
 public:
  LiteralDefault(Draft& draft, const TableDraft& table, const ast::Value& value,
                 const model::Column& column)
      : draft_(draft), table_(table), value_(value), column_(column) {}

  using Result = std::optional<model::DefaultValue>;

  Result operator()(const ast::Null&) const {
    if (column_.is_nullable) return std::nullopt;
    draft_.sink.report(
        Diagnostic(Code::Orm304, value_.span,
                   fmt::format("`{}.{}` is required, so `null` cannot be its default",
                               table_.name->text, column_.name))
            .help("remove the default, or make the column optional with `?`"));
    return std::nullopt;
  }

  Result operator()(bool value) const {
    if (column_.type != model::ScalarType::Bool) return does_not_fit();
    return value;
  }

  Result operator()(std::int64_t value) const {
    if (model::is_floating(column_.type)) return static_cast<double>(value);
    if (column_.digits) return decimal(fmt::format("{}", value));
    if (!model::is_integer(column_.type)) return does_not_fit();
    const model::IntegerRange range = model::range_of(column_.type);
    if (value < range.min || value > range.max) {
      return out_of_range(fmt::format("{} to {}", range.min, range.max));
    }
    return value;
  }

  Result operator()(const ast::Number& number) const {
    if (column_.digits) return decimal(number.text);
    if (!model::is_floating(column_.type)) return does_not_fit();
    const double value = std::strtod(number.text.c_str(), nullptr);
    const bool is_single = column_.type == model::ScalarType::Float32;
    const double most = is_single ? static_cast<double>(std::numeric_limits<float>::max())
                                  : std::numeric_limits<double>::max();
    if (!(std::abs(value) <= most)) return out_of_range(fmt::format("{} to {}", -most, most));
    return value;
  }

  Result operator()(const std::string& text) const {
    if (column_.type == model::ScalarType::Json) return json(text);
    if (has_text_form(column_.type)) return is_in_form(column_.type, text) ? text : does_not_fit();
    if (!model::is_textual(column_.type)) return does_not_fit();
    if (column_.length && characters_in(text) > static_cast<std::size_t>(*column_.length)) {
      return out_of_range(fmt::format("up to {} characters", *column_.length));
    }
    return text;
  }

  Result operator()(const ast::Name& name) const {
    if (!column_.enumeration) return does_not_fit();
    const model::Enum& enumeration = draft_.model.enumeration(*column_.enumeration);
    std::vector<std::string_view> names;
    for (const model::Enumerator& enumerator : enumeration.enumerators) {
      if (enumerator.name == name.text) return model::EnumeratorIndex{names.size()};
      names.push_back(enumerator.name);
    }
    if (draft_.enums[column_.enumeration->value]->is_incomplete) return std::nullopt;
    report(draft_,
           Diagnostic(Code::Orm305, name.span,
                      fmt::format("the enum `{}` has no `{}`", enumeration.name, name.text))
               .also(draft_.enums[column_.enumeration->value]->name.span, "declared here"),
           closest_to(name.text, names));
    return std::nullopt;
  }

  // A name that no function has was reported where it was read.
  Result operator()(const ast::Call& call) const {
    for (const FunctionOf& known : functions) {
      if (name_of(known.function) != call.function.text) continue;
      return known.type == column_.type ? Result(known.function) : does_not_fit();
    }
    return std::nullopt;
  }

 private:
  Draft& draft_;
  const TableDraft& table_;
  const ast::Value& value_;
  const model::Column& column_;

  Result decimal(const std::string& number) const {
    if (is_decimal(number, *column_.digits)) return number;
    return out_of_range(fmt::format("{} digits, {} of them behind the point, and no exponent",
                                    column_.digits->precision, column_.digits->scale));
  }

  Result json(const std::string& text) const {
    if (nlohmann::json::accept(text)) return text;
    draft_.sink.report(Diagnostic(Code::Orm317, value_.span,
                                  fmt::format("the default of `{}.{}` is no JSON",
                                              table_.name->text, column_.name))
                           .help(R"(write JSON in a text: `= "{}"`, `= "[]"`, `= "\"a text\""`)"));
    return std::nullopt;
  }

  Result does_not_fit() const {
    Diagnostic diagnostic(Code::Orm304, value_.span,
                          fmt::format("`{}.{}` is `{}`, and this default is not", table_.name->text,
                                      column_.name, type_name(draft_.model, column_)));
    draft_.sink.report(std::move(diagnostic).help(remedy()));
    return std::nullopt;
  }

  std::string remedy() const {
    if (column_.type == model::ScalarType::Bytes) return "remove it: `bytes` has no literal";
    if (!column_.enumeration) return fmt::format("write {}", example_for(column_.type));
    const auto& enumerators = draft_.model.enumeration(*column_.enumeration).enumerators;
    if (enumerators.empty()) return "remove it";
    return fmt::format("write an enumerator: `= {}`", enumerators.front().name);
  }

  Result out_of_range(std::string_view range) const {
    draft_.sink.report(
        Diagnostic(Code::Orm306, value_.span,
                   fmt::format("the default does not fit `{}.{}`", table_.name->text, column_.name))
            .label(fmt::format("`{}` holds {}", type_name(draft_.model, column_), range)));
    return std::nullopt;
  }
};

}  // namespace

void resolve_defaults(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      const ast::Column& node = *table->columns[i].node;
      if (!node.default_value) continue;
      const ast::Value& value = node.default_value->value;
      if (!table->columns[i].has_type) continue;
      model::Column& column = draft.resolved(*table).columns[i];
      column.default_value = std::visit(LiteralDefault(draft, *table, value, column), value.value);
    }
  }
}

}  // namespace ormgen::checking
