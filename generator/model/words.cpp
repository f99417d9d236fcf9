#include "model/words.h"

#include <fmt/format.h>

namespace ormgen::model {

std::string_view name_of(TableNaming naming) {
  switch (naming) {
    case TableNaming::AsWritten:
      return "as_written";
    case TableNaming::Snake:
      return "snake";
    case TableNaming::PluralSnake:
      return "plural_snake";
  }
  return "";
}

std::string_view name_of(ColumnNaming naming) {
  return naming == ColumnNaming::Snake ? "snake" : "as_written";
}

std::string_view name_of(PassiveDeletes passive_deletes) {
  switch (passive_deletes) {
    case PassiveDeletes::Off:
      return "off";
    case PassiveDeletes::On:
      return "on";
    case PassiveDeletes::All:
      return "all";
  }
  return "";
}

std::string namespace_text(const File& file) {
  return fmt::format("{}", fmt::join(file.namespace_path, "."));
}

}  // namespace ormgen::model
