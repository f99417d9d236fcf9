#include "model/model.h"

#include <algorithm>

namespace ormgen::model {

const Table& Model::table(TableRef ref) const {
  if (const auto* id = std::get_if<EntityId>(&ref)) return entity(*id);
  return link_table(std::get<LinkTableId>(ref));
}

std::string_view name_of(RelationshipKind kind) {
  switch (kind) {
    case RelationshipKind::OneToMany:
      return "one-to-many";
    case RelationshipKind::ManyToOne:
      return "many-to-one";
    case RelationshipKind::OneToOne:
      return "one-to-one";
    case RelationshipKind::ManyToMany:
      return "many-to-many";
  }
  return "";
}

std::string_view name_of(DefaultFunction function) {
  switch (function) {
    case DefaultFunction::Now:
      return "now";
    case DefaultFunction::Today:
      return "today";
    case DefaultFunction::Uuid4:
      return "uuid4";
    case DefaultFunction::Uuid7:
      return "uuid7";
  }
  return "";
}

std::string name_of(const CppClass& cpp_class) {
  std::string name;
  for (const std::string& part : cpp_class.path) {
    if (!name.empty()) name += "::";
    name += part;
  }
  return name;
}

std::string_view name_of(ForeignKeyAction action) {
  switch (action) {
    case ForeignKeyAction::NoAction:
      return "no action";
    case ForeignKeyAction::Restrict:
      return "restrict";
    case ForeignKeyAction::Cascade:
      return "cascade";
    case ForeignKeyAction::SetNull:
      return "set null";
    case ForeignKeyAction::SetDefault:
      return "set default";
  }
  return "";
}

std::string_view name_of(Cascade cascade) {
  switch (cascade) {
    case Cascade::SaveUpdate:
      return "save-update";
    case Cascade::Merge:
      return "merge";
    case Cascade::RefreshExpire:
      return "refresh-expire";
    case Cascade::Expunge:
      return "expunge";
    case Cascade::Delete:
      return "delete";
    case Cascade::DeleteOrphan:
      return "delete-orphan";
  }
  return "";
}

std::string_view name_of(Lazy strategy) {
  switch (strategy) {
    case Lazy::Adaptive:
      return "adaptive";
    case Lazy::Select:
      return "select";
    case Lazy::Joined:
      return "joined";
    case Lazy::Selectin:
      return "selectin";
    case Lazy::Immediate:
      return "immediate";
    case Lazy::Raise:
      return "raise";
    case Lazy::WriteOnly:
      return "write_only";
  }
  return "";
}

bool has_default_cascades(const Relationship& relationship) {
  return relationship.cascades == Relationship().cascades;
}

std::vector<FileId> imported_closure(const Model& model, FileId file) {
  std::vector<FileId> met = {file};
  for (std::size_t next = 0; next < met.size(); ++next) {
    for (const FileId imported : model.file(met[next]).imports) {
      if (std::find(met.begin(), met.end(), imported) == met.end()) met.push_back(imported);
    }
  }
  return met;
}

}  // namespace ormgen::model
