#include "value/key_bytes.h"

namespace orm {

void append_key_bytes(std::string& bytes, const ValueView& value) {
  bytes += static_cast<char>(value.kind);
  if (value.has_bytes()) {
    bytes.append(reinterpret_cast<const char*>(&value.size), sizeof value.size);
    bytes += value.bytes();
  } else {
    bytes.append(reinterpret_cast<const char*>(&value.integer), sizeof value.integer);
  }
}

}  // namespace orm
