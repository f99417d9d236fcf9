#pragma once

#include <string>
#include <vector>

#include "diagram/drawing.h"

namespace ormgen::diagrams {

// https://mermaid.js.org/syntax/entityRelationshipDiagram.html
std::string mermaid(const model::Model& model, const Drawing& drawing);

// https://graphviz.org/doc/info/lang.html
std::string dot(const model::Model& model, const Drawing& drawing);

// https://dbml.dbdiagram.io/docs: the tables of the database, link tables too.
std::string dbml(const model::Model& model, const std::vector<model::TableRef>& tables);

}  // namespace ormgen::diagrams
