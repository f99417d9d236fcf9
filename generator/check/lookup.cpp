#include "check/lookup.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"

namespace ormgen::checking {

namespace {

std::string qualified(const Draft& draft, const Symbol& symbol) {
  const std::string& name_space = draft.scopes.namespace_of(symbol.file);
  return name_space.empty() ? symbol.name->text : name_space + "." + symbol.name->text;
}

// Where a name is declared that means nothing here, or the name that is seen and was meant.
void find_way_out(const Draft& draft, std::size_t file, const ast::QualifiedName& name,
                  std::initializer_list<SymbolKind> wanted, UnknownName& unknown) {
  for (const Symbol* symbol : draft.scopes.anywhere(name.name().text)) {
    const bool is_meant = name.parts.size() == 1 || qualified(draft, *symbol) == name.text();
    if (!is_meant) continue;
    unknown.declared_in = draft.files[symbol->file].display_path;
    return;
  }
  std::vector<std::string> spellings;
  for (const Symbol* symbol : draft.scopes.all_visible(file)) {
    if (std::find(wanted.begin(), wanted.end(), symbol->kind) == wanted.end()) continue;
    spellings.push_back(name.parts.size() == 1 ? symbol->name->text : qualified(draft, *symbol));
  }
  unknown.meant =
      closest_to(name.text(), std::vector<std::string_view>(spellings.begin(), spellings.end()));
}

void count_unknown(Draft& draft, std::size_t file, const ast::QualifiedName& name,
                   std::initializer_list<SymbolKind> wanted) {
  if (may_be_declared(draft, file)) return;
  UnknownName& unknown = draft.unknown_names[{file, name.text()}];
  unknown.uses.push_back(name.span);
  if (unknown.uses.front().begin < name.span.begin) return;
  std::swap(unknown.uses.front(), unknown.uses.back());
  unknown.text = name.text();
  find_way_out(draft, file, name, wanted, unknown);
}

void report_ambiguous(Draft& draft, const ast::QualifiedName& name,
                      const std::vector<const Symbol*>& meanings) {
  Diagnostic diagnostic(
      Code::Orm204, name.span,
      fmt::format("`{}` can mean `{}` or `{}`", name.text(), qualified(draft, *meanings[0]),
                  qualified(draft, *meanings[1])));
  for (const Symbol* meaning : meanings) {
    diagnostic.secondary.push_back({meaning->name->span, "declared here"});
    diagnostic.helps.push_back(fmt::format("write `{}`", qualified(draft, *meaning)));
    diagnostic.fixes.push_back(write_instead(name.span, qualified(draft, *meaning)));
  }
  draft.sink.report(std::move(diagnostic));
}

}  // namespace

bool may_be_declared(const Draft& draft, std::size_t file) {
  const std::vector<std::size_t>& imports = draft.files[file].imports;
  return draft.files[file].file->is_incomplete ||
         std::any_of(imports.begin(), imports.end(), [&draft](std::size_t import) {
           return draft.files[import].file->is_incomplete;
         });
}

const Symbol* look_up(Draft& draft, std::size_t file, const ast::QualifiedName& name,
                      std::initializer_list<SymbolKind> wanted) {
  const std::vector<const Symbol*> meanings = draft.scopes.visible(file, name);
  if (meanings.size() == 1) return meanings.front();
  if (meanings.empty()) {
    count_unknown(draft, file, name, wanted);
  } else {
    report_ambiguous(draft, name, meanings);
  }
  return nullptr;
}

std::optional<model::EntityId> look_up_entity(Draft& draft, std::size_t file,
                                              const ast::QualifiedName& name) {
  const Symbol* symbol = look_up(draft, file, name, {SymbolKind::Entity});
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind == SymbolKind::Entity) return model::EntityId{symbol->index};
  draft.sink.report(Diagnostic(Code::Orm205, name.span,
                               fmt::format("`{}` is {}, and an entity is needed here", name.text(),
                                           with_article(symbol->kind)))
                        .also(symbol->name->span, "declared here"));
  return std::nullopt;
}

}  // namespace ormgen::checking
