// expects: ConstructionKey
#include "own_class.h"
#include "pick.h"

class Own : public Generated {
 public:
  using Generated::Generated;
};

void use() { PICK(Own{{}}, orm::make<Own>({})); }
