#include <fmt/core.h>

#include <limits>
#include <unordered_map>

#include "check/annotations.h"
#include "check/naming.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Reads the enumerators of one enum.
class Enumerators {
 public:
  Enumerators(Draft& draft, const ast::Enum& node, model::Enum& result)
      : draft_(draft), node_(node), result_(result) {}

  void resolve() {
    resolve_storage();
    for (const ast::Enumerator& enumerator : node_.enumerators) add(enumerator);
  }

 private:
  Draft& draft_;
  const ast::Enum& node_;
  model::Enum& result_;
  bool has_storage_ = false;
  std::unordered_map<std::string, Span> first_names_;
  std::unordered_map<std::string, Span> first_values_;

  void resolve_storage() {
    if (!node_.storage) return;
    has_storage_ = true;
    const auto type = model::scalar_type_named(node_.storage->name.text());
    if (type && model::is_integer(*type) && node_.storage->arguments.empty()) {
      result_.storage = type;
      return;
    }
    draft_.sink.report(Diagnostic(Code::Orm308, node_.storage->span,
                                  fmt::format("`{}` cannot be stored as `{}`", node_.name.text,
                                              node_.storage->name.text()))
                           .help("write `int16`, `int32` or `int64`, or nothing for text"));
  }

  void add(const ast::Enumerator& node) {
    model::Enumerator enumerator;
    enumerator.name = node.name.text;
    enumerator.cpp_name =
        is_reserved_in_cpp(node.name.text) ? node.name.text + "_" : node.name.text;
    enumerator.doc = node.doc;
    enumerator.annotations = annotations_of(node);
    enumerator.text = node.name.text;
    const bool has_number = count_on(enumerator) || node.value;
    if (node.value) take_value(*node.value, enumerator);
    is_new_name(node, enumerator);
    if (has_number) {
      is_new_value(node, enumerator);
      fits(node, enumerator);
    } else {
      does_not_fit(node);
    }
    result_.enumerators.push_back(std::move(enumerator));
  }

  // One more than the one before, as in C++. False where there is no such number.
  bool count_on(model::Enumerator& enumerator) const {
    if (result_.enumerators.empty()) return true;
    const std::int64_t before = result_.enumerators.back().number;
    const bool is_last = before == std::numeric_limits<std::int64_t>::max();
    enumerator.number = is_last ? before : before + 1;
    return !is_last;
  }

  void take_value(const ast::Value& value, model::Enumerator& enumerator) {
    const auto* number = std::get_if<std::int64_t>(&value.value);
    const auto* text = std::get_if<std::string>(&value.value);
    if (has_storage_ && number != nullptr) {
      enumerator.number = *number;
    } else if (!has_storage_ && text != nullptr) {
      enumerator.text = *text;
    } else if (has_storage_) {
      draft_.sink.report(
          Diagnostic(Code::Orm309, value.span,
                     fmt::format("`{}` is stored as a number, and this is a text", node_.name.text))
              .help("write a number, or remove the type behind the enum's name"));
    } else {
      draft_.sink.report(
          Diagnostic(Code::Orm309, value.span,
                     fmt::format("`{}` is stored as text, and this is a number", node_.name.text))
              .help(fmt::format("write `enum {} : int16` to store numbers", node_.name.text))
              .help("write a text: `= \"...\"`"));
    }
  }

  void is_new_name(const ast::Enumerator& node, const model::Enumerator& enumerator) {
    const auto [first, is_new] = first_names_.emplace(enumerator.cpp_name, node.name.span);
    if (is_new) return;
    draft_.sink.report(Diagnostic(Code::Orm202, node.name.span,
                                  fmt::format("`{}` has two enumerators called `{}`",
                                              node_.name.text, enumerator.cpp_name))
                           .also(first->second, "the first one"));
  }

  void is_new_value(const ast::Enumerator& node, const model::Enumerator& enumerator) {
    const std::string value = has_storage_ ? fmt::format("{}", enumerator.number) : enumerator.text;
    const Span place = node.value ? node.value->span : node.name.span;
    const auto [first, is_new] = first_values_.emplace(value, place);
    if (is_new) return;
    draft_.sink.report(Diagnostic(Code::Orm310, place,
                                  fmt::format("two enumerators of `{}` are stored as `{}`",
                                              node_.name.text, value))
                           .also(first->second, "the first one"));
  }

  void fits(const ast::Enumerator& node, const model::Enumerator& enumerator) {
    if (!result_.storage) return;
    const model::IntegerRange range = model::range_of(*result_.storage);
    if (enumerator.number < range.min || enumerator.number > range.max) does_not_fit(node);
  }

  void does_not_fit(const ast::Enumerator& node) {
    if (!result_.storage) return;
    const model::IntegerRange range = model::range_of(*result_.storage);
    draft_.sink.report(
        Diagnostic(Code::Orm309, node.value ? node.value->span : node.name.span,
                   fmt::format("`{}.{}` does not fit its type", node_.name.text, node.name.text))
            .label(fmt::format("`{}` holds {} to {}", name_of(*result_.storage), range.min,
                               range.max)));
  }
};

}  // namespace

void resolve_enums(Draft& draft) {
  for (std::size_t i = 0; i < draft.enums.size(); ++i) {
    Enumerators(draft, *draft.enums[i], draft.model.enums[i]).resolve();
  }
}

}  // namespace ormgen::checking
