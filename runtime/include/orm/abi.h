// The contract number between generated code and this runtime.
#pragma once

/// Raised only when generated code has to be generated again to work with the runtime.
#define ORM_RUNTIME_ABI 1

namespace orm {

/// True for every generated-code ABI that this runtime still runs.
/// Generated code asserts it once: `static_assert(orm::supports_generated<1>, "...")`.
template <int Abi>
inline constexpr bool supports_generated = Abi == ORM_RUNTIME_ABI;

}  // namespace orm
