// expects: has to be the type in C++ of what the schema's named type stands for
#include "orm/type_trait.h"
#include "pick.h"

struct Grams {};
template <>
struct orm::TypeTrait<Grams> {
  using Base = int;
  static int to_base(Grams) { return 0; }
  static Grams from_base(int) { return {}; }
};

orm::Converted<Grams, PICK(long, int)> member;
