// The look-ups of one connection that are open.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace orm::db::sqlite {

class OpenLookUp;

/// Nothing else may begin on the connection beside them: a commit would leave the transaction open
/// for reading, and a table could not be dropped.
class OpenLookUps {
 public:
  /// Something else than a look-up is about to run.
  void make_way() noexcept {
    ++others_;
    if (size_ != 0) close_all();
  }
  /// How often something else has run.
  std::uint64_t others() const noexcept { return others_; }

  /// Where there are very many, the others make way: each holds some pages of the database.
  void add(OpenLookUp& look_up) noexcept;
  void remove(const OpenLookUp& look_up) noexcept;
  void close_all() noexcept;

 private:
  static constexpr std::size_t most = 16;
  std::array<OpenLookUp*, most> open_{};
  std::size_t size_ = 0;
  std::uint64_t others_ = 0;
};

}  // namespace orm::db::sqlite
