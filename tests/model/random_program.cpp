#include "random_program.h"

#include <array>
#include <random>

#include "plain_model.h"

namespace model_test {

namespace {

// How often each action comes, in the order of `Action`.
constexpr std::array<int, 27> weights{16, 6, 4, 20, 7, 5, 12, 6, 3, 5, 1, 2, 1, 3,
                                      1,  2, 5, 4,  2, 6, 5,  3, 4, 3, 3, 1, 1};

// The distributions of the standard library differ from one library to another.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  int below(int count) { return static_cast<int>(engine_() % static_cast<unsigned>(count)); }
  int any_of(Kind kind) { return of(kind).first + below(of(kind).count); }

 private:
  std::mt19937 engine_;
};

Action any_action(Random& random) {
  int total = 0;
  for (const int weight : weights) total += weight;
  int left = random.below(total);
  std::size_t action = 0;
  while (left >= weights[action]) left -= weights[action++];
  return static_cast<Action>(action);
}

bool can_set_key(int link) {
  return link == pet_owner || link == person_mentor || link == desk_user;
}

Operation any_link(Random& random, Action action) {
  const int link = random.below(role_club);
  const int third = action == Action::Assign ? random.below(16) : random.below(3);
  const int side = action != Action::Assign && third == by_key && !can_set_key(link) ? 0 : third;
  const int child = random.any_of(link_at(link).child);
  const int parent = random.any_of(link_at(link).parent);
  if (action == Action::Assign) return {action, link, parent, nobody, side};
  return {action, link, child, parent, side};
}

Operation any_pair(Random& random, Action action) {
  const int pairing = random.below(2);
  const int left = random.any_of(pairing_at(pairing).left);
  const int right = random.any_of(pairing_at(pairing).right);
  const int side = random.below(2);
  if (action != Action::AssignPairs) return {action, pairing, left, right, side};
  return {action, pairing, side == 0 ? left : right, side, random.below(16)};
}

Operation any_operation(Random& random, Action action) {
  switch (action) {
    case Action::Make: {
      const int thing = random.below(thing_count);
      return {action, 0, thing, random.any_of(Kind::Person), random.any_of(Kind::Club)};
    }
    case Action::Link:
    case Action::Unlink:
    case Action::Assign:
      return any_link(random, action);
    case Action::Pair:
    case Action::Unpair:
    case Action::AssignPairs:
      return any_pair(random, action);
    case Action::Query:
      return {action, random.below(7), 0, 0, random.below(4)};
    case Action::CommitNested:
      return {action, 0, random.below(2)};
    case Action::Rollback:
      return {action, 0, 0, 0, random.below(2)};
    case Action::RollbackNested:
      return {action, 0, random.below(2), 0, random.below(2)};
    case Action::SetValue:
      return {action, 0, random.below(thing_count), 0, random.below(100)};
    default:
      return {action, 0, random.below(thing_count)};
  }
}

// One that the program may do, if there soon is one. The operands are tried before the action, for
// else those that are always allowed would crowd out the others.
Operation next_operation(Random& random, const PlainModel& model) {
  constexpr int actions = 10;
  constexpr int operands = 20;
  Operation operation{Action::Flush};
  for (int i = 0; i < actions; ++i) {
    const Action action = any_action(random);
    for (int j = 0; j < operands; ++j) {
      operation = any_operation(random, action);
      if (model.allows(operation)) return operation;
    }
  }
  return operation;
}

}  // namespace

Program random_program(unsigned seed, int steps) {
  Random random(seed);
  Program program{seed, random.below(2) == 0, random.below(3) != 0, {}};
  PlainModel model(program.autoflush);
  for (int i = 0; i < steps; ++i) {
    const Operation& operation = program.operations.emplace_back(next_operation(random, model));
    if (!model.allows(operation)) continue;
    if (PlainModel::needs_flush(operation)) model.flush();
    model.apply(operation);
  }
  return program;
}

}  // namespace model_test
