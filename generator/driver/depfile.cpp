#include "driver/depfile.h"

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

}  // namespace ormgen
