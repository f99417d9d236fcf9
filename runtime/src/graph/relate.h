// Changing links so that both sides of a relationship stay in step, in memory and without SQL.
#pragma once

#include "graph/attachment.h"
#include "graph/foreign_keys.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// The relationship of the key's target that looks back through it; null where there is none.
const RelationshipMapping* inverse_of(const ForeignKeyMapping& key);
/// The relationship of the target that looks back; null where there is none.
const RelationshipMapping* inverse_of(const RelationshipMapping& relationship);

/// The parent as far as memory knows: a link that is not loaded may still name a loaded object.
Object* known_parent(Object& child, const ForeignKeyMapping& key);

/// Whose attribute the program changed: SQLAlchemy's cascades depend on it.
enum class ChangedSide { Child, Parent };

/// Links `child` to `parent` over a foreign key of the child, or to nothing. The old parent, the
/// new parent's old child of a one-to-one, and the key columns follow.
void relate(Object& child, const ForeignKeyMapping& key, Object* parent, ChangedSide side);

/// True when the parent's side of the key names the child.
bool has_child(const Object& parent, const ForeignKeyMapping& key, const Object& child);

/// Links the child to its parent where memory has it, before the columns of the key change.
void link_known_parent(Object& child, const ForeignKeyMapping& key);

/// Reads the parent that the child is about to let go of where that one would be an orphan then.
void load_owned(Object& child, const ForeignKeyMapping& key);

/// True when the child's link, or its key where the link is not loaded, leads to `parent`.
bool refers_to(const Object& child, const ForeignKeyMapping& key, const Object& parent);

/// Links a member of a one-to-many relationship, whose list is loaded. One that is linked already
/// is listed once more.
void add_child(Object& owner, const RelationshipMapping& relationship, Object& child);
/// Takes the first occurrence of a member out of the list; with the last one the link goes, too.
void remove_child(Object& owner, const RelationshipMapping& relationship, Object& child);
/// The rest of it, when the list does not name the child any more.
void unlink_child(Object& owner, const RelationshipMapping& relationship, Object& child);
/// The same for the object that the owner has over a one-to-one relationship, if it has one.
void unlink_only_child(Object& owner, const RelationshipMapping& relationship);

/// Cuts the link of a foreign key whose columns lead elsewhere by now; they stay as they are.
void forget_parent(Object& child, const ForeignKeyMapping& key);

/// Takes the object out of the loaded lists and links of those it refers to.
void leave_parents(Object& object);

/// Links a new pair of a many-to-many relationship; nothing happens when it exists.
void add_pair(Object& owner, const RelationshipMapping& relationship, Object& member);
/// The same for a pair that surely does not exist.
void add_new_pair(Object& owner, const RelationshipMapping& relationship, Object& member);
void remove_pair(Object& owner, const RelationshipMapping& relationship, Object& member);
/// The rest of it, when the owner's list does not name the member any more.
void unlink_pair(Object& owner, const RelationshipMapping& relationship, Object& member);

/// The list of the other side of a many-to-many relationship; null when there is none.
ToMany* inverse_list(const RelationshipMapping& relationship, Object& member);

/// Raises LazyLoadError when the program must not use the relationship, which is not loaded.
void require_loadable(const Object& owner, const RelationshipMapping& relationship);

/// The members, read from the database when they are not loaded.
ToMany& loaded_list(Object& owner, const RelationshipMapping& relationship);

}  // namespace orm::detail
