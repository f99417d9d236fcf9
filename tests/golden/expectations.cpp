#include "expectations.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

#include "diagnostics/render.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker = "// expect: ";

std::string without_blank_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.empty() ? text : text + '\n';
}

}  // namespace

Case read_case(const fs::path& path) {
  Case result{path, bytes_of(path), {}};
  std::istringstream lines(result.input);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(marker)) result.expected.push_back(line.substr(marker.size()));
  }
  const std::size_t block = result.input.find(marker);
  if (block != std::string::npos) result.input.resize(block);
  result.input = without_blank_end(result.input);
  return result;
}

void write_case(const Case& old, const std::vector<std::string>& messages) {
  std::ofstream out(old.path, std::ios::binary);
  out << old.input << (old.input.empty() ? "" : "\n");
  for (const std::string& message : messages) out << marker << message << '\n';
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string CaseNames::name_of(const fs::path& path) const {
  std::string name = path.lexically_relative(folder_).string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

fs::path golden_folder() { return fs::path(ORM_SOURCE_DIR) / "tests" / "golden"; }

std::vector<std::string> messages_in(const Sink& sink, const SourceSet& sources,
                                     const std::filesystem::path& path) {
  const std::string own = path.filename().generic_string() + ':';
  std::istringstream lines(render_gcc(sink.sorted(sources), sources));
  std::vector<std::string> messages;
  for (std::string line; std::getline(lines, line);) {
    messages.push_back(line.starts_with(own) ? line.substr(own.size()) : line);
  }
  return messages;
}

std::vector<fs::path> schemas_below(const std::string& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(golden_folder() / folder)) {
    if (entry.path().extension() == ".orm") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_update_wanted() {
  const char* wanted = std::getenv("ORMGEN_UPDATE_GOLDEN");
  return wanted != nullptr && std::string_view(wanted) == "1";
}

}  // namespace ormgen::golden
