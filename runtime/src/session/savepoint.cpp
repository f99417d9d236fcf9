// Parts of a transaction that are taken back by themselves.
#include <algorithm>
#include <array>
#include <cstdio>
#include <new>
#include <string>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/session_core.h"

namespace orm {

namespace detail {

namespace {

// About the savepoint of that depth: it ends before another one takes its name. To take one back
// must not fail for want of memory.
class SavepointStatement {
 public:
  SavepointStatement(const char* words, std::size_t depth) noexcept {
    std::snprintf(text_.data(), text_.size(), "%s orm_%zu", words, depth + 1);
  }
  const char* text() const noexcept { return text_.data(); }

 private:
  std::array<char, 48> text_{};
};

}  // namespace

void end(SavepointCore* savepoint) noexcept { delete savepoint; }

std::shared_ptr<SavepointState> SessionCore::begin_nested() {
  const ThreadCheck check(calls_);
  require_no_listener("begin_nested");
  require_usable();
  flush_all();
  connection().execute(SavepointStatement("SAVEPOINT", savepoints_.size()).text());
  savepoints_.push_back({std::make_shared<SavepointState>(SavepointState{this}),
                         log_.inserted.size(), log_.moved.size(), log_.deleted.size()});
  return savepoints_.back().state;
}

std::size_t SessionCore::position_of(const SavepointState& savepoint) const {
  const auto found =
      std::find_if(savepoints_.begin(), savepoints_.end(),
                   [&](const OpenSavepoint& each) { return each.state.get() == &savepoint; });
  return static_cast<std::size_t>(found - savepoints_.begin());
}

// What they touched is the matter of the one around them. To be told twice does no harm.
void SessionCore::hand_out_touched(std::size_t first) {
  if (first == 0) return;
  flush::Touched& outer = savepoints_[first - 1].touched;
  for (std::size_t i = first; i < savepoints_.size(); ++i) {
    const flush::Touched& inner = savepoints_[i].touched;
    outer.changed.insert(outer.changed.end(), inner.changed.begin(), inner.changed.end());
    outer.sides.insert(outer.sides.end(), inner.sides.begin(), inner.sides.end());
  }
}

void SessionCore::end_savepoints(std::size_t first) noexcept {
  while (savepoints_.size() > first) {
    const OpenSavepoint last = std::move(savepoints_.back());
    savepoints_.pop_back();
    last.state->session = nullptr;
  }
}

void SessionCore::commit_nested(const SavepointState& savepoint) {
  const ThreadCheck check(calls_);
  require_no_listener("commit of a savepoint");
  require_usable();
  flush_all();
  const std::size_t position = position_of(savepoint);
  hand_out_touched(position);
  connection().execute(SavepointStatement("RELEASE", position).text());
  end_savepoints(position);
}

void SessionCore::note_touched() {
  if (!savepoints_.empty()) flush::note(changes_, objects_, savepoints_.back().touched);
}

// All of the transaction has to go then.
void SessionCore::note_lost_savepoint(const char* reason) noexcept {
  try {
    failure_ += std::string("; and the savepoint could not be rolled back: ") + reason;
  } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch)
    // The first failure is told.
  }
}

// SQLite may have rolled back all of it, and the savepoints with it.
void SessionCore::undo_failed_flush() noexcept {
  if (!savepoints_.empty() && lease_->in_transaction()) {
    try {
      return lease_->execute(SavepointStatement("ROLLBACK TO", savepoints_.size() - 1).text());
    } catch (const std::exception& error) {
      note_lost_savepoint(error.what());
    }
  }
  stop_streams("a flush of its session has failed");
  give_back_connection();
}

void SessionCore::rollback_nested(const SavepointState& savepoint) {
  const ThreadCheck check(calls_);
  require_no_listener("rollback of a savepoint");
  if (!lease_) not_usable();
  require_transaction();
  const std::size_t position = position_of(savepoint);
  // What is not flushed goes, too.
  note_touched();
  for (const Stranger& stranger : strangers_) {
    flush::note_parents(*stranger.object.get(), savepoints_.back().touched);
    flush::note_partners(*stranger.object.get(), savepoints_.back().touched);
  }
  strangers_.clear();
  followers_.clear();
  hand_out_touched(position + 1);
  lease_->execute(SavepointStatement("ROLLBACK TO", position).text());
  lease_->execute(SavepointStatement("RELEASE", position).text());
  end_savepoints(position + 1);
  OpenSavepoint undone = std::move(savepoints_.back());
  savepoints_.pop_back();
  undone.state->session = nullptr;
  failing("the rollback of a savepoint failed: ", [&] { restore(undone); });
  failure_.clear();
}

// What the savepoint had not seen is as it was when it began.
void SessionCore::restore(OpenSavepoint& undone) {
  objects_.restore_keys();
  take_back_inserted(undone.inserted);
  take_back_moved(undone);
  restore_deleted(undone.deleted);
  for (std::size_t i = undone.deleted; i < log_.deleted.size(); ++i) {
    undone.touched.changed.push_back(log_.deleted[i]);
  }
  log_.deleted.resize(undone.deleted);
  restore_touched(undone.touched);
}

// What refers to those that moved, and is not read again, follows them back.
void SessionCore::take_back_moved(OpenSavepoint& undone) {
  const auto first = log_.moved.begin() + static_cast<std::ptrdiff_t>(undone.moved);
  std::vector<flush::Moved> back;
  for (auto each = first; each != log_.moved.end(); ++each) {
    undone.touched.changed.push_back(each->object);
    back.push_back({each->object, copy_of_key(KeyView(*each->object.get()).values())});
  }
  flush::move_back(objects_, {first, log_.moved.end()});
  log_.moved.erase(first, log_.moved.end());
  flush::follow_moved(objects_, back, 0);
}

void SessionCore::restore_touched(const flush::Touched& touched) {
  const auto is_here = [this](const Object& object) {
    return object.state() == ObjectState::Persistent && session_of(object) == this;
  };
  for (const Handle& changed : touched.changed) {
    if (is_here(*changed.get())) forget_loaded(*changed.get());
  }
  for (const flush::Touched::Side& side : touched.sides) {
    if (is_here(*side.owner.get())) unload(*side.owner.get(), *side.relationship);
  }
}

}  // namespace detail

Savepoint::Savepoint(detail::SessionCore& session)
    : core_(new detail::SavepointCore(session.begin_nested())) {}

Savepoint::~Savepoint() {
  if (!is_open()) return;
  try {
    core_->session()->rollback_nested(core_->state());
  } catch (...) {  // NOLINT(bugprone-empty-catch)
    // The transaction is lost, as the session will say.
  }
}

bool Savepoint::is_open() const noexcept {
  return core_.get() != nullptr && core_->session() != nullptr;
}

void Savepoint::require_open() const {
  if (is_open()) return;
  throw InvalidRequestError(
      "this savepoint has ended, by itself or with the transaction around it; begin another one");
}

void Savepoint::commit() {
  require_open();
  core_->session()->commit_nested(core_->state());
}

void Savepoint::rollback() {
  require_open();
  core_->session()->rollback_nested(core_->state());
}

}  // namespace orm
