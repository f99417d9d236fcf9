#include "check/scopes.h"

#include <algorithm>

namespace ormgen::checking {

std::string_view with_article(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Entity:
      return "an entity";
    case SymbolKind::LinkTable:
      return "a link table";
    case SymbolKind::Mixin:
      return "a mixin";
    case SymbolKind::Enum:
      return "an enum";
    case SymbolKind::Type:
      return "a named type";
  }
  return "";
}

std::vector<std::string> Scopes::names_of_namespaces() const {
  std::vector<std::string> names;
  for (const SchemaFile& file : files_) {
    names.push_back(file.file->name_space ? file.file->name_space->name.text() : std::string());
  }
  return names;
}

const Symbol* Scopes::declare(const Symbol& symbol) {
  Table& names = by_namespace_[namespaces_[symbol.file]];
  const auto [place, is_new] = names.try_emplace(symbol.name->text, nullptr);
  if (!is_new) return place->second;
  symbols_.push_back(std::make_unique<Symbol>(symbol));
  const Symbol* added = symbols_.back().get();
  place->second = added;
  own_[symbol.file].emplace(symbol.name->text, added);
  by_name_[symbol.name->text].push_back(added);
  return nullptr;
}

void Scopes::open_imports() {
  for (std::size_t file = 0; file < files_.size(); ++file) {
    std::vector<std::size_t>& seen = seen_files_.emplace_back(1, file);
    for (const std::size_t imported : files_[file].imports) {
      if (std::find(seen.begin(), seen.end(), imported) == seen.end()) seen.push_back(imported);
    }
  }
}

std::vector<const Symbol*> Scopes::visible(std::size_t file, std::string_view name) const {
  std::vector<const Symbol*> found;
  for (const std::size_t seen : seen_files_[file]) {
    const auto place = own_[seen].find(name);
    if (place != own_[seen].end()) found.push_back(place->second);
  }
  return found;
}

std::vector<const Symbol*> Scopes::visible(std::size_t file, const ast::QualifiedName& name) const {
  std::vector<const Symbol*> found = visible(file, name.name().text);
  if (name.parts.size() == 1) return found;
  std::erase_if(found, [&](const Symbol* symbol) {
    return namespaces_[symbol->file] + "." + name.name().text != name.text();
  });
  return found;
}

std::vector<const Symbol*> Scopes::all_visible(std::size_t file) const {
  std::vector<const Symbol*> all;
  for (const auto& symbol : symbols_) {
    const auto& seen = seen_files_[file];
    if (std::find(seen.begin(), seen.end(), symbol->file) != seen.end())
      all.push_back(symbol.get());
  }
  return all;
}

std::vector<const Symbol*> Scopes::anywhere(std::string_view name) const {
  const auto place = by_name_.find(name);
  return place == by_name_.end() ? std::vector<const Symbol*>() : place->second;
}

}  // namespace ormgen::checking
