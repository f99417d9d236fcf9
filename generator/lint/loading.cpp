#include <fmt/format.h>

#include "diagnostics/fixes.h"
#include "lint/rules.h"

namespace ormgen::linting {

void joined_list(const Schema& schema, Sink& sink) {
  for_each_body(schema, [&sink](const ast::Body& body) {
    for (const ast::Relationship& node : body.relationships) {
      if (!node.list || !node.lazy || node.lazy->value != ast::Lazy::Joined) continue;
      sink.report(Diagnostic(Code::Orm604, node.lazy->span,
                             fmt::format("`{}` is a list, so a join repeats each row that has it "
                                         "once per `{}`",
                                         node.name.text, node.target.text()))
                      .help("write `lazy selectin`")
                      .fix(write_instead(node.lazy->span, "lazy selectin")));
    }
  });
}

}  // namespace ormgen::linting
