// Which objects came into a session together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/object_access.h"
#include "orm/criteria.h"
#include "orm/query.h"

namespace orm::identity {

/// How one relationship, or the columns, of a cohort's objects are loaded at first use.
struct Growth {
  /// Objects of the next load. Each load doubles it, up to a limit.
  std::uint32_t batch = 1;
  /// No load is for more objects than the last one, whose rows were very many.
  bool has_stopped = false;
};

/// The cohorts that came with one batch of a stream: its objects, and what their relationships led
/// to. Stays where it is while the cohorts know it.
struct Batch {
  std::vector<std::uint32_t> cohorts;
};

/// The cohorts of a session's stored objects: all that one query returned, that one flush inserted,
/// or that one relationship of the objects of another cohort led to. An object is in one cohort,
/// the last that it came with.
///
/// Objects stand in the order in which they arrived, and each knows its place there. A cohort is a
/// chain of runs of neighbours, so that it costs no memory for each object but the place.
class Cohorts {
 public:
  using Criteria = std::shared_ptr<const detail::Criteria>;

  /// What arrives from here on is a new cohort, which the code at that place asked for, by these
  /// criteria.
  void begin(detail::CodePlace place, const Criteria& criteria);
  void begin() {
    // Nobody has met, or stayed with, the last one.
    if (fresh_ == arrivals_.size() && !cohorts_.back().is_asked_for()) {
      first_ = fresh_;
    } else {
      begin({}, nullptr);
    }
  }
  /// What arrives from here on is where the relationship of the owners leads to, of the first one's
  /// cohort, or the first that is in a batch.
  void begin_targets(std::span<Object* const> owners, const RelationshipMapping& relationship);
  /// Objects that are met again stay in their cohorts, until the next `begin`.
  void hold() { first_ = 0; }

  /// What arrives from here on is a new cohort, and with it begins a batch, which is known from
  /// then on. Objects that are in no batch stay in their cohorts when they come with one.
  void begin_batch(Batch& batch, detail::CodePlace place, Criteria criteria = nullptr);
  /// Calls `visit(object)` for all objects of the batch. None may arrive or leave meanwhile.
  template <class Visit>
  void for_each_of(const Batch& batch, Visit visit) const;
  bool is_in(const Batch& batch, const Object& object) const {
    return batch_of(cohort_of(object)) == &batch;
  }
  /// Of these objects, which are stored, those that are in `from` are in `to` instead.
  void hand_over(std::span<Object* const> objects, const Batch& from, Batch& to);
  /// The batch has passed: its objects are in cohorts like any other.
  void end_batch(Batch& batch);

  /// The next object that arrives costs no memory.
  void expect_one() {
    if (arrivals_.size() == arrivals_.capacity()) arrivals_.reserve(2 * arrivals_.size() + 1);
  }
  /// A stored object that was in no cohort.
  void arrive(Object& object) {
    detail::ObjectAccess::place(object) = static_cast<std::uint32_t>(arrivals_.size());
    arrivals_.push_back(&object);
  }
  /// An object of some cohort has come again, with the one that has begun.
  void meet(Object& object) {
    if (detail::ObjectAccess::place(object) < first_) move(object);
  }
  /// The object is no longer stored.
  void leave(const Object& object) {
    const std::uint32_t place = detail::ObjectAccess::place(object);
    if (place == arrivals_.size() - 1 && place >= runs_.back().first) {
      arrivals_.pop_back();
      return;
    }
    arrivals_[place] = nullptr;
    ++left_;
  }
  /// The objects, in the order in which they arrived, null where one has left; then there are none.
  std::vector<Object*> take_all() { return std::exchange(*this, Cohorts()).arrivals_; }

  /// Of the cohort of an object; `what` is a relationship of it, or its entity for the columns.
  /// Valid until the next cohort begins.
  Growth& growth(const Object& object, const void* what) {
    return loading(cohort_of(object), what).growth;
  }
  /// All begin again with one object.
  void reset_growth();
  /// Counts the loads of the relationship for one object of the cohort alone.
  std::uint32_t count_alone(const Object& object, const RelationshipMapping& relationship) {
    return ++loading(cohort_of(object), &relationship).alone;
  }
  /// Where the query for the objects stands, or for those that led to them.
  detail::CodePlace place_of(const Object& object) const {
    return cohorts_[cohort_of(object)].place;
  }

  /// By which the object was read, and its relationships are; null where nothing was said.
  const Criteria& criteria_of(const Object& object) const {
    return cohorts_[cohort_of(object)].criteria;
  }

  /// Whether the relationship is loaded for more than the object that is used, where a query has
  /// said so; else `otherwise`.
  bool is_adaptive(const Object& object, const RelationshipMapping& relationship,
                   bool otherwise) const;
  /// The same for all objects of the cohort that has begun.
  void set_adaptive(const RelationshipMapping& relationship, bool is_adaptive);

  /// Visits the objects of a cohort, from one of them to the last and on from the first, as long as
  /// `visit` returns true. No object may arrive or leave meanwhile.
  template <class Visit>
  void for_each_from(const Object& first, Visit visit) const;

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  // Fewer places than these are not worth the work of closing the gaps.
  static constexpr std::size_t fewest_left = 1024;

  // Neighbours up to the next run.
  struct Run {
    std::uint32_t first;
    std::uint32_t cohort;
    std::uint32_t next = none;
  };
  struct Cohort {
    std::uint32_t first_run = none;
    std::uint32_t last_run = none;
    detail::CodePlace place = {};
    Criteria criteria = nullptr;

    bool is_asked_for() const { return place.file != nullptr || criteria != nullptr; }
  };
  struct Loading {
    Growth growth = {};
    std::uint32_t alone = 0;
    // The cohort of the relationship's targets.
    std::uint32_t targets = none;
    enum class Way : std::uint8_t { AsDeclared, Adaptive, OneByOne } way = Way::AsDeclared;
  };
  using LoadingKey = std::pair<std::uint32_t, const void*>;
  struct Hash {
    std::size_t operator()(const LoadingKey& key) const {
      return std::hash<const void*>()(key.second) ^ (std::size_t{key.first} << 20);
    }
  };

  // By value: what is given may be that of another cohort.
  std::uint32_t add_cohort(detail::CodePlace place, Criteria criteria);
  void begin_run(std::uint32_t cohort);
  std::uint32_t run_of(std::uint32_t place) const {
    const bool is_same =
        found_run_ < runs_.size() && runs_[found_run_].first <= place && place < end_of(found_run_);
    return is_same ? found_run_ : search_run(place);
  }
  std::uint32_t search_run(std::uint32_t place) const;
  std::uint32_t cohort_of(const Object& object) const {
    return runs_[run_of(detail::ObjectAccess::place(object))].cohort;
  }
  Loading& loading(std::uint32_t cohort, const void* what) {
    fresh_ = none;
    return loadings_[{cohort, what}];
  }
  std::uint32_t end_of(std::uint32_t run) const {
    return run + 1 < runs_.size() ? runs_[run + 1].first
                                  : static_cast<std::uint32_t>(arrivals_.size());
  }
  Batch* batch_of(std::uint32_t cohort) const;
  const Object& first_in_batch(std::span<Object* const> objects) const;
  void move(Object& object);
  void make_room() {
    // What began last and met nobody is of no use.
    const bool has_idle_runs = runs_.size() > 2 * fewest_left + 2 * (arrivals_.size() - left_);
    if (has_idle_runs || left_ > fewest_left + arrivals_.size() / 2) renumber();
  }
  void renumber();

  // Null where an object has left.
  std::vector<Object*> arrivals_;
  std::size_t left_ = 0;
  std::vector<Run> runs_;
  std::vector<Cohort> cohorts_;
  // Only of cohorts whose objects were asked for more, or that a query has said something about.
  std::unordered_map<LoadingKey, Loading, Hash> loadings_;
  // Few: those of the streams that are open.
  std::vector<Batch*> batches_;
  // What was asked for last: of one object there are several questions.
  mutable std::uint32_t found_run_ = 0;
  // Objects in front of this place belong to other cohorts than the one that has begun.
  std::uint32_t first_ = 0;
  // Where the last cohort begins when nothing is known of it but its place and its criteria.
  std::uint32_t fresh_ = none;
};

template <class Visit>
void Cohorts::for_each_of(const Batch& batch, Visit visit) const {
  for (const std::uint32_t cohort : batch.cohorts) {
    for (std::uint32_t run = cohorts_[cohort].first_run; run != none; run = runs_[run].next) {
      for (std::uint32_t i = runs_[run].first; i < end_of(run); ++i) {
        if (arrivals_[i] != nullptr) visit(*arrivals_[i]);
      }
    }
  }
}

template <class Visit>
void Cohorts::for_each_from(const Object& first, Visit visit) const {
  const std::uint32_t start = detail::ObjectAccess::place(first);
  const std::uint32_t start_run = run_of(start);
  // False when `visit` has had enough.
  const auto visit_range = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (arrivals_[i] != nullptr && !visit(*arrivals_[i])) return false;
    }
    return true;
  };
  if (!visit_range(start, end_of(start_run))) return;
  for (std::uint32_t run = runs_[start_run].next; run != none; run = runs_[run].next) {
    if (!visit_range(runs_[run].first, end_of(run))) return;
  }
  const std::uint32_t first_run = cohorts_[runs_[start_run].cohort].first_run;
  for (std::uint32_t run = first_run; run != start_run; run = runs_[run].next) {
    if (!visit_range(runs_[run].first, end_of(run))) return;
  }
  visit_range(runs_[start_run].first, start);
}

}  // namespace orm::identity
