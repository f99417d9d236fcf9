// A writer is killed, or loses its power, at random moments: each transaction that it has said to
// be stored is there, and none is there by half.
//
//   ORM_DEATHS   how many of each kind (default 50; scripts/deep has 1000)
//   ORM_SEED     of the first; the others follow (default 1)
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <random>
#include <string>

#include "database.h"
#include "killed_writer.h"

namespace faults_test {

enum class Promise {
  /// All that was acknowledged is there.
  Stored,
  /// The same, but for the last transaction.
  AllButTheLast,
  /// What is there is whole.
  Whole
};

struct DeathCase {
  const char* name;
  const char* mode;
  const char* synchronous;
  bool loses_power;
  Promise promise;
};

void PrintTo(const DeathCase& each, std::ostream* out) { *out << each.name; }

namespace {

// Operations of a writer that loses its power, those that make the tables included.
constexpr unsigned most_operations = 1500;

unsigned setting(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

Death death_of(const DeathCase& each, const std::string& file, unsigned seed) {
  std::mt19937 random(seed);
  const unsigned long operations = each.loses_power ? 1 + random() % most_operations : 0;
  return {each.mode, each.synchronous, file, seed, operations};
}

std::int64_t least_of(Promise promise, std::int64_t acknowledged) {
  if (promise == Promise::Stored) return acknowledged;
  if (promise == Promise::AllButTheLast) return std::max(acknowledged - 1, std::int64_t{0});
  return 0;
}

// What a program that dies leaves does not depend on how far its commits wait for the disk.
constexpr DeathCase death_cases[] = {
    {"KilledWal", "wal", "as-built", false, Promise::Stored},
    {"KilledDelete", "delete", "as-built", false, Promise::Stored},
    {"KilledOff", "wal", "off", false, Promise::Stored},
    {"PowerWal", "wal", "as-built", true, Promise::Stored},
    {"PowerWalNormal", "wal", "normal", true, Promise::Whole},
    {"PowerTruncate", "truncate", "full", true, Promise::Stored},
    // The journal is back where the folder was not synchronised, and with it what was before.
    {"PowerDelete", "delete", "full", true, Promise::AllButTheLast},
    {"PowerDeleteExtra", "delete", "extra", true, Promise::Stored}};

}  // namespace

class Deaths : public testing::TestWithParam<DeathCase> {};

TEST_P(Deaths, LeaveWhatWasAcknowledged) {
  const orm_test::TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  const unsigned deaths = setting("ORM_DEATHS", 50);
  const unsigned first = setting("ORM_SEED", 1);
  std::int64_t acknowledged = 0;
  unsigned heard = 0;
  for (unsigned i = 0; i < deaths; ++i) {
    const std::int64_t number = last_acknowledged(death_of(GetParam(), file, first + i));
    if (number > 0) {
      acknowledged = number;
      ++heard;
    }
    ASSERT_EQ(damage_after_death(file, least_of(GetParam().promise, acknowledged)), "")
        << "seed " << first + i;
  }
  // What may be lost again is told of again.
  EXPECT_GT(heard, deaths / 2);
  std::printf("note: %s: %u deaths, %u behind a commit, %lld transactions\n", GetParam().name,
              deaths, heard, static_cast<long long>(acknowledged));
}

INSTANTIATE_TEST_SUITE_P(Writers, Deaths, testing::ValuesIn(death_cases),
                         [](const auto& each) { return std::string(each.param.name); });

// That the file system loses anything: without waiting for the disk, transactions go.
TEST(DeathsWithoutWaiting, LoseWhatWasAcknowledged) {
  for (const char* mode : {"wal", "delete"}) {
    const DeathCase careless{mode, mode, "off", true, Promise::Stored};
    unsigned losses = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
      const orm_test::TemporaryFolder folder;
      const std::string file = folder.file("a.db");
      const std::int64_t acknowledged = last_acknowledged(death_of(careless, file, seed));
      if (!damage_after_death(file, acknowledged).empty()) ++losses;
    }
    EXPECT_GE(losses, 10U) << mode;
    std::printf("note: %s without waiting: damage after %u of 20 deaths\n", mode, losses);
  }
}

}  // namespace faults_test
