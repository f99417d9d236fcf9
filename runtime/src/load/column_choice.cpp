#include "load/column_choice.h"

#include "value/columns.h"

namespace orm::load {

using detail::LoadStep;
using detail::LoadStrategy;

namespace {

// The columns of the entity that the rows of a relationship name.
std::uint64_t named_by(const RelationshipMapping& relationship) {
  switch (relationship.kind) {
    case RelationshipKind::ManyToOne:
      return 0;
    case RelationshipKind::OneToMany:
    case RelationshipKind::OneToOne:
      return column_bits(relationship.target->foreign_keys[relationship.key].target_columns);
    case RelationshipKind::ManyToMany:
      return column_bits(relationship.secondary->keys[relationship.near_key].target_columns);
  }
  return 0;
}

std::uint64_t needed_columns(const EntityMapping& entity) {
  std::uint64_t columns = column_bits(entity.key);
  for (const ForeignKeyMapping& key : entity.foreign_keys) columns |= column_bits(key.columns);
  for (const RelationshipMapping& each : entity.relationships) columns |= named_by(each);
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (entity.columns[i].source == ColumnSource::Version) columns |= detail::column_bit(i);
  }
  return columns;
}

}  // namespace

bool names_column(const LoadStep& step) {
  return step.strategy == LoadStrategy::LoadOnly || step.strategy == LoadStrategy::Defer ||
         step.strategy == LoadStrategy::Undefer;
}

void ColumnChoice::add(const LoadStep& step) {
  said_.resize(entity_->columns.size());
  is_limited_ |= step.strategy == LoadStrategy::LoadOnly;
  said_[step.position] = step.strategy == LoadStrategy::Defer ? Said::Defer : Said::Read;
}

std::uint64_t ColumnChoice::chosen() const {
  if (said_.empty()) return 0;
  std::uint64_t columns = needed_columns(*entity_);
  for (unsigned i = 0; i < said_.size(); ++i) {
    const bool is_usual = !is_limited_ && !entity_->columns[i].deferred;
    const bool is_read = said_[i] == Said::Read || (said_[i] == Said::Nothing && is_usual);
    if (is_read) columns |= detail::column_bit(i);
  }
  return columns == usual_columns(*entity_) ? 0 : columns;
}

}  // namespace orm::load
