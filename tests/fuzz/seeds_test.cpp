// The fuzzer has seeds of every phase, many of which go through all of them.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "mutate.h"
#include "phases.h"
#include "pieces.h"

namespace ormgen::fuzz {
namespace {

namespace fs = std::filesystem;

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Text by name.
std::map<std::string, std::string> seeds() {
  std::map<std::string, std::string> seeds;
  for (const auto& entry : fs::directory_iterator(FUZZ_SEEDS)) {
    seeds.emplace(entry.path().filename().string(), read_all(entry.path()));
  }
  return seeds;
}

TEST(FuzzSeeds, AHundredReachEmit) {
  std::map<Reached, int> count;
  for (const auto& [name, text] : seeds()) ++count[run_phases(text)];
  std::printf("note: %d seeds reach emit, %d check, %d parse\n", count[Reached::Emit],
              count[Reached::Check], count[Reached::Parse]);
  EXPECT_GE(count[Reached::Emit], 100);
  EXPECT_GE(count[Reached::Check], 20);
  EXPECT_GE(count[Reached::Parse], 20);
}

TEST(FuzzPieces, MakeUpTheText) {
  for (const auto& [name, text] : seeds()) EXPECT_EQ(text_of(tokens_of(text)), text) << name;
}

// Otherwise the fuzzer would look at nothing but messages of syntax.
TEST(FuzzMutations, OftenPassTheParser) {
  const std::string schema =
      "orm 1;\nnamespace a;\nentity User { id: int64 primary key; name: string; }\n"
      "entity Post { id: int64 primary key; user_id: foreign key User.id; }\n";
  Random random(1);
  std::map<Reached, int> count;
  for (int i = 0; i < 1000; ++i) ++count[run_phases(mutate(schema, random))];
  EXPECT_GE(count[Reached::Emit], 100);
  EXPECT_GE(count[Reached::Check], 100);
  EXPECT_GE(count[Reached::Parse], 100);
}

}  // namespace
}  // namespace ormgen::fuzz
