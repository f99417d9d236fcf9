#include <fmt/format.h>

#include "diagnostics/fixes.h"
#include "lint/rules.h"

namespace ormgen::linting {
namespace {

// A relationship whose key is on the other side.
struct Owning {
  const Table& owner;
  const model::Relationship& meaning;
  const ast::Relationship& node;
  const Table& holder;
  const model::ForeignKey& key;
  const KeyNode& key_node;
};

template <class Visit>
void for_each_owning(const Schema& schema, const Visit& visit) {
  for (std::size_t i = 0; i < schema.entities.size(); ++i) {
    const Table& owner = schema.entities[i];
    const auto& relationships = schema.model.entities[i].relationships;
    for (std::size_t k = 0; k < relationships.size(); ++k) {
      const model::Relationship& meaning = relationships[k];
      const bool is_owning = meaning.kind == model::RelationshipKind::OneToMany ||
                             meaning.kind == model::RelationshipKind::OneToOne;
      if (!is_owning || meaning.is_viewonly) continue;
      const Table& holder = schema.entity(meaning.key->holder);
      visit(Owning{owner, meaning, *owner.relationships[k], holder,
                   schema.model.foreign_key(*meaning.key), holder.keys[meaning.key->foreign_key]});
    }
  }
}

const char* words_for(model::ForeignKeyAction action) {
  return action == model::ForeignKeyAction::SetNull ? "set null" : "set default";
}

std::string name_of(const Owning& owning) {
  return fmt::format("{}.{}", owning.owner.meaning->name, owning.meaning.name);
}

bool keeps_rows(model::ForeignKeyAction action) {
  return action == model::ForeignKeyAction::SetNull ||
         action == model::ForeignKeyAction::SetDefault;
}

Diagnostic database_would_keep(const Owning& owning, model::ForeignKeyAction action) {
  const Span clause = on_delete_of(owning.key_node)->span;
  return Diagnostic(Code::Orm603, owning.node.cascade->span,
                    fmt::format("a session deletes the `{}` rows of `{}`, and the database would "
                                "keep them by `on delete {}`",
                                owning.holder.meaning->name, name_of(owning), words_for(action)))
      .also(clause, "the key says something else")
      .help("write `on delete cascade`, or take `delete` out of the cascade")
      .fix(write_instead(clause, "on delete cascade"));
}

}  // namespace

void cascade_against_the_key(const Schema& schema, Sink& sink) {
  for_each_owning(schema, [&](const Owning& owning) {
    const model::ForeignKeyAction action = owning.key.on_delete;
    if (keeps_rows(action) && owning.meaning.cascades.contains(model::Cascade::Delete)) {
      sink.report(database_would_keep(owning, action));
    }
  });
}

void child_cannot_be_taken_out(const Schema& schema, Sink& sink) {
  for_each_owning(schema, [&](const Owning& owning) {
    const bool is_orphan_deleted = owning.meaning.cascades.contains(model::Cascade::DeleteOrphan);
    if (owning.key.is_nullable || is_orphan_deleted) return;
    const std::string child = owning.holder.meaning->name;
    sink.report(
        Diagnostic(Code::Orm612, owning.node.name.span,
                   fmt::format("to take a `{}` out of `{}` is an error unless it gets another "
                               "place or is removed: its key is required",
                               child, name_of(owning)))
            .also(place_of(owning.key_node), "the key")
            .help("add `cascade all, delete-orphan`, and what is taken out is deleted")
            .help("or make the key optional with `?`"));
  });
}

}  // namespace ormgen::linting
