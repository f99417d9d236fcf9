#pragma once

#include <optional>
#include <string>

#include "check/draft.h"

namespace ormgen::checking {

// R1: what the line alone says; nothing else is consulted.
model::RelationshipKind kind_of(const ast::Relationship& node);

// `delete-orphan` on a side that does not own its target (R10).
bool has_misplaced_delete_orphan(const ast::Relationship& node);

// "`User.posts`" with its back quotes, for messages.
std::string quoted(const Draft& draft, model::RelationshipRef ref);

// The relationship on the target that `back_populates` names, or, for a name that does not exist,
// the one that was probably meant; none when there is neither.
std::optional<model::RelationshipRef> partner_of(Draft& draft, model::RelationshipRef ref);

RelationshipDraft& draft_of(Draft& draft, model::RelationshipRef ref);
const RelationshipDraft& draft_of(const Draft& draft, model::RelationshipRef ref);
model::Relationship& resolved(Draft& draft, model::RelationshipRef ref);

// Every relationship, in the order of the schema.
std::vector<model::RelationshipRef> all_relationships(const Draft& draft);

// Finds the key (R2 to R5) or the link table (R8) of one relationship. False, and reported, when
// there is none.
bool choose_key(Draft& draft, model::RelationshipRef ref);
bool choose_link(Draft& draft, model::RelationshipRef ref);

}  // namespace ormgen::checking
