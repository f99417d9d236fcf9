#include "value/key_bytes.h"

#include "value/late_text.h"

namespace orm {

void append_key_bytes(std::string& bytes, const ValueView& value) {
  if (is_late_text(value)) {
    append_key_bytes(bytes, StoredValue(value).view());
    return;
  }
  bytes += static_cast<char>(value.kind);
  if (value.has_bytes()) {
    bytes.append(reinterpret_cast<const char*>(&value.size), sizeof value.size);
    bytes += value.bytes();
  } else {
    bytes.append(reinterpret_cast<const char*>(&value.integer), sizeof value.integer);
  }
}

}  // namespace orm
