#include "stored.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "related.h"

namespace model_test {

namespace {

// The number of the table, then its columns.
using Row = std::array<std::int64_t, 4>;
constexpr std::int64_t null = -1;

constexpr const char* select_all =
    "SELECT 0, id, value, ifnull(mentor_id, -1) FROM persons UNION ALL "
    "SELECT 1, id, value, ifnull(owner_id, -1) FROM pets UNION ALL "
    "SELECT 2, id, value, person_id FROM tasks UNION ALL "
    "SELECT 3, id, value, ifnull(user_id, -1) FROM desks UNION ALL "
    "SELECT 4, id, value, holder_id FROM passports UNION ALL "
    "SELECT 5, id, value, -1 FROM clubs UNION ALL "
    "SELECT 6, person_id, club_id, value FROM roles UNION ALL "
    "SELECT 7, person_id, club_id, -1 FROM person_club UNION ALL "
    "SELECT 8, person_id, friend_id, -1 FROM friendship";

constexpr const char* delete_all =
    "BEGIN; DELETE FROM roles; DELETE FROM person_club; DELETE FROM friendship; DELETE FROM pets; "
    "DELETE FROM tasks; DELETE FROM desks; DELETE FROM passports; DELETE FROM clubs; "
    "DELETE FROM persons; COMMIT";

std::string text_of(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    const bool is_pair = row[0] >= static_cast<std::int64_t>(kinds.size());
    text += is_pair ? "pair" : kinds[static_cast<std::size_t>(row[0])].name;
    for (std::size_t i = 1; i < row.size(); ++i) text += " " + std::to_string(row[i]);
    text += "; ";
  }
  return text;
}

std::vector<Row> without(const std::vector<Row>& rows, const std::vector<Row>& others) {
  std::vector<Row> left;
  std::set_difference(rows.begin(), rows.end(), others.begin(), others.end(),
                      std::back_inserter(left));
  return left;
}

Row row_of(const Graph& model, const World& world, int thing) {
  const Kind kind = kind_of(thing);
  const auto table = static_cast<std::int64_t>(kind);
  const auto key = [&](int link) {
    const int parent = model.parent(link, thing);
    return parent == nobody ? null : world.key(model, parent);
  };
  const std::int64_t value = model[thing].value;
  if (kind == Kind::Role) return {table, key(role_person), key(role_club), value};
  std::int64_t parent = null;
  for (int link = 0; link < role_person; ++link) {
    if (link_at(link).child == kind) parent = key(link);
  }
  return {table, world.key(model, thing), value, parent};
}

std::vector<Row> expected_rows(const Graph& model, const World& world) {
  std::vector<Row> rows;
  for (int thing = 0; thing < thing_count; ++thing) {
    if (model[thing].state == State::Stored) rows.push_back(row_of(model, world, thing));
  }
  for (int pairing = 0; pairing < 2; ++pairing) {
    for (const auto& [left, right] : model.pairs[static_cast<std::size_t>(pairing)]) {
      if (model[left].state != State::Stored || model[right].state != State::Stored) continue;
      rows.push_back({7 + pairing, world.key(model, left), world.key(model, right), null});
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::int64_t key_of(const model::Role& role) {
  return role.person_id() * 1'000'000 + role.club_id();
}
template <class T>
std::int64_t key_of(const T& object) {
  return object.id();
}

enum class LoadWay { Lazy, Selectin, Joined };

// The graph of another session, by the numbers of the things.
class Loaded {
 public:
  Loaded(orm::Session& session, LoadWay way, const Graph& model, const World& world)
      : model_(model), way_(way) {
    for (int kind = 0; kind < static_cast<int>(kinds.size()); ++kind) {
      with_class(static_cast<Kind>(kind), [&]<class T>() { load<T>(session, world); });
    }
  }

  void compare() const {
    for (const auto& [object, thing] : things_) {
      for (int link = 0; link < static_cast<int>(links.size()); ++link) {
        compare_link(link, *object, thing);
      }
      for (int pairing = 0; pairing < 2; ++pairing) {
        for (const int side : {0, 1}) compare_pairs(pairing, side, *object, thing);
      }
    }
  }

 private:
  template <class T>
  void load(orm::Session& session, const World& world) {
    const Kind kind = kind_of_class<T>();
    std::map<std::int64_t, int> by_key;
    for (int i = 0; i < of(kind).count; ++i) {
      const int thing = of(kind).first + i;
      if (model_[thing].state == State::Stored) by_key[world.key(model_, thing)] = thing;
    }
    for (const auto& it : all_of<T>(session)) {
      const auto found = by_key.find(key_of(*it));
      if (found == by_key.end()) throw Disagreement("a new session finds an object too many");
      things_[it.object()] = found->second;
    }
  }

  template <class T>
  std::vector<orm::Ptr<T>> all_of(orm::Session& session) const {
    const auto query = session.query<T>();
    if (way_ == LoadWay::Lazy) return query.all();
    return with_related(query, way_ == LoadWay::Joined).all();
  }

  template <class T>
  static Kind kind_of_class() {
    for (int kind = 0; kind < static_cast<int>(kinds.size()); ++kind) {
      const bool is_it =
          with_class(static_cast<Kind>(kind), []<class U>() { return std::is_same_v<T, U>; });
      if (is_it) return static_cast<Kind>(kind);
    }
    return Kind::Person;
  }

  void compare_link(int link, orm::Object& object, int thing) const {
    const LinkCalls& calls = link_calls(link);
    if (link_at(link).child == kind_of(thing)) {
      const int expected = model_.parent(link, thing);
      require(thing, link_at(link).name, members({calls.parent(object)}),
              expected == nobody ? std::vector<int>() : std::vector<int>{expected});
    }
    if (link_at(link).parent == kind_of(thing)) {
      require(thing, link_at(link).inverse, members(calls.children.members(object)),
              model_.children(link, thing));
    }
  }

  void compare_pairs(int pairing, int side, orm::Object& object, int thing) const {
    const Pairing& sides = pairing_at(pairing);
    if ((side == 0 ? sides.left : sides.right) != kind_of(thing)) return;
    require(thing, side == 0 ? sides.of_left : sides.of_right,
            members(pair_calls(pairing, side).members(object)),
            model_.partners(pairing, side, thing));
  }

  std::vector<int> members(const std::vector<orm::Object*>& objects) const {
    std::vector<int> found;
    for (orm::Object* object : objects) {
      if (object == nullptr) continue;
      const auto thing = things_.find(object);
      found.push_back(thing == things_.end() ? nobody : thing->second);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  static void require(int thing, const char* relationship, const std::vector<int>& found,
                      const std::vector<int>& expected) {
    if (found == expected) return;
    throw Disagreement("in a new session " + name_of(thing) + "." + relationship +
                       " is not what it was in the old one");
  }

  const Graph& model_;
  LoadWay way_;
  std::map<orm::Object*, int> things_;
};

}  // namespace

Stored::Stored()
    : engine_(orm::create_engine(
          "sqlite:///" + folder_.file("model.db"),
          {.journal_mode = orm::JournalMode::Memory, .synchronous = orm::Synchronous::Off})) {
  model::create_all(engine_);
  sqlite3* opened = nullptr;
  const int result = sqlite3_open(folder_.file("model.db").c_str(), &opened);
  database_.reset(opened);
  if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(opened));
  run("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(opened, select_all, -1, &prepared, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(opened));
  }
  select_.reset(prepared);
}

void Stored::run(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_.get()));
  }
}

void Stored::clear() {
  run(delete_all);
  comparisons_ = 0;
}

void Stored::compare(const Graph& model, const World& world) {
  compare_rows(model, world);
  compare_graph(model, world);
}

void Stored::compare_rows(const Graph& model, const World& world) {
  std::vector<Row> rows;
  while (sqlite3_step(select_.get()) == SQLITE_ROW) {
    Row& row = rows.emplace_back();
    for (int i = 0; i < 4; ++i) {
      row[static_cast<std::size_t>(i)] = sqlite3_column_int64(select_.get(), i);
    }
  }
  sqlite3_reset(select_.get());
  std::sort(rows.begin(), rows.end());
  const std::vector<Row> expected = expected_rows(model, world);
  if (rows == expected) return;
  throw Disagreement("rows that should not be there: " + text_of(without(rows, expected)) +
                     "rows that are missing: " + text_of(without(expected, rows)));
}

void Stored::compare_graph(const Graph& model, const World& world) {
  orm::Session session(engine_);
  const auto way = static_cast<LoadWay>(comparisons_++ % 3);
  const Loaded loaded(session, way, model, world);
  loaded.compare();
}

}  // namespace model_test
