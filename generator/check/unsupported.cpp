#include <fmt/core.h>

#include <set>
#include <variant>

#include "ast/words.h"
#include "check/later_types.h"
#include "check/passes.h"
#include "check/relationships.h"

namespace ormgen::checking {

namespace {

// Reports what the language has and this version does not emit.
class Unsupported {
 public:
  explicit Unsupported(Draft& draft) : draft_(draft) {}

  void operator()(const ast::Entity& node) {
    annotations(node);
    if (node.cpp_class) {
      refuse(Code::Orm927, node.cpp_class->span,
             fmt::format("as \"{}\"", node.cpp_class->value.type.value),
             "remove the clause: objects are of the generated class");
    }
    members(node.body);
  }
  void operator()(const ast::Table& node) {
    annotations(node);
    members(node.body);
  }
  void operator()(const ast::Mixin& node) {
    annotations(node);
    members(node.body);
  }
  void operator()(const ast::Enum& node) {
    annotations(node);
    for (const ast::Enumerator& enumerator : node.enumerators) annotations(enumerator);
  }
  void operator()(const ast::TypeAlias& node) {
    refuse(Code::Orm903, node.name.span, "type " + node.name.text, "use the type it stands for");
  }
  void operator()(const ast::Namespace& node) {
    annotations(node);
    refuse(Code::Orm929, ast::span_of(node.schema), "schema");
  }

 private:
  Draft& draft_;

  void refuse(Code code, const ast::Flag& clause, std::string_view text,
              std::string_view help = "remove the clause") {
    if (!clause) return;
    draft_.sink.report(
        Diagnostic(code, *clause, fmt::format("`{}` is not in this version of ormgen", text))
            .help(std::string(help)));
  }

  void annotations(const ast::Node& node) {
    for (const ast::Annotation& annotation : node.annotations) {
      refuse(Code::Orm925, annotation.span, "@" + annotation.name.text, "remove the annotation");
    }
  }

  void members(const ast::Body& body) {
    for (const ast::Column& column : body.columns) {
      annotations(column);
      column_type(column);
      column_clauses(column);
    }
    for (const ast::Relationship& relationship : body.relationships) {
      annotations(relationship);
      relationship_clauses(relationship);
      loading(relationship);
    }
    for (const ast::PrimaryKey& key : body.primary_keys) annotations(key);
    for (const ast::Unique& unique : body.uniques) annotations(unique);
    for (const ast::Index& index : body.indexes) annotations(index);
    for (const ast::Check& check : body.checks) annotations(check);
    for (const ast::ForeignKey& key : body.foreign_keys) annotations(key);
  }

  void column_type(const ast::Column& column) {
    const ast::TypeName* type = column.type_name();
    if (type == nullptr) return;
    if (type->name.text() != later_type) return;
    refuse(Code::Orm904, type->span, later_type, "store it as `text`");
  }

  void column_clauses(const ast::Column& column) {
    refuse(Code::Orm907, ast::span_of(column.computed), "computed");
    refuse(Code::Orm908, column.version_id, "version_id");
    refuse(Code::Orm909, column.deferred, "deferred");
    refuse(Code::Orm910, ast::span_of(column.server_default), "server_default",
           "give a literal default: `= VALUE`");
    refuse(Code::Orm911, ast::span_of(column.onupdate), "onupdate");
  }

  void relationship_clauses(const ast::Relationship& node) {
    refuse(Code::Orm919, node.single_parent, "single_parent");
    refuse(Code::Orm920, node.post_update, "post_update");
    refuse(Code::Orm922, ast::span_of(node.passive_deletes), "passive_deletes",
           "remove the clause: a key with `on delete cascade` implies it");
    refuse(Code::Orm922, ast::span_of(node.passive_updates), "passive_updates");
  }

  void loading(const ast::Relationship& node) {
    refuse(Code::Orm923, ast::span_of(node.join_depth), "join_depth");
    if (node.lazy && node.lazy->value == ast::Lazy::WriteOnly) {
      refuse(Code::Orm917, node.lazy->span, "lazy write_only",
             "write `lazy raise`, or remove the clause");
    }
  }
};

}  // namespace

void report_unsupported(Draft& draft) {
  Unsupported unsupported(draft);
  for (const SchemaFile& schema : draft.files) {
    if (schema.file->name_space) unsupported(*schema.file->name_space);
    for (const ast::Declaration& declaration : schema.file->declarations) {
      std::visit(unsupported, declaration);
    }
  }
}

}  // namespace ormgen::checking
