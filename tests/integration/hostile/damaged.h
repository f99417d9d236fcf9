// A database file, and what may become of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hostile {

std::string content_of(const std::string& file);
void write_content(const std::string& file, const std::string& content);

/// The content of a database with rows of all tables of hostile.orm, in pages of 512 bytes.
std::string sound_database(const std::string& file);

/// What the seed makes of it: bytes written over, here and there or in the headers of its pages,
/// pages that stand in another place, or an early end. The same for the same seed.
std::string damaged(std::string content, std::uint32_t seed);

/// Runs every kind of reading on the file, and some writing, each in a session of its own. The text
/// says what was wrong: what was read and is not what SQLite reads there, or an exception that is
/// no orm::Error. Empty where all is as it should be.
std::string complaint_about(const std::string& file);

/// How the readings of `complaint_about` have ended so far.
struct Endings {
  std::size_t right = 0;
  std::size_t refused = 0;
};
const Endings& endings();

}  // namespace hostile
