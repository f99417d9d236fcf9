// Large schemas: nothing recurses with their depth or takes time with the square of their size.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using testing::IsEmpty;

std::string name(int number) { return "E" + std::to_string(number); }

TEST(Size, AChainOfKeysThatAreKeysIsResolved) {
  constexpr int depth = 2000;
  std::string text;
  for (int i = 0; i < depth; ++i) {
    text += "entity " + name(i) + " { id: foreign key " + name(i + 1) + ".id primary key; }\n";
  }
  text += "entity " + name(depth) + " { id: int16 primary key; }";
  const CheckedSchema schema(text);
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.column("E0", "id").type, model::ScalarType::Int16);
  const auto& order = schema.model().create_order;
  ASSERT_EQ(order.size(), depth + 1U);
  EXPECT_EQ(schema.model().table(order.front()).name, name(depth));
}

TEST(Size, AChainOfImportsIsResolved) {
  constexpr int length = 300;
  std::vector<SchemaText> files;
  for (int i = 0; i < length; ++i) {
    const std::string import =
        i + 1 < length ? " import \"" + name(i + 1) + ".orm\";" : std::string();
    files.push_back({name(i) + ".orm", "orm 1; namespace n" + std::to_string(i) + ";" + import +
                                           " entity " + name(i) + " { id: int64 primary key; }"});
  }
  const CheckedSchema schema(files);
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(imported_closure(schema.model(), {0}).size(), 300U);
}

}  // namespace
}  // namespace ormgen
