#include "ast/words.h"

namespace ormgen::ast {

std::string_view word_for(Autoincrement choice) {
  switch (choice) {
    case Autoincrement::Off:
      return "false";
    case Autoincrement::On:
      return "true";
    case Autoincrement::Strict:
      return "strict";
  }
  return {};
}

std::string_view word_for(KeyAction action) {
  switch (action) {
    case KeyAction::NoAction:
      return "no action";
    case KeyAction::Cascade:
      return "cascade";
    case KeyAction::SetNull:
      return "set null";
    case KeyAction::SetDefault:
      return "set default";
    case KeyAction::Restrict:
      return "restrict";
  }
  return {};
}

std::string_view word_for(CascadeKind kind) {
  switch (kind) {
    case CascadeKind::SaveUpdate:
      return "save-update";
    case CascadeKind::Merge:
      return "merge";
    case CascadeKind::RefreshExpire:
      return "refresh-expire";
    case CascadeKind::Expunge:
      return "expunge";
    case CascadeKind::Delete:
      return "delete";
    case CascadeKind::DeleteOrphan:
      return "delete-orphan";
    case CascadeKind::All:
      return "all";
    case CascadeKind::None:
      return "none";
  }
  return {};
}

std::string_view word_for(Lazy strategy) {
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
  return {};
}

std::string_view word_for(TableNaming naming) {
  switch (naming) {
    case TableNaming::AsWritten:
      return "as_written";
    case TableNaming::Snake:
      return "snake";
    case TableNaming::PluralSnake:
      return "plural_snake";
  }
  return {};
}

std::string_view word_for(ColumnNaming naming) {
  return naming == ColumnNaming::Snake ? "snake" : "as_written";
}

}  // namespace ormgen::ast
