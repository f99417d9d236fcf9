// The standard headers that a generated header needs for its columns.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>
