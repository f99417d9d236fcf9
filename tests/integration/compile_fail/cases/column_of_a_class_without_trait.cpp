// expects: needs a specialisation of orm::TypeTrait
#include "orm/type_trait.h"
#include "pick.h"

struct Grams {};
struct Pounds {};
template <>
struct orm::TypeTrait<Grams> {
  using Base = int;
  static int to_base(Grams) { return 0; }
  static Grams from_base(int) { return {}; }
};

orm::Converted<PICK(Pounds, Grams), int> member;
