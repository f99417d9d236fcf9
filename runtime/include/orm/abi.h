// The contract number between generated code and this runtime.
#pragma once

/// What the ormgen of this version writes. Raised when generated code says something new, or says
/// it in another way.
#define ORM_RUNTIME_ABI 2
/// The oldest generated code that this runtime still runs. Raised only where the changelog says so,
/// for that code has to be generated again then.
#define ORM_RUNTIME_OLDEST_ABI 1

namespace orm {

/// True for every generated-code ABI that this runtime runs, from the oldest to the newest.
/// Generated code asserts it once: `static_assert(orm::supports_generated<2>, "...")`.
template <int Abi>
inline constexpr bool supports_generated = ORM_RUNTIME_OLDEST_ABI <= Abi && Abi <= ORM_RUNTIME_ABI;

}  // namespace orm
