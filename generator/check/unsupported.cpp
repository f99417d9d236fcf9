#include <fmt/core.h>

#include <variant>

#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Reports what the language has and this version does not emit.
class Unsupported {
 public:
  explicit Unsupported(Draft& draft) : draft_(draft) {}

  void operator()(const ast::Entity& node) {
    if (node.cpp_class) {
      refuse(Code::Orm927, node.cpp_class->span,
             fmt::format("as \"{}\"", node.cpp_class->value.type.value),
             "remove the clause: objects are of the generated class");
    }
  }
  void operator()(const ast::Table&) {}
  void operator()(const ast::Mixin&) {}
  void operator()(const ast::Enum&) {}
  void operator()(const ast::TypeAlias& node) {
    refuse(Code::Orm903, node.name.span, "type " + node.name.text, "use the type it stands for");
  }

 private:
  Draft& draft_;

  void refuse(Code code, const ast::Flag& clause, std::string_view text,
              std::string_view help = "remove the clause") {
    if (!clause) return;
    draft_.sink.report(
        Diagnostic(code, *clause, fmt::format("`{}` is not in this version of ormgen", text))
            .help(std::string(help)));
  }
};

}  // namespace

void report_unsupported(Draft& draft) {
  Unsupported unsupported(draft);
  for (const SchemaFile& schema : draft.files) {
    for (const ast::Declaration& declaration : schema.file->declarations) {
      std::visit(unsupported, declaration);
    }
  }
}

}  // namespace ormgen::checking
