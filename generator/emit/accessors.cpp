#include "emit/accessors.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/columns.h"
#include "emit/cpp_literals.h"
#include "emit/links.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "emit/text.h"
#include "source/utf8.h"

namespace ormgen::emitting {
namespace {

std::string_view words_for(model::ForeignKeyAction action) {
  switch (action) {
    case model::ForeignKeyAction::NoAction:
      return "";
    case model::ForeignKeyAction::Restrict:
      return "; on delete restrict";
    case model::ForeignKeyAction::Cascade:
      return "; on delete cascade";
    case model::ForeignKeyAction::SetNull:
      return "; on delete set null";
    case model::ForeignKeyAction::SetDefault:
      return "; on delete set default";
  }
  return "";
}

// `Author::id; on delete cascade`: what the column refers to in one of its keys.
std::string reference(const model::Model& model, const model::Entity& entity,
                      const model::ForeignKey& key, model::ColumnIndex index) {
  const auto place = std::find(key.columns.begin(), key.columns.end(), index);
  const auto position = static_cast<std::size_t>(std::distance(key.columns.begin(), place));
  const model::ColumnIndex target = key.target_columns[position];
  return class_from(model, entity.file, key.target) +
         "::" + model.entity(key.target).columns[target].cpp_name +
         std::string(words_for(key.on_delete));
}

// What the column is in the table, where that is more than a value; a sentence.
std::string column_fact(const model::Model& model, const model::Entity& entity,
                        model::ColumnIndex index) {
  const model::Column& column = entity.columns[index];
  if (column.is_autoincrement) {
    return "Primary key; assigned by the database when it is not given.";
  }
  if (column.computed) return "Made by the database from other columns.";
  if (column.is_version) return "Counts the changes of the row; a stale one is refused.";
  if (!column.server_default.empty()) {
    return "Filled in by the database when it is not given.";
  }
  if (column.on_update) return "Set to the time of each change of the row.";
  if (column.is_deferred) return "Read when it is used, not with its row.";
  if (column.foreign_keys.empty()) return column.is_primary_key ? "Primary key." : "";
  std::vector<std::string> references;
  references.reserve(column.foreign_keys.size());
  for (const model::ForeignKeyIndex key : column.foreign_keys) {
    references.push_back(reference(model, entity, entity.foreign_keys[key], index));
  }
  return fmt::format("{} to {}.", column.is_primary_key ? "Primary and foreign key" : "Foreign key",
                     join(references, ", and to "));
}

std::string read_expression(const model::Entity& entity, model::ColumnIndex index,
                            const ClassNames& names) {
  const model::Column& column = entity.columns[index];
  std::string member = names.column_member(index) + (column.cpp_class ? ".value()" : "");
  const ColumnRole role = role_of(entity, column);
  if (role == ColumnRole::KeyPart) return member;
  if (role == ColumnRole::GeneratedKey || role == ColumnRole::Key) {
    return fmt::format("{}({})", names.base("key"), member);
  }
  if (role == ColumnRole::LinkedKey && !column.is_nullable) {
    return fmt::format("{}({}, {})", names.base("foreign_key"), member, index);
  }
  if (is_filled_by_flush(role) && !column.is_nullable) {
    return fmt::format("{}({}, {})", names.base("filled"), member, index);
  }
  const std::string_view function = column.is_deferred ? "deferred" : "column";
  return fmt::format("{}({}, {})", names.base(function), member, index);
}

// `[[deprecated("why")]]` on a line of its own, or nothing.
std::string deprecation(const std::optional<std::string>& why) {
  if (!why) return "";
  return why->empty() ? "[[deprecated]]" : fmt::format("[[deprecated({})]]", string_literal(*why));
}

std::string column_functions(const model::Model& model, const model::Entity& entity,
                             model::ColumnIndex index, const ClassNames& names) {
  const model::Column& column = entity.columns[index];
  const std::string type = column_type(model, entity.file, column);
  const std::string doc = doc_comment(column.doc) + doc_comment(column_fact(model, entity, index));
  const std::string attribute = deprecation(column.deprecated);
  const std::string result = is_small(column) ? type : "const " + type + "&";
  const std::string read = read_expression(entity, index, names);
  if (!is_settable(role_of(entity, column))) {
    return fill(templates::read_only_column_hpp, {{"doc", doc},
                                                  {"attribute", attribute},
                                                  {"result", result},
                                                  {"name", column.cpp_name},
                                                  {"read", read}});
  }
  const std::string_view value = is_small(column) ? "value" : "std::move(value)";
  return fill(templates::column_hpp, {{"doc", doc},
                                      {"attribute", attribute},
                                      {"result", result},
                                      {"name", column.cpp_name},
                                      {"read", read},
                                      {"setter", "set_" + column.cpp_name},
                                      {"type", type},
                                      {"write", set_column(entity, index, names, value)}});
}

std::string relationship_functions(const model::Model& model, const model::Entity& entity,
                                   model::RelationshipIndex index, const ClassNames& names) {
  const model::Relationship& relationship = entity.relationships[index];
  const std::string facts =
      doc_comment(relationship.doc) + doc_comment(relationship_fact(model, entity, relationship));
  const std::string why = deprecation(relationship.deprecated);
  const std::string class_name = class_from(model, entity.file, relationship.target);
  const std::string number = std::to_string(index);
  const Value doc = {"doc", facts};
  const Value attribute = {"attribute", why};
  const Value target = {"target", class_name};
  const Value name = {"name", relationship.cpp_name};
  const Value position = {"position", number};
  if (relationship.lazy == model::Lazy::WriteOnly) {
    return fill(templates::write_only_hpp, {doc, attribute, target, name, position});
  }
  if (is_list(relationship)) {
    const Value range = {"range", relationship.is_viewonly ? "CollectionView" : "Collection"};
    return fill(templates::to_many_hpp, {doc, attribute, target, name, position, range});
  }
  const Value link = {"link", names.relationship_member(index)};
  const std::string read = names.base("to_one");
  const Value to_one = {"to_one", read};
  if (relationship.is_viewonly) {
    return fill(templates::view_of_one_hpp, {doc, attribute, target, name, position, link, to_one});
  }
  return fill(templates::to_one_hpp, {doc,
                                      attribute,
                                      target,
                                      name,
                                      position,
                                      link,
                                      to_one,
                                      {"setter", "set_" + relationship.cpp_name},
                                      {"set_to_one", names.base("set_to_one")}});
}

// One line of a schema's comment, made safe for a line of C++.
std::string comment_line(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_character_length(line), 1);
    if (needs_escape(first_code_point(line))) {
      out += ' ';
    } else {
      out += line.substr(0, length);
    }
    line.remove_prefix(length);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  // A backslash at the end, or its trigraph, would take the next line into the comment.
  if (out.ends_with('\\') || out.ends_with("?\?/")) out += '.';
  return out;
}

}  // namespace

std::string doc_comment(const std::string& text) {
  std::string out;
  for_each_line(text, [&](std::string_view line) {
    const std::string safe = comment_line(line);
    out += safe.empty() ? "///\n" : "/// " + safe + "\n";
  });
  return out;
}

std::string accessors(const model::Model& model, const model::Entity& entity,
                      const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += column_functions(model, entity, i, names);
  }
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    out += relationship_functions(model, entity, i, names);
  }
  return out;
}

}  // namespace ormgen::emitting
