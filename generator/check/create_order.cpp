#include <stdexcept>

#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Depth first, without recursion: a schema may chain thousands of tables.
class CreateOrder {
 public:
  explicit CreateOrder(model::Model& model)
      : model_(model),
        is_met_entity_(model.entities.size()),
        is_met_link_(model.link_tables.size()) {}

  void add(model::TableRef table) {
    enter(table);
    while (!open_.empty()) step();
  }

 private:
  struct Open {
    model::TableRef table;
    std::size_t next_key = 0;
  };

  model::Model& model_;
  std::vector<bool> is_met_entity_;
  std::vector<bool> is_met_link_;
  std::vector<Open> open_;

  void enter(model::TableRef table) {
    const auto* id = std::get_if<model::EntityId>(&table);
    auto is_met = id != nullptr ? is_met_entity_[id->value]
                                : is_met_link_[std::get<model::LinkTableId>(table).value];
    if (is_met) return;
    is_met = true;
    open_.push_back({table, 0});
  }

  void step() {
    Open& top = open_.back();
    const auto& keys = model_.table(top.table).foreign_keys;
    if (top.next_key < keys.size()) {
      enter(keys[top.next_key++].target);
      return;
    }
    model_.create_order.push_back(top.table);
    open_.pop_back();
  }
};

}  // namespace

void order_tables(Draft& draft) {
  CreateOrder order(draft.model);
  for (const model::File& file : draft.model.files) {
    for (const model::EntityId id : file.entities) order.add(id);
    for (const model::LinkTableId id : file.link_tables) order.add(id);
  }
}

void nothing_failed_in_silence(Draft& draft) {
  if (draft.sink.has_errors()) return;
  for (const TableDraft* table : draft.tables()) {
    bool has_failed = table->has_failed_keys || table->has_unknown_columns;
    for (const ColumnDraft& column : table->columns) has_failed |= !column.has_type;
    for (const RelationshipDraft& relationship : table->relationships) {
      has_failed |= relationship.has_failed;
    }
    if (has_failed) throw std::logic_error("a part of the schema failed without a message");
  }
}

}  // namespace ormgen::checking
