// expects: has to take over the constructor of the generated one
#include "own_class.h"
#include "pick.h"

class Own : public Generated {
 public:
  using Generated::PICK(mapping, Generated);
};

void* make = reinterpret_cast<void*>(orm::Access::construct_own<Own, Generated>);
