#include "driver/depfile.h"

#include <sstream>

namespace ormgen {
namespace {

// Ninja and Make agree on these; the target needs it as much as the inputs do.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '$') out += '$';
    if (c == ' ' || c == '#') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string depfile_text(const std::string& target, const std::vector<std::string>& inputs) {
  std::string out = escaped(target) + ":";
  for (const std::string& input : inputs) out += " \\\n  " + escaped(input);
  return out + "\n";
}

bool is_depfile(const std::string& text) {
  if (text.empty()) return true;
  std::istringstream lines(text);
  bool is_first = true;
  bool goes_on = true;
  for (std::string line; std::getline(lines, line); is_first = false) {
    if (!goes_on || (!is_first && !line.starts_with("  "))) return false;
    goes_on = line.ends_with(" \\");
    if (is_first && !line.ends_with(goes_on ? ": \\" : ":")) return false;
  }
  return !goes_on;
}

}  // namespace ormgen
