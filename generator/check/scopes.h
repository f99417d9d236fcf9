#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ast/ast.h"
#include "check/check.h"

namespace ormgen::checking {

enum class SymbolKind { Entity, LinkTable, Mixin, Enum, Type };

// "an entity", "a link table", ... for messages.
std::string_view with_article(SymbolKind kind);

// A declaration that a name can stand for.
struct Symbol {
  SymbolKind kind = SymbolKind::Entity;
  const ast::Name* name = nullptr;
  std::size_t file = 0;
  // For all but Mixin the position in the draft and in the model.
  std::size_t index = 0;
  // For Enum and for Mixin.
  const ast::Enum* enumeration = nullptr;
  const ast::Mixin* mixin = nullptr;
};

// Which names each file sees: its own and those of the files it imports directly.
class Scopes {
 public:
  explicit Scopes(std::span<const SchemaFile> files) : files_(files) {}

  // Returns the symbol that has the name in this namespace already, or null after adding.
  const Symbol* declare(const Symbol& symbol);
  // After the last `declare`.
  void open_imports();

  // All that an unqualified name can mean in a file, the file's own first.
  std::vector<const Symbol*> visible(std::size_t file, std::string_view name) const;
  // The same for `registrar.Student`.
  std::vector<const Symbol*> visible(std::size_t file, const ast::QualifiedName& name) const;
  std::vector<const Symbol*> all_visible(std::size_t file) const;
  // Files of the run that declare the name, seen or not.
  std::vector<const Symbol*> anywhere(std::string_view name) const;

  // "registrar", or empty for a file without a namespace.
  const std::string& namespace_of(std::size_t file) const { return namespaces_.at(file); }

 private:
  using Table = std::unordered_map<std::string_view, const Symbol*>;

  std::span<const SchemaFile> files_;
  std::vector<std::string> namespaces_ = names_of_namespaces();
  std::vector<std::unique_ptr<Symbol>> symbols_;
  std::vector<Table> own_ = std::vector<Table>(files_.size());
  std::unordered_map<std::string, Table> by_namespace_;
  std::unordered_map<std::string_view, std::vector<const Symbol*>> by_name_;
  // The file itself and its imports, each once.
  std::vector<std::vector<std::size_t>> seen_files_;

  std::vector<std::string> names_of_namespaces() const;
};

}  // namespace ormgen::checking
