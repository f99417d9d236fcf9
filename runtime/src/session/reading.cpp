// Queries, and what objects ask their session for.
#include <memory>
#include <optional>
#include <string>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/adaptive_loader.h"
#include "load/joined_loader.h"
#include "load/lazy_loader.h"
#include "load/row_loader.h"
#include "orm/error.h"
#include "session/session_core.h"
#include "sql/query_criteria.h"

namespace orm::detail {

namespace {

[[noreturn]] void no_key(const EntityMapping& entity) {
  std::string columns;
  for (const std::uint16_t column : entity.key) {
    columns +=
        (columns.empty() ? "" : " && ") + std::string(entity.columns[column].name) + " == ...";
  }
  throw InvalidRequestError(
      std::string("get() takes a value for each column of the primary key of ") + entity.name +
      ": " + columns);
}

// Position among the columns of the primary key.
std::size_t position_in_key(const EntityMapping& entity, const Token& token) {
  const bool is_column = token.op == Operator::Column && token.entity == &entity;
  for (std::size_t i = 0; is_column && i < entity.key.size(); ++i) {
    if (entity.key[i] == token.column) return i;
  }
  no_key(entity);
}

bool is_new(const Object& object) { return object.state() == ObjectState::Transient; }

}  // namespace

std::uint16_t key_column(const EntityMapping& entity, std::size_t part) { return entity.key[part]; }

Object* by_names(LookUp look_up, SessionCore& session, const EntityMapping& entity,
                 const ExpressionData& key) {
  // Postfix: a column, a value, `==`; `&&` where two of these have been met.
  std::vector<ValueView> values(entity.key.size());
  std::vector<bool> is_given(entity.key.size());
  const auto& tokens = key.tokens;
  std::size_t given = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].op == Operator::And) continue;
    const std::size_t position = position_in_key(entity, tokens[i]);
    const bool is_equality = i + 2 < tokens.size() && tokens[i + 1].op == Operator::Parameter &&
                             tokens[i + 2].op == Operator::Equal;
    if (!is_equality || is_given[position]) no_key(entity);
    values[position] = key.values[given++].view();
    is_given[position] = true;
    i += 2;
  }
  if (given != values.size()) no_key(entity);
  // cppcheck does not see that an object keeps nothing of the key.
  // cppcheck-suppress returnDanglingLifetime
  return look_up(session, entity, values.data());
}

Object* SessionCore::get(const EntityMapping& entity, const ValueView* key) {
  return get(entity, key, criteria_);
}

inline Object* SessionCore::get_found(Object* object, const EntityMapping& entity,
                                      const ValueView* key,
                                      const std::shared_ptr<const Criteria>& criteria) {
  if (object == nullptr) return get_unknown(entity, key, criteria);
  if (ObjectAccess::has(*object, ObjectAccess::expired_flag)) return get_expired(*object, key);
  return object;
}

Object* SessionCore::get(const EntityMapping& entity, const ValueView* key,
                         const std::shared_ptr<const Criteria>& criteria) {
  const ThreadCheck check(calls_);
  require_usable();
  // No call comes back here, so that nothing has to be kept: most objects are just looked up.
  const identity::IdentityMap* map = objects_.map_at_hand(entity, key);
  if (map == nullptr) return get_elsewhere(entity, key, criteria);
  return get_found(map->find(key), entity, key, criteria);
}

Object* SessionCore::get_elsewhere(const EntityMapping& entity, const ValueView* key,
                                   const std::shared_ptr<const Criteria>& criteria) {
  return get_found(objects_.find(entity, key), entity, key, criteria);
}

Object* SessionCore::get_unknown(const EntityMapping& entity, const ValueView* key,
                                 const std::shared_ptr<const Criteria>& criteria) {
  autoflush();
  if (criteria != nullptr || objects_.of(entity).has_eager) {
    return get_planned(entity, key, criteria);
  }
  // Listeners may read when a transaction begins.
  db::Connection& connection = this->connection();
  objects_.note_made(hears(ObjectEvent::AfterLoad));
  objects_.cohorts().begin();
  Object* object = load::load_row(connection, objects_, entity, key);
  tell_loaded();
  return object;
}

Object* SessionCore::get_planned(const EntityMapping& entity, const ValueView* key,
                                 const std::shared_ptr<const Criteria>& criteria) {
  load::Context context = this->context(criteria);
  Object* object = load::load_by_key(context, entity, key);
  tell_loaded();
  return object;
}

Object* SessionCore::get_expired(Object& object, const ValueView* key) {
  db::Connection& connection = this->connection();
  objects_.note_made(hears(ObjectEvent::AfterLoad));
  objects_.cohorts().hold();
  if (load::load_row(connection, objects_, object.entity(), key) != nullptr) return &object;
  expunge(object);
  return nullptr;
}

template <class Load>
void SessionCore::run(const QuerySpec& spec, const Load& load) {
  const ThreadCheck check(calls_);
  require_usable();
  autoflush();
  if (spec.for_update) lock_for_writing(*spec.entity);
  load::Context context = this->context(spec);
  std::optional<load::Overwrite> overwrite;
  if (spec.populate_existing) context.overwrite = &overwrite.emplace(this->overwrite());
  std::unique_ptr<QuerySpec> changed;
  load(context, sql::with_criteria(spec, context.criteria.get(), changed));
  tell_loaded();
}

void SessionCore::run_query(const QuerySpec& spec, void* result, TakeObject take) {
  run(spec, [&](load::Context& context, const QuerySpec& query) {
    load::load_objects(context, query, result, take);
  });
}

void SessionCore::run_rows(const QuerySpec& spec, void* result, TakeRow take) {
  run(spec, [&](load::Context& context, const QuerySpec& query) {
    load::load_rows(context, query, result, take);
  });
}

std::int64_t SessionCore::run_count(const QuerySpec& spec) {
  std::int64_t count = 0;
  run(spec, [&](load::Context& context, const QuerySpec& query) {
    count = load::count_objects(context, query);
  });
  return count;
}

std::string SessionCore::text_of(const QuerySpec& spec) const {
  const std::shared_ptr<const Criteria> criteria = criteria_for(spec);
  std::unique_ptr<QuerySpec> changed;
  return load::query_text(criteria.get(), sql::with_criteria(spec, criteria.get(), changed));
}

std::vector<std::string> SessionCore::explain(const QuerySpec& spec) {
  std::vector<std::string> lines;
  run(spec, [&](load::Context& context, const QuerySpec& query) {
    lines = load::explain_query(context, query);
  });
  return lines;
}

std::string text_of(const SessionCore* session, const QuerySpec& spec) {
  return session == nullptr ? load::query_text(nullptr, spec) : session->text_of(spec);
}

std::vector<std::string> explain(SessionCore& session, const QuerySpec& spec) {
  return session.explain(spec);
}

std::shared_ptr<const Criteria> SessionCore::criteria_for(const QuerySpec& spec) const {
  if (takes_all_criteria(spec)) return criteria_;
  const bool is_alone = spec.without_criteria || criteria_ == nullptr;
  const auto criteria =
      is_alone ? std::make_shared<Criteria>() : std::make_shared<Criteria>(*criteria_);
  for (const LoaderCriteria& each : spec.criteria) criteria->add(each.entity(), each.condition());
  return criteria;
}

load::Context SessionCore::context(const Object& object) {
  const auto& criteria = objects_.cohorts().criteria_of(object);
  return context(criteria != nullptr ? criteria : criteria_);
}

load::Overwrite SessionCore::overwrite() {
  return {this, [](void* self, Object& object, const load::Overwrite& overwrite) {
            auto* session = static_cast<SessionCore*>(self);
            session->forget(object);
            session->changes_.pairs.forget(
                object, [&overwrite](const Object& other) { return overwrite.has_met(other); });
          }};
}

void SessionCore::load_columns(Object& object) {
  const ThreadCheck check(calls_);
  require_usable();
  load::Context context = this->context();
  load::load_expired(context, object);
}

void SessionCore::load_column(Object& object, unsigned column) {
  require_usable();
  load::Context context = this->context();
  load::load_column(context, object, column);
}

void SessionCore::load_to_one(Object& object, const RelationshipMapping& relationship) {
  const ThreadCheck check(calls_);
  require_usable();
  const bool needs_columns = relationship.kind == RelationshipKind::ManyToOne &&
                             ObjectAccess::has(object, ObjectAccess::expired_flag);
  if (needs_columns) load_columns(object);
  if (load::link_from_memory(objects_, object, relationship)) return;
  autoflush();
  if ((object.*relationship.to_one).is_loaded()) return;
  load::Context context = this->context(object);
  load::load_relationship(context, object, relationship);
  tell_loaded();
}

void SessionCore::load_to_many(Object& object, const RelationshipMapping& relationship) {
  const ThreadCheck check(calls_);
  require_usable();
  autoflush();
  if ((object.*relationship.to_many).is_loaded()) return;
  load::Context context = this->context(object);
  load::load_relationship(context, object, relationship);
  tell_loaded();
}

Object* SessionCore::find_loaded(const EntityMapping& entity, const ValueView* key) {
  return objects_.find(entity, key);
}

void SessionCore::before_change(Object& object, unsigned column, std::string* text) {
  const ThreadCheck check(calls_);
  // Listeners are told what the row holds.
  const bool is_expired = ObjectAccess::has(object, ObjectAccess::expired_flag);
  if (is_expired && hears_changes_of(object.entity())) load_columns(object);
  changes_.before_change(object, column, text);
}

// What refers to the object by keys that the session has to change is read while it is found.
void SessionCore::before_key_change(Object& object) {
  require_usable();
  if (ObjectAccess::has(object, ObjectAccess::expired_flag)) load_columns(object);
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    const bool is_handed_on = !relationship.passive_updates && has_key_on_target(relationship);
    if (is_handed_on) load_of_all({&object}, object.entity(), relationship);
  }
  objects_.keep_row_key(object);
}

void SessionCore::linked_from_owner(Object&, Object& stranger) { add(stranger); }

void SessionCore::pair_changed(Object& owner, const RelationshipMapping& relationship,
                               Object& member, bool present) {
  const ThreadCheck check(calls_);
  // Pairs of objects that are not added yet are found when they are.
  if (!is_known(owner) && !is_known(member)) return;
  const Pair pair = make_pair(owner, relationship, member);
  if (present) {
    changes_.pairs.add(pair);
  } else if (is_new(owner) || is_new(member)) {
    // After a rollback what was new may still list what it was linked to.
    changes_.pairs.take_back(pair);
  } else {
    changes_.pairs.remove(pair);
  }
}

}  // namespace orm::detail
