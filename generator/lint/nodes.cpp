#include "lint/nodes.h"

namespace ormgen::linting {
namespace {

class Nodes {
 public:
  std::vector<Node> of(const ast::File& file) {
    if (file.name_space) add(*file.name_space, false);
    for (const ast::Import& import : file.imports) add(import, false);
    for (const ast::Declaration& declaration : file.declarations) std::visit(*this, declaration);
    return std::move(nodes_);
  }

  template <class Declaration>
  void operator()(const Declaration& declaration) {
    add(declaration, true);
    if constexpr (requires { declaration.body; }) {
      add_all(declaration.body);
    } else if constexpr (requires { declaration.enumerators; }) {
      add_each(declaration.enumerators);
    }
  }

 private:
  std::vector<Node> nodes_;

  void add(const ast::Node& node, bool is_documented) {
    const Span first = node.annotations.empty() ? node.span : node.annotations.front().span;
    nodes_.push_back({node.span, cover(first, node.span), is_documented});
  }

  template <class T>
  void add_each(const std::vector<T>& members) {
    for (const T& member : members) add(member, true);
  }

  void add_all(const ast::Body& body) {
    add_each(body.columns);
    add_each(body.relationships);
    add_each(body.primary_keys);
    add_each(body.uniques);
    add_each(body.indexes);
    add_each(body.checks);
    add_each(body.foreign_keys);
  }
};

}  // namespace

std::vector<Node> nodes_of(const ast::File& file) { return Nodes().of(file); }

}  // namespace ormgen::linting
