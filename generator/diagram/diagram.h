#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.h"

namespace ormgen {

enum class DiagramFormat { Mermaid, Dot, Dbml };

struct DiagramOptions {
  DiagramFormat format = DiagramFormat::Mermaid;
  // Only these tables, and those up to `depth` relationships away; empty for all.
  std::vector<model::TableRef> around;
  std::size_t depth = 0;
};

// The entities and how they are related, as source text of a tool that draws.
std::string diagram(const model::Model& model, const DiagramOptions& options);

}  // namespace ormgen
