#include "diagram/diagram.h"

#include "diagram/drawing.h"
#include "diagram/formats.h"
#include "diagram/selection.h"

namespace ormgen {

std::string diagram(const model::Model& model, const DiagramOptions& options) {
  using namespace diagrams;
  const std::vector<model::TableRef> tables = selection(model, options.around, options.depth);
  switch (options.format) {
    case DiagramFormat::Mermaid:
      return mermaid(model, drawing(model, tables));
    case DiagramFormat::Dot:
      return dot(model, drawing(model, tables));
    case DiagramFormat::Dbml:
      return dbml(model, tables);
  }
  return "";
}

}  // namespace ormgen
