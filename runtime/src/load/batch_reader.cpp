#include "load/batch_reader.h"

#include <string>

#include "load/joined_loader.h"
#include "load/selectin_loader.h"
#include "orm/error.h"
#include "sql/select.h"

namespace orm::load {

LoadPlan plan_in_batches(const detail::QuerySpec& spec, const detail::Criteria* criteria) {
  LoadPlan plan = plan_for(*spec.entity, spec.loads, criteria);
  for (const sql::Join& join : plan.joins) {
    if (join.relationship->to_many == nullptr) continue;
    const std::string collection = std::string(join.owner->name) + "::" + join.relationship->name;
    throw InvalidRequestError(collection + " is loaded by a join, which stream() cannot read in " +
                              "batches; load it with orm::selectinload instead of joinedload, or " +
                              "read the query with all()");
  }
  return plan;
}

BatchReader::BatchReader(const Context& context, const detail::QuerySpec& spec,
                         const LoadPlan& plan)
    : context_(context),
      spec_(&spec),
      plan_(&plan),
      statement_(begin_query(context_, spec, plan)),
      rows_(context_, *spec.entity, plan) {}

void BatchReader::begin(identity::Batch& batch) {
  rows_.forget_objects();
  if (context_.overwrite != nullptr) context_.overwrite->clear();
  context_.objects.cohorts().begin_batch(batch, spec_->place, context_.criteria);
  apply_first_uses(*plan_, context_.objects.cohorts());
}

bool BatchReader::read(std::size_t most, identity::Batch& batch,
                       std::vector<detail::Handle>& objects) {
  begin(batch);
  bool has_row = true;
  while (objects.size() < most && (has_row = statement_->step())) {
    Object& object = *rows_.read(*statement_);
    if (!rows_.has_repeats() || rows_.is_first(object)) objects.emplace_back(&object);
  }
  rows_.finish();
  load_follow_ups(context_, *plan_, rows_, rows_.objects(sql::Join::root));
  return has_row;
}

}  // namespace orm::load
