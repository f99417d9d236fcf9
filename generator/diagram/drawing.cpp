#include "diagram/drawing.h"

#include <algorithm>
#include <optional>

#include "model/words.h"

namespace ormgen::diagrams {
namespace {

class Draftsman {
 public:
  Draftsman(const model::Model& model, const std::vector<model::TableRef>& tables)
      : model_(model), tables_(tables) {}

  Drawing draw() const {
    Drawing drawing;
    for (const auto table : tables_) {
      if (const auto line = line_of_link(table)) {
        drawing.lines.push_back(*line);
      } else {
        drawing.boxes.push_back(table);
        add_keys(table, drawing.lines);
      }
    }
    return drawing;
  }

 private:
  const model::Model& model_;
  const std::vector<model::TableRef>& tables_;

  bool has(model::TableRef table) const {
    return std::find(tables_.begin(), tables_.end(), table) != tables_.end();
  }

  void add_keys(model::TableRef table, std::vector<Line>& lines) const {
    const auto& keys = model_.table(table).foreign_keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!has(keys[i].target)) continue;
      lines.push_back({keys[i].target, keys[i].is_nullable ? End::ZeroOrOne : End::One, table,
                       keys[i].is_unique ? End::ZeroOrOne : End::Many, label_of(table, i)});
    }
  }

  // Those that go along the key, the one of the referenced side first.
  std::string label_of(model::TableRef table, std::size_t key) const {
    std::string label;
    for (const bool of_holder : {false, true}) {
      for (const auto& entity : model_.entities) {
        for (const auto& each : entity.relationships) {
          const bool is_along = each.key && !each.is_viewonly &&
                                model::TableRef(each.key->holder) == table &&
                                each.key->foreign_key == key;
          const bool is_of_holder = each.kind == model::RelationshipKind::ManyToOne;
          if (!is_along || is_of_holder != of_holder) continue;
          label += (label.empty() ? "" : " / ") + each.name;
        }
      }
    }
    return label.empty() ? columns_of(table, key) : label;
  }

  std::string columns_of(model::TableRef ref, std::size_t key) const {
    const model::Table& table = model_.table(ref);
    std::string text;
    for (const auto column : table.foreign_keys[key].columns) {
      text += (text.empty() ? "" : ", ") + table.columns[column].name;
    }
    return text;
  }

  // Nothing for a table that more hangs on than a relationship through it.
  std::optional<Line> line_of_link(model::TableRef table) const {
    if (!std::holds_alternative<model::LinkTableId>(table)) return {};
    if (model_.table(table).foreign_keys.size() != 2) return {};
    for (const auto& entity : model_.entities) {
      for (const auto& each : entity.relationships) {
        if (each.link && each.link->table == table) return line_along(each, table);
      }
    }
    return {};
  }

  std::optional<Line> line_along(const model::Relationship& relationship,
                                 model::TableRef table) const {
    const auto& keys = model_.table(table).foreign_keys;
    const model::TableRef left = keys[relationship.link->local_key].target;
    const model::TableRef right = relationship.target;
    if (!has(left) || !has(right)) return {};
    std::string label = relationship.name;
    if (relationship.inverse) label += " / " + model_.relationship(*relationship.inverse).name;
    return Line{left, End::Many, right, End::Many, label};
  }
};

}  // namespace

Drawing drawing(const model::Model& model, const std::vector<model::TableRef>& tables) {
  return Draftsman(model, tables).draw();
}

std::map<model::TableRef, std::string> names_of(const model::Model& model,
                                                const std::vector<model::TableRef>& tables) {
  std::map<std::string, int> counts;
  for (const auto table : tables) ++counts[model.table(table).name];
  std::map<model::TableRef, std::string> names;
  for (const auto table : tables) {
    const model::Table& described = model.table(table);
    names[table] =
        counts[described.name] == 1 ? described.name : model::qualified_name(model, described);
  }
  return names;
}

}  // namespace ormgen::diagrams
