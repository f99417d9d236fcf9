#include "diagnostics/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ormgen {
namespace {

struct CodeEntry {
  Code code;
  Severity severity;
  std::string_view title;
};

constexpr std::array entries{
#define ORMGEN_CODE(number, severity, title) \
  CodeEntry{Code::Orm##number, Severity::severity, title},
#include "diagnostics/codes.def"
#undef ORMGEN_CODE
};

static_assert(std::is_sorted(entries.begin(), entries.end(),
                             [](const CodeEntry& a, const CodeEntry& b) {
                               return a.code < b.code;
                             }),
              "codes.def has to be sorted by number");

const CodeEntry& entry_of(Code code) {
  return *std::lower_bound(entries.begin(), entries.end(), code,
                           [](const CodeEntry& entry, Code wanted) { return entry.code < wanted; });
}

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "error";
}

std::string name_of(Code code) { return fmt::format("ORM{}", static_cast<int>(code)); }

std::string url_of(Code code) { return fmt::format("docs/codes.md#orm{}", static_cast<int>(code)); }

std::optional<Code> code_of(std::string_view name) {
  if (name.starts_with("ORM") || name.starts_with("orm")) name.remove_prefix(3);
  const auto found = std::find_if(entries.begin(), entries.end(), [name](const CodeEntry& entry) {
    return name == std::to_string(static_cast<int>(entry.code));
  });
  return found == entries.end() ? std::nullopt : std::optional(found->code);
}

std::string_view title_of(Code code) { return entry_of(code).title; }

Severity severity_of(Code code) { return entry_of(code).severity; }

std::vector<Code> all_codes() {
  std::vector<Code> codes;
  codes.reserve(entries.size());
  for (const CodeEntry& entry : entries) codes.push_back(entry.code);
  return codes;
}

}  // namespace ormgen
