// The least that a program with a schema of many entities does, on a database in memory: it makes
// the tables, stores an object of each entity, and reads it by its key and by a query.
// all_types.h, which many_entities.py writes, names the entities.
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>

#include "all_types.h"
#include "large_models.hpp"
#include "orm/orm.h"

namespace {

/// Prints how long each step took.
class Clock {
 public:
  void print(const char* step) {
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - before_;
    std::printf("%s\t%.2f\tms\n", step, took.count());
    before_ = std::chrono::steady_clock::now();
  }

 private:
  std::chrono::steady_clock::time_point before_ = std::chrono::steady_clock::now();
};

template <class T>
void insert(orm::Session& session) {
  session.create<T>({.value_1 = "one", .value_3 = "three", .value_5 = "five", .value_7 = "seven"});
}

template <class... T>
void insert_one_of_each(const orm::Engine& engine, Types<T...> /*types*/) {
  orm::Session session(engine);
  (insert<T>(session), ...);
  session.commit();
}

template <class... T>
std::size_t get_one_of_each(const orm::Engine& engine, Types<T...> /*types*/) {
  orm::Session session(engine);
  return (... + session.get_one<T>(std::int64_t{1})->value_7().size());
}

template <class... T>
std::size_t query_one_of_each(const orm::Engine& engine, Types<T...> /*types*/) {
  orm::Session session(engine);
  return (... + session.query<T>().filter(T::fields.value_7 == "seven").all().size());
}

}  // namespace

int main() {
  Clock clock;
  orm::Engine engine = orm::create_engine("sqlite://");
  clock.print("open_engine");
  large::create_all(engine);
  clock.print("create_all");
  insert_one_of_each(engine, AllTypes());
  clock.print("insert_one_of_each");
  const std::size_t letters = get_one_of_each(engine, AllTypes());
  clock.print("get_one_of_each");
  const std::size_t objects = query_one_of_each(engine, AllTypes());
  clock.print("query_one_of_each");
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("peak_memory\t%.1f\tMiB\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return letters == objects * 5 ? 0 : 1;
}
