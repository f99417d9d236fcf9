// What stands for a generated class whose entity says `as`, and a class that is none.
#pragma once

#include "orm/mapping.h"
#include "orm/model.h"

class Generated : public orm::Object {
 public:
  struct Init {};
  static const orm::EntityMapping mapping;
  explicit Generated(orm::ConstructionKey);

 private:
  friend struct orm::Access;
  void initialize(Init&&) {}
};

class Stranger : public orm::Object {
 public:
  explicit Stranger(orm::ConstructionKey);
};
