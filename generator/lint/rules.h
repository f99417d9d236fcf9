#pragma once

#include "lint/schema.h"

// One function per lint, named after what it finds.
namespace ormgen::linting {

void key_without_index(const Schema& schema, Sink& sink);
void unique_over_nullable_column(const Schema& schema, Sink& sink);
void cascade_against_the_key(const Schema& schema, Sink& sink);
void joined_list(const Schema& schema, Sink& sink);
void name_needs_escaping(const Schema& schema, Sink& sink);
void pairs_that_may_repeat(const Schema& schema, Sink& sink);
void clause_says_the_default(const Schema& schema, Sink& sink);
void lost_doc_comment(const Schema& schema, Sink& sink);
void circle_of_cascades(const Schema& schema, Sink& sink);
void child_cannot_be_taken_out(const Schema& schema, Sink& sink);
void circle_of_required_keys(const Schema& schema, Sink& sink);

}  // namespace ormgen::linting
