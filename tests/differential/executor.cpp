#include "executor.h"

#include <stdexcept>
#include <utility>

#include "database.h"
#include "entities.h"

namespace differential {

namespace {

// In the words of both sides.
std::string kind_of(const orm::Error& error) {
  if (dynamic_cast<const orm::IntegrityError*>(&error) != nullptr) return "integrity error";
  // Which of the two depends on whether the flush reads an expired object (13).
  if (dynamic_cast<const orm::StaleDataError*>(&error) != nullptr) return "stale";
  if (dynamic_cast<const orm::CircularDependencyError*>(&error) != nullptr) return "circular";
  if (dynamic_cast<const orm::PendingRollbackError*>(&error) != nullptr) return "pending rollback";
  if (dynamic_cast<const orm::ObjectDeletedError*>(&error) != nullptr) return "stale";
  if (dynamic_cast<const orm::DetachedError*>(&error) != nullptr) return "detached";
  if (dynamic_cast<const orm::RequiredKeyError*>(&error) != nullptr) return "required key";
  if (dynamic_cast<const orm::InvalidRequestError*>(&error) != nullptr) return "invalid request";
  return "another error";
}

Words after(const Words& words, std::size_t count) {
  return {words.begin() + static_cast<std::ptrdiff_t>(count), words.end()};
}

}  // namespace

Executor::Executor(const orm::Engine& engine, std::string file, std::string dump,
                   std::ostream& output)
    : session_(engine), file_(std::move(file)), dump_(std::move(dump)), output_(output) {}

void Executor::run(const Program& program) {
  for (const Operation& operation : program.operations) {
    if (!run_one(operation)) break;
  }
  savepoints_.clear();
  session_.rollback();
  output_ << "end\n";
  write_rows();
}

bool Executor::run_one(const Operation& operation) {
  try {
    execute(operation);
    return true;
  } catch (const orm::Error& error) {
    say(operation.name + (operation.may_fail ? "" : ", unexpected"), kind_of(error));
    const std::string message = error.what();
    if (!operation.may_fail) output_ << "# " << message.substr(0, message.find('\n')) << "\n";
    return operation.may_fail;
  }
}

void Executor::execute(const Operation& operation) {
  if (use_transaction(operation) || use_session(operation) || use_object(operation)) return;
  throw std::runtime_error("no such operation: " + operation.name);
}

bool Executor::use_transaction(const Operation& operation) {
  const std::string& name = operation.name;
  if (name == "flush") {
    session_.flush();
  } else if (name == "commit") {
    session_.commit();
    savepoints_.clear();
    output_ << "commit\n";
    write_rows();
  } else if (name == "rollback") {
    session_.rollback();
    savepoints_.clear();
  } else if (name == "savepoint") {
    savepoints_.push_back(session_.begin_nested());
  } else if (name == "commit_savepoint") {
    innermost().commit();
    savepoints_.pop_back();
  } else if (name == "rollback_savepoint") {
    innermost().rollback();
    savepoints_.pop_back();
  } else {
    return false;
  }
  return true;
}

orm::Savepoint& Executor::innermost() {
  if (savepoints_.empty()) throw orm::InvalidRequestError("no savepoint is open");
  return savepoints_.back();
}

bool Executor::use_session(const Operation& operation) {
  const std::string& name = operation.name;
  const Words& words = operation.arguments;
  if (name == "make") {
    handles_.set(words[0], entities().at(words[1]).make(handles_, after(words, 2)));
  } else if (name == "get") {
    handles_.set(words[0], entities().at(words[1]).get(session_, after(words, 2)));
    const bool is_found = std::visit([](const auto& o) { return bool(o); }, handles_.at(words[0]));
    say(name, is_found ? "found" : "none");
  } else if (name == "merge") {
    merge(operation);
  } else if (name == "query") {
    say(name, entities().at(words[0]).query(session_));
  } else if (name == "load") {
    const auto& relationship = relationships().at(words[0] + "." + words[1]);
    say(name, relationship.load(session_, words[2]));
  } else if (name == "outside") {
    change_outside(words);
  } else if (name == "expire_all") {
    session_.expire_all();
  } else if (name == "expunge_all") {
    session_.expunge_all();
  } else if (name == "autoflush") {
    set_autoflush(words[0]);
  } else {
    return false;
  }
  return true;
}

bool Executor::use_object(const Operation& operation) {
  const std::string& name = operation.name;
  const Handle& handle = handles_.at(operation.arguments[0]);
  if (name == "add") {
    std::visit([this](const auto& object) { session_.add(object); }, handle);
  } else if (name == "remove") {
    std::visit([this](const auto& object) { session_.remove(object); }, handle);
  } else if (name == "expire") {
    std::visit([this](const auto& object) { session_.expire(object); }, handle);
  } else if (name == "refresh") {
    std::visit([this](const auto& object) { session_.refresh(object); }, handle);
  } else if (name == "expunge") {
    std::visit([this](const auto& object) { session_.expunge(object); }, handle);
  } else if (name == "set") {
    columns()
        .at(entity_of(handle) + "." + operation.arguments[1])
        .set(handle, operation.arguments[2]);
  } else if (name == "read") {
    read(operation);
  } else {
    link(operation);
  }
  return true;
}

void Executor::link(const Operation& operation) {
  const Handle& owner = handles_.at(operation.arguments[0]);
  const auto& relationship = relationships().at(entity_of(owner) + "." + operation.arguments[1]);
  const Words others = after(operation.arguments, 2);
  if (operation.name == "append") return relationship.append(handles_, owner, others);
  if (operation.name == "unlink") return relationship.remove(handles_, owner, others);
  if (operation.name == "assign") return relationship.assign(handles_, owner, others);
  if (operation.name == "set_to_one") return relationship.set_to_one(handles_, owner, others);
  throw std::runtime_error("no such operation: " + operation.name);
}

void Executor::read(const Operation& operation) {
  const Handle& handle = handles_.at(operation.arguments[0]);
  const std::string name = entity_of(handle) + "." + operation.arguments[1];
  const auto column = columns().find(name);
  say("read", column != columns().end() ? column->second.read(handle)
                                        : relationships().at(name).read(handle));
}

void Executor::merge(const Operation& operation) {
  const Words& words = operation.arguments;
  const Handle given = entities().at(words[1]).make(handles_, after(words, 2));
  handles_.set(words[0],
               std::visit([this](const auto& o) { return Handle(session_.merge(o)); }, given));
}

void Executor::set_autoflush(const std::string& word) {
  if (word == "on") {
    no_autoflush_.reset();
  } else {
    no_autoflush_.reset(new orm::Session::NoAutoflush(session_.no_autoflush()));
  }
}

void Executor::change_outside(const Words& words) {
  std::string script = "PRAGMA synchronous = OFF;";
  for (const std::string& word : words) script += " " + word;
  orm_test::execute(file_, script);
}

void Executor::say(const std::string& name, const std::string& text) {
  output_ << name << ": " << text << "\n";
}

void Executor::write_rows() {
  for (const std::string& row : orm_test::rows_of(file_, dump_)) output_ << row << "\n";
}

}  // namespace differential
