#include "orm/uuid.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <random>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/describe.h"
#include "value/place.h"

namespace orm {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::size_t text_length = 36;

// A hyphen stands before these bytes.
constexpr bool follows_hyphen(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

std::optional<std::uint8_t> digit_of(char character) {
  if (character >= 'A' && character <= 'F') character = static_cast<char>(character - 'A' + 'a');
  const std::size_t digit = hex_digits.find(character);
  if (digit == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(digit);
}

std::optional<Uuid> find_uuid(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  Uuid::Bytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (follows_hyphen(i) && text[at++] != '-') return std::nullopt;
    const auto high = digit_of(text[at++]);
    const auto low = digit_of(text[at++]);
    if (!high || !low) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return Uuid(bytes);
}

Uuid required_uuid(std::string_view text) {
  if (const auto found = find_uuid(text)) return *found;
  throw DataError(describe(ValueView::of_text(text)) +
                  " is not a UUID as in '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'");
}

Uuid::Bytes random_bytes() {
  static thread_local std::random_device source;
  Uuid::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const std::uint32_t random = source();
    for (std::size_t k = 0; k < 4; ++k) {
      bytes[i + k] = static_cast<std::uint8_t>(random >> (8 * k));
    }
  }
  return bytes;
}

// RFC 9562, section 4: the version in the seventh byte, the variant in the ninth.
Uuid with_version(Uuid::Bytes bytes, unsigned version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | version << 4);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
  return Uuid(bytes);
}

// Milliseconds since 1970 with 12 bits of a fraction, greater than what was returned before.
std::uint64_t next_tick() {
  static std::atomic<std::uint64_t> last{0};
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto microseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
  const std::uint64_t tick = (microseconds / 1000) << 12 | (microseconds % 1000) * 4096 / 1000;
  std::uint64_t before = last.load();
  std::uint64_t next = 0;
  do {
    next = std::max(tick, before + 1);
  } while (!last.compare_exchange_weak(before, next));
  return next;
}

}  // namespace

Uuid::Uuid(std::string_view text) : Uuid(required_uuid(text)) {}

Uuid uuid4() { return with_version(random_bytes(), 4); }

// RFC 9562, section 6.2, method 3: 48 bits of milliseconds, then 12 bits of their fraction.
Uuid uuid7() {
  Uuid::Bytes bytes = random_bytes();
  const std::uint64_t tick = next_tick();
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>(tick >> (52 - 8 * i));
  }
  bytes[6] = static_cast<std::uint8_t>(tick >> 8 & 0x0fU);
  bytes[7] = static_cast<std::uint8_t>(tick);
  return with_version(bytes, 7);
}

std::string to_string(const Uuid& uuid) {
  std::string text;
  text.reserve(text_length);
  for (std::size_t i = 0; i < uuid.bytes().size(); ++i) {
    if (follows_hyphen(i)) text += '-';
    text += hex_digits[uuid.bytes()[i] >> 4];
    text += hex_digits[uuid.bytes()[i] & 0x0fU];
  }
  return text;
}

namespace detail {

void Storage<Uuid>::read(const ValueView& cell, Uuid& member, const ColumnPlace& place) {
  if (cell.kind == ValueKind::Blob && cell.size == sizeof(Uuid::Bytes)) {
    Uuid::Bytes bytes{};
    std::copy_n(reinterpret_cast<const std::uint8_t*>(cell.data), bytes.size(), bytes.begin());
    member = Uuid(bytes);
    return;
  }
  const auto found = find_uuid(cell.text());
  if (!found) does_not_fit(cell, place, "a UUID: a blob of 16 bytes, or a text of 36 characters");
  member = *found;
  require_one_form(cell, view(member, column_mapping(place)), place);
}

ValueView Storage<Uuid>::view(const Uuid& uuid, const ColumnMapping&) {
  return ValueView::of_bytes(reinterpret_cast<const char*>(uuid.bytes().data()),
                             uuid.bytes().size(), ValueKind::Blob);
}

}  // namespace detail
}  // namespace orm
