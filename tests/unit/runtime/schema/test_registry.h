// A schema made by hand: its tables' statements, and the types of the columns that are compared.
#pragma once

#include <deque>
#include <vector>

#include "orm/mapping.h"

namespace orm {

class TestRegistry {
 public:
  TestRegistry& entity(const char* table, const char* create,
                       std::vector<const char*> create_indexes = {},
                       std::vector<ColumnMapping> columns = {}) {
    EntityMapping& entity = entities_.emplace_back();
    entity.name = table;
    entity.table = table;
    entity.columns = columns_.emplace_back(std::move(columns));
    entity.sqlite.create_table = create;
    entity.sqlite.create_indexes = indexes_.emplace_back(std::move(create_indexes));
    entity_pointers_.push_back(&entity);
    return *this;
  }
  TestRegistry& link_table(const char* table, const char* create) {
    LinkTableMapping& link = link_tables_.emplace_back();
    link.table = table;
    link.create_table = create;
    link_pointers_.push_back(&link);
    return *this;
  }

  Registry view() const { return {entity_pointers_, link_pointers_}; }

 private:
  std::deque<EntityMapping> entities_;
  std::deque<LinkTableMapping> link_tables_;
  std::deque<std::vector<const char*>> indexes_;
  std::deque<std::vector<ColumnMapping>> columns_;
  std::vector<const EntityMapping*> entity_pointers_;
  std::vector<const LinkTableMapping*> link_pointers_;
};

}  // namespace orm
