#include "explanations.h"

#include <sstream>
#include <stdexcept>

namespace ormgen::golden {
namespace {

constexpr std::string_view fence = "```";

// `\xFF` is a byte.
std::string unescaped(std::string text) {
  for (std::size_t at = text.find("\\x"); at != std::string::npos; at = text.find("\\x", at + 1)) {
    text.replace(at, 4, 1, static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
  }
  return text;
}

// The lines up to the closing fence.
std::string block(std::istringstream& lines) {
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    if (line == fence) return text;
    text += line + '\n';
  }
  throw std::runtime_error("a block of code is not closed");
}

void add(Examples& examples, const std::string& marks, std::string text) {
  std::istringstream words(marks);
  std::string language;
  std::string use;
  words >> language >> use;
  if (std::string rest; words >> rest && rest == "escaped") text = unescaped(std::move(text));
  constexpr std::string_view file = "file=";
  if (use == "wrong") {
    examples.wrong.push_back(std::move(text));
  } else if (use == "right") {
    examples.right.push_back(std::move(text));
  } else if (use.starts_with(file)) {
    examples.files[use.substr(file.size())] = std::move(text);
  } else {
    throw std::runtime_error("a block of code says neither `wrong` nor `right`");
  }
}

}  // namespace

Examples examples_of(std::string_view page) {
  Examples examples;
  std::istringstream lines{std::string(page)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(fence)) add(examples, line.substr(fence.size()), block(lines));
  }
  return examples;
}

}  // namespace ormgen::golden
