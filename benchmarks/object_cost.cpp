// What a loaded object costs in memory beyond the columns it holds. All texts are short enough to
// need no memory of their own, so what the heap gains is the objects and the session's bookkeeping.
#include <malloc.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "bench.orm.hpp"
#include "orm/orm.h"

namespace {

using bench_models::Post;
using bench_models::Student;

constexpr int object_count = 100'000;

void insert_objects(const orm::Engine& engine) {
  orm::Session session(engine);
  for (int i = 0; i < object_count; ++i) {
    session.create<Student>({.name = "short"});
    session.create<Post>({.title = "short", .body = "short"});
  }
  session.commit();
}

void print(const char* measure, const char* entity, double bytes) {
  std::printf("%s\t%s\t%.1f\tbytes\n", measure, entity, bytes);
}

template <class T>
void measure(const orm::Engine& engine, const char* entity, std::size_t columns) {
  orm::Session session(engine);
  const std::size_t before = mallinfo2().uordblks;
  std::vector<orm::Ptr<T>> objects = session.query<T>().all();
  const std::size_t handles = objects.capacity() * sizeof(objects[0]);
  const double used = static_cast<double>(mallinfo2().uordblks - before - handles) / object_count;
  print("size_of_object", entity, static_cast<double>(sizeof(T)));
  print("size_beyond_columns", entity, static_cast<double>(sizeof(T) - columns));
  print("heap_beyond_columns", entity, used - static_cast<double>(columns));
}

}  // namespace

int main() {
  orm::Engine engine = orm::create_engine("sqlite://");
  bench_models::create_all(engine);
  insert_objects(engine);
  print("size_of_object", "orm::Object", sizeof(orm::Object));
  measure<Student>(engine, "Student", sizeof(std::int64_t) + sizeof(std::string));
  measure<Post>(
      engine, "Post",
      sizeof(std::int64_t) + 2 * sizeof(std::string) + sizeof(std::optional<std::int64_t>));
}
