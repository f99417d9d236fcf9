#include <fmt/core.h>

#include <string_view>

#include "check/passes.h"
#include "check/relationships.h"

namespace ormgen::checking {

namespace {

using model::RelationshipKind;

// The clauses of one relationship that say how the session writes and reads it.
class Clauses {
 public:
  Clauses(Draft& draft, model::RelationshipRef ref)
      : draft_(draft),
        ref_(ref),
        node_(*draft_of(draft, ref).node),
        relationship_(resolved(draft, ref)) {}

  void resolve() {
    owner_clauses();
    passive_clauses();
    join_depth();
    write_only();
  }

 private:
  Draft& draft_;
  const model::RelationshipRef ref_;
  const ast::Relationship& node_;
  model::Relationship& relationship_;

  // Reports a clause that is there and has no meaning; says whether it is there and has one.
  bool has_meaning(const ast::Flag& clause, std::string_view word, bool fits,
                   std::string_view where) {
    // Views have a report of their own.
    if (!clause || node_.viewonly) return false;
    if (fits) return true;
    draft_.sink.report(
        Diagnostic(Code::Orm547, *clause,
                   fmt::format("`{}` has no meaning for {}, which is {}: it belongs "
                               "to {}",
                               word, quoted(draft_, ref_), name_of(kind_of(node_)), where))
            .help("remove the clause"));
    return false;
  }

  void owner_clauses() {
    const RelationshipKind kind = kind_of(node_);
    relationship_.is_single_parent =
        has_meaning(node_.single_parent, "single_parent",
                    kind == RelationshipKind::ManyToOne || kind == RelationshipKind::ManyToMany,
                    "the many side");
    relationship_.post_update =
        has_meaning(node_.post_update, "post_update", kind != RelationshipKind::ManyToMany,
                    "a relationship over a foreign key");
  }

  void passive_clauses() {
    const bool is_owner = kind_of(node_) != RelationshipKind::ManyToOne;
    constexpr std::string_view where = "the side that the key refers to";
    if (has_meaning(ast::span_of(node_.passive_deletes), "passive_deletes", is_owner, where)) {
      relationship_.passive_deletes = node_.passive_deletes->value == ast::PassiveDeletes::All
                                          ? model::PassiveDeletes::All
                                          : model::PassiveDeletes::On;
    }
    if (has_meaning(ast::span_of(node_.passive_updates), "passive_updates", is_owner, where)) {
      relationship_.passive_updates = node_.passive_updates->value;
    }
  }

  void join_depth() {
    if (!node_.join_depth) return;
    const bool is_own = relationship_.target == ref_.entity;
    const bool is_joined = node_.lazy && node_.lazy->value == ast::Lazy::Joined;
    if (!is_own || !is_joined) {
      if (!draft_of(draft_, ref_).has_target) return;
      draft_.sink.report(
          Diagnostic(Code::Orm547, node_.join_depth->span,
                     fmt::format("`join_depth` has no meaning for {}: it says how many levels a "
                                 "`lazy joined` from an entity to itself reads",
                                 quoted(draft_, ref_)))
              .help(is_own ? "add `lazy joined`" : "remove the clause"));
      return;
    }
    if (node_.join_depth->value < 1) {
      draft_.sink.report(Diagnostic(Code::Orm548, node_.join_depth->span,
                                    fmt::format("{} cannot be joined to a depth of {}",
                                                quoted(draft_, ref_), node_.join_depth->value))
                             .help("write `join_depth 1` or more"));
      return;
    }
    relationship_.join_depth = node_.join_depth->value;
  }

  void write_only() {
    if (!node_.lazy || node_.lazy->value != ast::Lazy::WriteOnly) return;
    if (node_.viewonly) {
      draft_.sink.report(
          Diagnostic(Code::Orm546, node_.lazy->span,
                     fmt::format("{} is `viewonly`, and writes nothing; `lazy write_only` has no "
                                 "meaning there",
                                 quoted(draft_, ref_)))
              .also(*node_.viewonly, "a view by this")
              .help("remove one of the two"));
      return;
    }
    if (has_meaning(node_.lazy->span, "lazy write_only", node_.list.has_value(), "a list")) {
      relationship_.lazy = model::Lazy::WriteOnly;
    }
  }
};

}  // namespace

void resolve_relationship_clauses(Draft& draft) {
  for (const model::RelationshipRef ref : all_relationships(draft)) Clauses(draft, ref).resolve();
}

}  // namespace ormgen::checking
