#include "emit/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "emit/text.h"

namespace ormgen::emitting {
namespace {

class Filling {
 public:
  explicit Filling(Values values) : values_(values), is_used_(values.size()) {}

  std::string fill(std::string_view text) {
    std::string out;
    out.reserve(length_of(text));
    for_each_line(text, [&](std::string_view line) { append_line(out, line); });
    every_value_is_used();
    return out;
  }

 private:
  Values values_;
  std::vector<bool> is_used_;

  // About what it will be; more where a value is used twice or indented.
  std::size_t length_of(std::string_view text) const {
    std::size_t length = text.size();
    for (const Value& value : values_) length += value.text.size() + value.text.size() / 8;
    return length;
  }

  void append_line(std::string& out, std::string_view line) {
    const std::size_t indent = line.find_first_not_of(' ');
    const bool is_alone = indent != std::string_view::npos &&
                          line.substr(indent).starts_with("${") &&
                          line.find('}') == line.size() - 1;
    if (is_alone) {
      append_block(out, line.substr(0, indent), value_of(line.substr(indent + 2), line));
    } else {
      append_inline(out, line);
    }
  }

  void append_block(std::string& out, std::string_view indent, std::string_view block) {
    if (indent.empty()) {
      out += block;
      if (!block.empty() && block.back() != '\n') out += '\n';
      return;
    }
    for_each_line(block, [&](std::string_view line) {
      if (!line.empty()) out += indent;
      out += line;
      out += '\n';
    });
  }

  void append_inline(std::string& out, std::string_view line) {
    for (std::size_t at = line.find("${"); at != std::string_view::npos; at = line.find("${")) {
      out += line.substr(0, at);
      out += value_of(line.substr(at + 2), line);
      line.remove_prefix(line.find('}', at) + 1);
    }
    out += line;
    out += '\n';
  }

  // `rest` starts behind the `${`.
  std::string_view value_of(std::string_view rest, std::string_view line) {
    const std::size_t end = rest.find('}');
    const auto* const value = std::find_if(values_.begin(), values_.end(), [&](const Value& each) {
      return each.name == rest.substr(0, end);
    });
    if (value == values_.end() || end == std::string_view::npos) {
      throw std::logic_error(fmt::format("template: no value for a placeholder in `{}`", line));
    }
    is_used_[static_cast<std::size_t>(value - values_.begin())] = true;
    return value->text;
  }

  void every_value_is_used() const {
    for (const Value& value : values_) {
      if (is_used_[static_cast<std::size_t>(&value - values_.begin())]) continue;
      throw std::logic_error(fmt::format("template: no placeholder `{}`", value.name));
    }
  }
};

}  // namespace

std::string fill(std::string_view text, Values values) { return Filling(values).fill(text); }

}  // namespace ormgen::emitting
