#include "region.h"

namespace cost {

void Region::run(const std::function<void()>& work) {
  ++runs_;
  if (!records_) {
    allocations_ += run_region(work);
    return;
  }
  const orm::StatementRecorder recorder(engine_);
  run_region(work);
  statements_ = Statements{recorder.prepares(), recorder.executions(), recorder.steps()};
}

}  // namespace cost
