#pragma once

#include "check/draft.h"

// The passes of `check`, in the order in which they run; each relies on those before it.
namespace ormgen::checking {

// Files, entities and link tables get their ids; names are unique in their scope (R12).
void declare_files(Draft& draft);
void declare_tables(Draft& draft);
// The members of a table: those of its mixins first.
void resolve_mixins(Draft& draft);
void declare_members(Draft& draft);

// Enumerators: what C++ and the database call them, which differs from one to the next.
void resolve_enums(Draft& draft);

// What named types stand for, and the classes that the user writes.
void resolve_named_types(Draft& draft);
void resolve_own_classes(Draft& draft);

// Columns: type, length, nullability; foreign keys' types come from their targets (R9).
void resolve_column_types(Draft& draft);
void resolve_primary_keys(Draft& draft);
void resolve_uniques(Draft& draft);
void resolve_foreign_keys(Draft& draft);
void resolve_indexes(Draft& draft);
void resolve_collations(Draft& draft);
void resolve_checks(Draft& draft);
void resolve_defaults(Draft& draft);
// What else gives columns their values: the database, or the runtime at an UPDATE.
void resolve_column_sources(Draft& draft);
void resolve_autoincrement(Draft& draft);

// Relationships: kind, target, key or link table, order (R1 to R5, R8, R10).
void resolve_relationships(Draft& draft);
void resolve_relationship_clauses(Draft& draft);
// Partners: both sides agree, and no key has two writers (R6, R7).
void resolve_partners(Draft& draft);

// Names in C++ and in the database (R12).
void name_in_cpp(Draft& draft);
void name_in_database(Draft& draft);
// SQL in the schema speaks of columns by their names in the database.
void names_in_sql_exist(Draft& draft);
// Notes about what a database does in another way than the schema says.
void note_dialect(Draft& draft);

void report_unknown_names(Draft& draft);
void order_tables(Draft& draft);

// What failed has to have been reported; anything else is a fault of the checker.
void nothing_failed_in_silence(Draft& draft);

}  // namespace ormgen::checking
