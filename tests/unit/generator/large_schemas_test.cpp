// What a large schema costs: parse, check and emit take a share of memory for each entity that does
// not grow with their number, and no time that grows with its square.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "allocations.h"
#include "check/checked_schema.h"
#include "emit/emit.h"
#include "parse/parse.h"

namespace ormgen {
namespace {

using testing::IsEmpty;
using testing::Not;

// An entity of 10 columns and 2 relationships: to the one before it, and to the one behind it.
std::string entity(int number, int count) {
  std::string text = fmt::format("entity Type{} {{\n  id: int64 primary key;\n", number);
  for (int i = 0; i < 8; ++i) {
    text += fmt::format("  value_{}: {};\n", i, i % 2 == 1 ? "string" : "int64?");
  }
  const int previous = (number + count - 1) % count;
  const int next = (number + 1) % count;
  text += fmt::format("  previous_id: foreign key Type{}.id?;\n", previous);
  text += fmt::format("  relationship previous: Type{}? back_populates nexts;\n", previous);
  text += fmt::format("  relationship nexts: Type{}[] back_populates previous;\n}}\n", next);
  return text;
}

std::string schema_of(int count) {
  std::string text = "orm 1;\nnamespace large;\n";
  for (int i = 0; i < count; ++i) text += entity(i, count);
  return text;
}

std::vector<OutputFile> generate(const std::string& text) {
  const CheckedSchema schema({{"large.orm", text}});
  EXPECT_THAT(schema.errors(), IsEmpty());
  EmitOptions options;
  options.name = "large";
  options.schemas = {{0}};
  return emit(schema.model(), options);
}

double allocations_per_entity(int count) {
  const std::string text = schema_of(count);
  const std::size_t before = orm_test::all_allocations();
  EXPECT_THAT(generate(text), Not(IsEmpty()));
  const double each =
      static_cast<double>(orm_test::all_allocations() - before) / static_cast<double>(count);
  fmt::print("note: {:.0f} allocations for each of {} entities\n", each, count);
  return each;
}

TEST(LargeSchemas, AllocateForEachEntityTheSame) {
  allocations_per_entity(100);
  const double thousand = allocations_per_entity(1000);
  const double ten_thousand = allocations_per_entity(10000);
  EXPECT_NEAR(ten_thousand / thousand, 1, 0.05);

  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("note: {} MiB at most\n", usage.ru_maxrss / 1024);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
  // Kibibytes. The sanitizer has its own.
  EXPECT_LT(usage.ru_maxrss, 2L * 1024 * 1024);
#endif
}

// Every file imports the next, and the last one the first.
TEST(LargeSchemas, AThousandFilesImportEachOther) {
  constexpr int count = 1000;
  std::vector<SchemaText> files;
  files.reserve(count);
  for (int i = 0; i < count; ++i) {
    files.push_back(
        {fmt::format("f{}.orm", i), fmt::format("orm 1; namespace n{0}; import \"f{1}.orm\";"
                                                " entity E{0} {{ id: int64 primary key; }}",
                                                i, (i + 1) % count)});
  }
  const CheckedSchema schema(files);
  ASSERT_THAT(schema.errors(), IsEmpty());
  EmitOptions options;
  options.name = "circle";
  options.schemas = {{0}};
  // A header for each, the source of the first, and three files for all.
  EXPECT_EQ(emit(schema.model(), options).size(), count + 1U + 3U);
}

TEST(LargeSchemas, ALineMayHaveAMebibyte) {
  std::string text = "orm 1; namespace a; entity E { id: int64 primary key;";
  for (int i = 0; text.size() < std::size_t{1} << 20U; ++i) text += fmt::format(" c{}: int32?;", i);
  EXPECT_THAT(CheckedSchema({{"a.orm", text + "}"}}).errors(), IsEmpty());
}

// None of it makes a phase recurse.
TEST(LargeSchemas, DeepNestingIsAnError) {
  for (const std::string part : {"{", "(", "[", "a.", "/*", "@a(", "entity E {", "\"", "`", "-"}) {
    std::string text = "orm 1; namespace a; entity E { id: ";
    for (int i = 0; i < 100000; ++i) text += part;
    EXPECT_THAT(CheckedSchema({{"a.orm", text}}).errors(), Not(IsEmpty())) << part;
  }
}

}  // namespace
}  // namespace ormgen
