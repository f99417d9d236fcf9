// The objects of a program in a session, and how they compare with the plain model.
#pragma once

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "calls.h"
#include "plain_model.h"

namespace model_test {

/// What differs, and where.
struct Disagreement : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Which transient objects count: after a rollback they keep links that the others do not know of.
enum class Transients { Compared, LeftOut };

class World {
 public:
  World(orm::Engine& engine, const Program& program);

  /// Does what the operation says. `before` is the model without it.
  void carry_out(const Operation& operation, const PlainModel& before);
  void flush() { session_.flush(); }
  /// True when objects are stored or deleted by now that `model` expects that of a flush.
  bool has_flushed(const Graph& model) const;
  /// After the operation: lets go of what is gone, and of links that a rollback leaves behind.
  void tidy(const Operation& operation, const Graph& model);

  /// Raises Disagreement. Never loads anything.
  void compare_loaded(const Graph& model, Transients transients) const;
  /// The same for the columns of what the operation has read.
  void compare_values(const Operation& operation, const PlainModel& model) const;

  /// The primary key as one number; that of a role is made of both of its ends.
  std::int64_t key(const Graph& model, int thing) const;

 private:
  using AnyPtr =
      std::variant<std::monostate, orm::Ptr<model::Person>, orm::Ptr<model::Pet>,
                   orm::Ptr<model::Task>, orm::Ptr<model::Desk>, orm::Ptr<model::Passport>,
                   orm::Ptr<model::Club>, orm::Ptr<model::Role>>;

  orm::Object* object(int thing) const { return objects_[static_cast<std::size_t>(thing)]; }
  template <class T>
  const orm::Ptr<T>& ptr(int thing) const {
    return std::get<orm::Ptr<T>>(handles_[static_cast<std::size_t>(thing)]);
  }
  template <class T>
  void keep(int thing, orm::Ptr<T> made) {
    objects_[static_cast<std::size_t>(thing)] = made.object();
    handles_[static_cast<std::size_t>(thing)] = std::move(made);
  }
  void drop(int thing);
  template <class F>
  void with_ptr(int thing, F f) const {
    with_class(kind_of(thing), [&]<class T>() { f(ptr<T>(thing)); });
  }

  void make(const Operation& operation);
  template <class T>
  void make_as(const Operation& operation, const typename T::Init& init);
  void link(const Operation& operation);
  void unlink(const Operation& operation, const Graph& model);
  void pair(const Operation& operation);
  void change_all(const Operation& operation, const PlainModel& before);
  void use_session(const Operation& operation, const PlainModel& before);
  void remove_and_add(int thing);
  void expunge(int thing, const Graph& model);
  void query(const Operation& operation, const PlainModel& before);
  void read(int thing);
  void require_identity(int thing);
  void get_all_again(const Graph& model);
  void strip(int thing);
  void strip_new(const Graph& model);
  void add_again(const Graph& model);
  std::vector<orm::Object*> objects_of(Kind kind, int bits, const PlainModel& before) const;

  int thing_of(const orm::Object* object) const;
  bool is_readable(int thing, unsigned relationship) const;
  void require_state(const Graph& model, int thing) const;
  void require_parent(const Graph& model, int link, int child) const;
  void require_members(int owner, const SideCalls& side, const char* name,
                       const std::vector<int>& expected) const;
  void require_links(const Graph& model, int thing) const;

  orm::Session session_;
  std::vector<orm::Savepoint> savepoints_;
  std::array<AnyPtr, thing_count> handles_;
  std::array<orm::Object*, thing_count> objects_{};
};

}  // namespace model_test
