#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ormgen {

// All bytes of a file; nothing when it cannot be read.
std::optional<std::string> file_text(const std::filesystem::path& path);

// True for a text that begins as ours do, so that ormgen may overwrite it.
bool is_written_by_ormgen(const std::string& text);
// The same for C++, which ormgen may remove as well.
bool is_generated_code(const std::string& text);

}  // namespace ormgen
