// A statement that is read step by step, for as long as its owner likes.
#pragma once

namespace orm::load {

/// The statement's run ends with it.
class OpenRows {
 public:
  OpenRows() = default;
  OpenRows(const OpenRows&) = delete;
  OpenRows& operator=(const OpenRows&) = delete;
  virtual ~OpenRows() = default;
};

}  // namespace orm::load
