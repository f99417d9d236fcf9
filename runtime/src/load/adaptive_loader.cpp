#include "load/adaptive_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "load/entity_reader.h"
#include "load/key_index.h"
#include "load/lazy_loader.h"
#include "load/selectin_loader.h"
#include "sql/key_list.h"
#include "sql/select.h"
#include "value/columns.h"

namespace orm::load {

namespace {

using detail::LinkAccess;
using detail::ObjectAccess;
using identity::Growth;

using Objects = std::vector<Object*>;

// A list that long is not likely to be used up before it is out of date.
constexpr std::size_t most_rows = 10'000;
// Looking on through a cohort whose other objects have all they need must not cost more than the
// statement that it saves.
constexpr std::size_t most_looks = 64;
constexpr std::size_t fewest_looks = 4096;
// So often one statement for each object is no accident of a small result.
constexpr std::uint32_t loads_to_warn_of = 10;

bool is_adaptive(Context& context, const Object& object, const RelationshipMapping& relationship) {
  const bool is_declared =
      relationship.lazy != Lazy::Select && relationship.lazy != Lazy::Immediate;
  return context.objects.cohorts().is_adaptive(object, relationship, is_declared);
}

// The object and the next ones of its cohort and entity that `wants` says yes to.
template <class Wants>
Objects batch_of(Context& context, Object& object, std::size_t most, Wants wants) {
  Objects batch{&object};
  if (most == 1) return batch;
  std::size_t looks = std::max(fewest_looks, most_looks * most);
  context.objects.cohorts().for_each_from(object, [&](Object& other) {
    const bool is_other = &other != &object && &other.entity() == &object.entity();
    if (is_other && wants(other)) batch.push_back(&other);
    return batch.size() < most && --looks > 0;
  });
  return batch;
}

bool is_waiting(const Object& object, const RelationshipMapping& relationship) {
  if (detail::is_loaded(object, relationship)) return false;
  if (relationship.to_many == nullptr) {
    return !LinkAccess::is_overridden(object.*relationship.to_one);
  }
  const ToMany& list = object.*relationship.to_many;
  return !LinkAccess::is_loading(list) && !LinkAccess::is_overridden(list);
}

// A many-to-one link that memory can tell is settled on the way.
bool wants_rows(Context& context, Object& object, const RelationshipMapping& relationship) {
  if (!is_waiting(object, relationship)) return false;
  if (relationship.kind != RelationshipKind::ManyToOne) return true;
  return !detail::is_expired(object) && !link_from_memory(context.objects, object, relationship);
}

std::size_t count_targets(const Objects& owners, const RelationshipMapping& relationship) {
  std::size_t count = 0;
  for (const Object* owner : owners) {
    detail::for_each_target(*owner, relationship, [&count](const Object&) { ++count; });
  }
  return count;
}

void grow(Growth& growth, std::size_t rows) {
  growth.has_stopped |= rows > most_rows;
  if (!growth.has_stopped) {
    growth.batch = std::min<std::uint32_t>(growth.batch * 2, sql::most_keys);
  }
}

void warn_of_repetition(Context& context, const Object& object,
                        const RelationshipMapping& relationship) {
  const std::uint32_t loads = context.objects.cohorts().count_alone(object, relationship);
  if (loads != loads_to_warn_of) return;
  const detail::CodePlace place = context.objects.cohorts().place_of(object);
  const std::string from =
      place.file == nullptr ? "" : fmt::format(", from the query at {}:{}", place.file, place.line);
  context.connection.warn(fmt::format(
      "{0}::{1} has been loaded for {2} objects by a statement for each{3}; load it with "
      "the query, by options(orm::selectinload({0}::fields.{1})), or without `lazy "
      "select` in the schema and lazyload in the query",
      object.entity().name, relationship.name, loads, from));
}

void load_one(Context& context, Object& object, const RelationshipMapping& relationship) {
  if (relationship.to_many != nullptr) {
    load_to_many(context, object, relationship);
  } else {
    load_to_one(context, object, relationship);
  }
}

// The columns of those objects, and of their keys, by one statement.
void read_rows(Context& context, const Objects& objects, std::uint64_t columns) {
  const EntityMapping& entity = objects.front()->entity();
  columns |= column_bits(entity.key);
  const bool is_usual = columns == usual_columns(entity);
  sql::Select select{.entity = &entity,
                     .columns = is_usual ? 0 : columns,
                     .keys = {sql::padded(objects.size()), entity.key}};
  std::vector<ValueView> parameters;
  for (const Object* object : objects) {
    const identity::RowKey key = context.objects.row_key(*object);
    parameters.insert(parameters.end(), key.data(), key.data() + key.size());
  }
  fill_up(parameters, entity.key.size(), select.keys.count);
  const db::StatementLease statement = db::acquire(context.connection, sql::shape_of(select),
                                                   [&] { return sql::select_text(select); });
  std::string one_key_text = entity.sqlite.select_by_key;
  if (!is_usual) {
    select.keys.count = 1;
    one_key_text = sql::select_text(select);
  }
  context.connection.executed(one_key_text, objects.size(), 1);
  statement->bind(parameters);
  context.objects.cohorts().hold();
  EntityReader reader(context.objects, entity, 0, false, select.columns);
  while (statement->step()) reader.read(*statement);
}

// The object and others of its cohort that `wants` says yes to, as many as the cohort's growth for
// `what` allows by now.
template <class Wants>
Objects growing_batch(Context& context, Object& object, const void* what, Wants wants) {
  Growth& growth = context.objects.cohorts().growth(object, what);
  const std::size_t most = std::min<std::size_t>(
      growth.batch, context.connection.max_parameters() / object.entity().key.size());
  const Objects batch = batch_of(context, object, most, wants);
  grow(growth, batch.size());
  return batch;
}

// One that the schema defers is read alone, for such columns are large; of the others, which only
// an option left out, all.
std::uint64_t read_with(const Object& object, unsigned column) {
  const std::uint64_t bit = ObjectAccess::column_bit(column);
  const std::uint64_t deferred = object.entity().deferred;
  return (deferred & bit) != 0 ? bit : detail::unread_columns(object) & ~deferred;
}

void load_expired(Context& context, Object& object, std::uint64_t columns) {
  const Objects batch = growing_batch(context, object, &object.entity(), detail::is_expired);
  const bool is_usual = columns == usual_columns(object.entity());
  if (batch.size() > 1 || !is_usual) read_rows(context, batch, columns);
  if (detail::is_expired(object)) load_columns(context, object);
}

void load_unread(Context& context, Object& object, std::uint64_t columns) {
  const auto lacks_columns = [columns](const Object& other) {
    return (detail::unread_columns(other) & columns) != 0;
  };
  const ColumnMapping* first = &object.entity().columns[0] + std::countr_zero(columns);
  read_rows(context, growing_batch(context, object, first, lacks_columns), columns);
  if (lacks_columns(object)) row_is_gone(object);
}

}  // namespace

void load_relationship(Context& context, Object& object, const RelationshipMapping& relationship) {
  identity::Cohorts& cohorts = context.objects.cohorts();
  Objects batch{&object};
  const bool grows = is_adaptive(context, object, relationship);
  if (grows) {
    batch = batch_of(context, object, cohorts.growth(object, &relationship).batch,
                     [&](Object& other) { return wants_rows(context, other, relationship); });
  }
  if (!grows) warn_of_repetition(context, object, relationship);
  load_together(context, batch, relationship);
  if (grows) grow(cohorts.growth(object, &relationship), count_targets(batch, relationship));
  // Its row may spell the key in another way than its own.
  if (!detail::is_loaded(object, relationship)) load_one(context, object, relationship);
}

void load_expired_together(Context& context, const std::vector<Object*>& objects,
                           std::uint64_t columns) {
  read_rows(context, objects, usual_columns(objects.front()->entity()) | columns);
}

void load_expired(Context& context, Object& object) {
  load_expired(context, object, usual_columns(object.entity()));
}

void load_column(Context& context, Object& object, unsigned column) {
  if (detail::is_expired(object)) {
    const std::uint64_t bit = ObjectAccess::column_bit(column);
    load_expired(context, object, usual_columns(object.entity()) | bit);
  }
  if (detail::is_read(object, column)) return;
  load_unread(context, object, read_with(object, column));
}

void load_together(Context& context, const std::vector<Object*>& owners,
                   const RelationshipMapping& relationship) {
  if (owners.size() == 1) {
    context.objects.cohorts().begin_targets(owners, relationship);
    return load_one(context, *owners.front(), relationship);
  }
  const FollowUp follow_up{sql::Join::root, &owners.front()->entity(), &relationship,
                           sql::most_keys, plan_for(*relationship.target, context.criteria.get())};
  load_related(context, follow_up, owners);
}

}  // namespace orm::load
