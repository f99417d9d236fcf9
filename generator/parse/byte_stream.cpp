#include "parse/byte_stream.h"

namespace ormgen::parse_detail {

size_t ByteStream::LA(ssize_t i) {
  // ANTLR counts from 1 ahead and from -1 back; 0 has no meaning.
  if (i == 0) return 0;
  const size_t distance = static_cast<size_t>(i > 0 ? i - 1 : -i);
  if (i < 0 && distance > next_) return antlr4::IntStream::EOF;
  const size_t at = i > 0 ? next_ + distance : next_ - distance;
  if (at >= text_.size()) return antlr4::IntStream::EOF;
  return static_cast<unsigned char>(text_[at]);
}

std::string ByteStream::getText(const antlr4::misc::Interval& interval) {
  const auto first = static_cast<size_t>(interval.a);
  if (interval.a < 0 || interval.b < interval.a || first >= text_.size()) return {};
  return std::string(text_.substr(first, static_cast<size_t>(interval.b - interval.a) + 1));
}

}  // namespace ormgen::parse_detail
