#include "graph/thread_slab.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "allocations.h"
#include "graph/object_access.h"

namespace orm::detail {
namespace {

class Thing : public Object {
 public:
  explicit Thing(const EntityMapping& mapping) : Object(mapping) {}
};

EntityMapping entity_of(std::size_t size, Object* (*construct)(void*)) {
  EntityMapping entity{};
  entity.size = size;
  entity.alignment = alignof(Thing);
  entity.construct = construct;
  return entity;
}

Object* construct_large(void* place);
Object* construct_small(void* place);

const EntityMapping small = entity_of(sizeof(Thing), construct_small);
// So many that some take turns with the small one.
const std::vector<EntityMapping> large(1000, entity_of(4 * sizeof(Thing), construct_large));
bool fails = false;

void end(Object& object, const EntityMapping& entity) {
  const std::uint16_t slot = ObjectAccess::slot(object);
  auto* place = reinterpret_cast<std::byte*>(&object);
  std::destroy_at(static_cast<Thing*>(&object));
  free_in_thread(place, slot, entity);
}

Object* construct_large(void* place) { return new (place) Thing(large.front()); }

// As a class of the program may: others are made on the way.
Object* construct_small(void* place) {
  if (fails) {
    for (const EntityMapping& entity : large) end(*make_in_thread(entity), entity);
    throw std::runtime_error("fails");
  }
  return new (place) Thing(small);
}

TEST(ThreadSlab, AConstructorThatMakesOthersMayThrow) {
  const std::size_t before = orm_test::live_allocations();
  Object* first = make_in_thread(small);
  Object* second = make_in_thread(small);
  fails = true;
  EXPECT_THROW(make_in_thread(small), std::runtime_error);
  fails = false;
  end(*second, small);
  end(*first, small);
  EXPECT_EQ(orm_test::live_allocations(), before);
}

}  // namespace
}  // namespace orm::detail
