#pragma once

#include <string>
#include <string_view>

#include "antlr4-runtime.h"

namespace ormgen::parse_detail {

// Feeds the lexer bytes instead of code points: nothing is converted or copied, and the positions
// of tokens are byte offsets. The text outlives the stream.
class ByteStream : public antlr4::CharStream {
 public:
  explicit ByteStream(std::string_view text) : text_(text) {}

  void consume() override { ++next_; }
  size_t LA(ssize_t i) override;
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  size_t index() override { return next_; }
  void seek(size_t index) override { next_ = index; }
  size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval& interval) override;
  std::string toString() const override { return std::string(text_); }

 private:
  std::string_view text_;
  size_t next_ = 0;
};

}  // namespace ormgen::parse_detail
