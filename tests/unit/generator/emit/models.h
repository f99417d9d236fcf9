#pragma once

#include <string>
#include <vector>

#include "model/model.h"

// Small resolved models, made by hand, for tests of the emitter.
namespace ormgen::emitting {

inline model::Column column(const std::string& name, model::ScalarType type) {
  model::Column made;
  made.name = name;
  made.cpp_name = name;
  made.column_name = name;
  made.type = type;
  return made;
}

inline model::Column generated_key() {
  model::Column made = column("id", model::ScalarType::Int64);
  made.is_primary_key = true;
  made.is_autoincrement = true;
  return made;
}

inline model::Entity entity(const std::string& name, std::vector<model::Column> columns) {
  model::Entity made;
  made.name = name;
  made.cpp_name = name;
  made.table_name = name;
  made.columns = std::move(columns);
  for (std::size_t i = 0; i < made.columns.size(); ++i) {
    if (made.columns[i].is_primary_key) made.primary_key.push_back(i);
  }
  return made;
}

// One file in the namespace `shelf`, and its entities in the order of creation.
inline model::Model model_of(std::vector<model::Entity> entities) {
  model::Model made;
  model::File file;
  file.display_path = "shelf.orm";
  file.namespace_path = {"shelf"};
  for (std::size_t i = 0; i < entities.size(); ++i) {
    file.entities.push_back({i});
    made.create_order.push_back(model::EntityId{i});
  }
  made.files = {std::move(file)};
  made.entities = std::move(entities);
  return made;
}

}  // namespace ormgen::emitting
