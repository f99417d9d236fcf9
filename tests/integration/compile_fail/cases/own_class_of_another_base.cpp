// expects: has to derive from the generated one
#include "own_class.h"
#include "pick.h"

class Own : public PICK(Stranger, Generated) {
 public:
  using PICK(Stranger::Stranger, Generated::Generated);
};

void* make = reinterpret_cast<void*>(orm::Access::construct_own<Own, Generated>);
