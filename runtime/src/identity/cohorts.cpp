#include "identity/cohorts.h"

namespace orm::identity {

using detail::ObjectAccess;

void Cohorts::begin(detail::CodePlace place, const Criteria& criteria) {
  if (fresh_ == arrivals_.size()) {
    // The last one met nobody, or nobody that has stayed.
    cohorts_.back().place = place;
    cohorts_.back().criteria = criteria;
    first_ = fresh_;
    return;
  }
  make_room();
  begin_run(add_cohort(place, criteria));
  fresh_ = first_;
}

void Cohorts::begin_targets(std::span<Object* const> owners,
                            const RelationshipMapping& relationship) {
  make_room();
  const Object& owner = batches_.empty() ? *owners.front() : first_in_batch(owners);
  const std::uint32_t cohort = cohort_of(owner);
  Loading& loading = this->loading(cohort, &relationship);
  if (loading.targets == none) {
    loading.targets = add_cohort(place_of(owner), criteria_of(owner));
    if (Batch* batch = batch_of(cohort)) batch->cohorts.push_back(loading.targets);
  }
  begin_run(loading.targets);
}

void Cohorts::begin_batch(Batch& batch, detail::CodePlace place, Criteria criteria) {
  make_room();
  if (std::find(batches_.begin(), batches_.end(), &batch) == batches_.end()) {
    batches_.push_back(&batch);
  }
  batch.cohorts.push_back(add_cohort(place, std::move(criteria)));
  begin_run(batch.cohorts.back());
}

void Cohorts::hand_over(std::span<Object* const> objects, const Batch& from, Batch& to) {
  bool has_begun = false;
  for (Object* object : objects) {
    if (!is_in(from, *object)) continue;
    if (!std::exchange(has_begun, true)) begin_batch(to, place_of(*object), criteria_of(*object));
    move(*object);
  }
}

void Cohorts::end_batch(Batch& batch) {
  batch.cohorts.clear();
  std::erase(batches_, &batch);
}

// Null for the cohort of a batch that has passed, and of all that came otherwise.
Batch* Cohorts::batch_of(std::uint32_t cohort) const {
  for (Batch* batch : batches_) {
    const std::vector<std::uint32_t>& cohorts = batch->cohorts;
    if (std::find(cohorts.begin(), cohorts.end(), cohort) != cohorts.end()) return batch;
  }
  return nullptr;
}

const Object& Cohorts::first_in_batch(std::span<Object* const> objects) const {
  for (const Object* object : objects) {
    if (batch_of(cohort_of(*object)) != nullptr) return *object;
  }
  return *objects.front();
}

std::uint32_t Cohorts::add_cohort(detail::CodePlace place, Criteria criteria) {
  cohorts_.push_back({.place = place, .criteria = std::move(criteria)});
  return static_cast<std::uint32_t>(cohorts_.size() - 1);
}

void Cohorts::begin_run(std::uint32_t cohort) {
  first_ = static_cast<std::uint32_t>(arrivals_.size());
  fresh_ = none;
  const auto run = static_cast<std::uint32_t>(runs_.size());
  runs_.push_back({first_, cohort});
  Cohort& joined = cohorts_[cohort];
  if (joined.last_run != none) runs_[joined.last_run].next = run;
  if (joined.first_run == none) joined.first_run = run;
  joined.last_run = run;
}

// The last run that begins at or before the place: those in front of it that begin there are empty.
std::uint32_t Cohorts::search_run(std::uint32_t place) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), place,
                       [](std::uint32_t wanted, const Run& run) { return wanted < run.first; });
  found_run_ = static_cast<std::uint32_t>(after - runs_.begin() - 1);
  return found_run_;
}

void Cohorts::move(Object& object) {
  const bool is_kept = !batches_.empty() && batch_of(runs_.back().cohort) != nullptr &&
                       batch_of(cohort_of(object)) == nullptr;
  // What the session had before the stream does not go with its batch.
  if (is_kept) return;
  expect_one();
  leave(object);
  arrive(object);
}

void Cohorts::reset_growth() {
  for (auto& [key, loading] : loadings_) loading.growth = {};
}

bool Cohorts::is_adaptive(const Object& object, const RelationshipMapping& relationship,
                          bool otherwise) const {
  if (loadings_.empty()) return otherwise;
  const auto found = loadings_.find({cohort_of(object), &relationship});
  if (found == loadings_.end() || found->second.way == Loading::Way::AsDeclared) return otherwise;
  return found->second.way == Loading::Way::Adaptive;
}

void Cohorts::set_adaptive(const RelationshipMapping& relationship, bool is_adaptive) {
  loading(runs_.back().cohort, &relationship).way =
      is_adaptive ? Loading::Way::Adaptive : Loading::Way::OneByOne;
}

// Closes the gaps that objects have left, and forgets cohorts without any. What needs memory comes
// first: the objects know their places.
void Cohorts::renumber() {
  std::vector<std::uint32_t> number(cohorts_.size(), none);
  Cohorts next;
  next.arrivals_.reserve(arrivals_.size() - left_);
  next.runs_.reserve(runs_.size());
  next.cohorts_.reserve(cohorts_.size());
  Cohorts old = std::exchange(*this, std::move(next));
  for (std::uint32_t run = 0; run < old.runs_.size(); ++run) {
    std::uint32_t& cohort = number[old.runs_[run].cohort];
    bool is_empty = true;
    for (std::uint32_t i = old.runs_[run].first; i < old.end_of(run); ++i) {
      if (old.arrivals_[i] == nullptr) continue;
      if (cohort == none) {
        const Cohort& same = old.cohorts_[old.runs_[run].cohort];
        cohort = add_cohort(same.place, same.criteria);
      }
      if (std::exchange(is_empty, false)) begin_run(cohort);
      arrive(*old.arrivals_[i]);
    }
  }
  batches_ = std::move(old.batches_);
  for (Batch* batch : batches_) {
    std::erase_if(batch->cohorts, [&](std::uint32_t cohort) { return number[cohort] == none; });
    for (std::uint32_t& cohort : batch->cohorts) cohort = number[cohort];
  }
  for (const auto& [key, loading] : old.loadings_) {
    if (number[key.first] == none) continue;
    Loading kept = loading;
    if (kept.targets != none) kept.targets = number[kept.targets];
    loadings_.emplace(LoadingKey{number[key.first], key.second}, kept);
  }
}

}  // namespace orm::identity
