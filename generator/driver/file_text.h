#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ormgen {

// All bytes of a file; nothing when it cannot be read.
std::optional<std::string> file_text(const std::filesystem::path& path);

// True for a text that begins as ours do, so that ormgen may overwrite or remove it.
bool is_written_by_ormgen(const std::string& text);

}  // namespace ormgen
