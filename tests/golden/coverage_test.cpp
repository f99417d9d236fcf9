// Every code of codes.def has a case that provokes it.

#include <gtest/gtest.h>

#include <string>

#include "diagnostics/diagnostic.h"
#include "expectations.h"

namespace ormgen::golden {
namespace {

TEST(Coverage, EveryCodeIsProvoked) {
  std::string all_expected;
  for (const auto& path : schemas_below("reject")) {
    for (const std::string& line : read_case(path).expected) all_expected += line + '\n';
  }
  for (const Code code : all_codes()) {
    EXPECT_NE(all_expected.find('[' + name_of(code) + "]\n"), std::string::npos)
        << name_of(code) << ", " << title_of(code) << ", has no case below tests/golden/reject";
  }
}

}  // namespace
}  // namespace ormgen::golden
