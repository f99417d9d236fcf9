#include "check/cpp_classes.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "check/naming.h"
#include "check/passes.h"
#include "source/ascii.h"

namespace ormgen::checking {

namespace {

// The parts of `app::User`; nothing where one of them cannot be a name in C++.
std::optional<std::vector<std::string>> path_in(std::string_view text) {
  constexpr std::string_view separator = "::";
  std::vector<std::string> path;
  for (bool is_last = false; !is_last;) {
    const std::size_t end = text.find(separator);
    is_last = end == std::string_view::npos;
    const std::string_view part = text.substr(0, end);
    if (!is_name(part) || is_reserved_in_cpp(part)) return std::nullopt;
    path.emplace_back(part);
    if (!is_last) text.remove_prefix(end + separator.size());
  }
  return path;
}

// Takes the keyword off: what is declared as a struct is better not declared as a class before.
std::string keyword_of(std::string_view& text) {
  for (const std::string_view keyword : {"struct ", "class "}) {
    if (!text.starts_with(keyword)) continue;
    text.remove_prefix(keyword.size());
    return std::string(keyword.substr(0, keyword.size() - 1));
  }
  return "class";
}

bool is_header(std::string_view path) {
  constexpr std::string_view unusable = "\"\\<>";
  return !path.empty() && std::all_of(path.begin(), path.end(), [&](unsigned char c) {
    return c >= 0x20 && c != 0x7f && unusable.find(static_cast<char>(c)) == std::string_view::npos;
  });
}

}  // namespace

std::optional<model::CppClass> resolve_cpp_class(Draft& draft, const ast::CppClass& node) {
  std::string_view text = node.type.value;
  const std::string keyword = keyword_of(text);
  const auto path = path_in(text);
  if (!path) {
    draft.sink.report(Diagnostic(Code::Orm212, node.type.span,
                                 fmt::format("`as \"{}\"` names no class of C++", node.type.value))
                          .help("write it with its namespace: `as \"app::Name\"`"));
  }
  const bool has_header = is_header(node.header.value);
  if (!has_header) {
    draft.sink.report(
        Diagnostic(Code::Orm213, node.header.span,
                   fmt::format("`include \"{}\"` names no header", node.header.value))
            .help(
                "write what stands between the quotes of an #include: `include \"app/name.hpp\"`"));
  }
  if (!path || !has_header) return std::nullopt;
  return model::CppClass{*path, keyword, node.header.value};
}

void resolve_own_classes(Draft& draft) {
  for (const TableDraft& entity : draft.entities) {
    const auto& clause = static_cast<const ast::Entity*>(entity.node)->cpp_class;
    if (!clause) continue;
    draft.resolved_entity(std::get<model::EntityId>(entity.ref)).own_class =
        resolve_cpp_class(draft, clause->value);
  }
}

}  // namespace ormgen::checking
