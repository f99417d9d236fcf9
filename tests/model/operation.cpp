#include "operation.h"

#include <array>

#include "things.h"

namespace model_test {

namespace {

std::string call(int thing, const std::string& rest) { return name_of(thing) + "." + rest; }

std::string members(Kind kind, int bits) {
  std::string names;
  for (int i = 0; i < of(kind).count; ++i) {
    if ((bits >> i & 1) == 0) continue;
    names += (names.empty() ? "" : ", ") + name_of(of(kind).first + i);
  }
  return "({" + names + "})";
}

std::string describe_link(const Operation& each, int parent) {
  const Link& link = link_at(each.what);
  const std::string target = "(" + name_of(parent) + ")";
  if (each.third == from_child) return call(each.first, std::string("set_") + link.name + target);
  if (each.third == by_key) {
    return call(each.first, std::string("set_") + link.name + "_id" + target);
  }
  const bool is_unlink = parent == nobody;
  if (link.is_single) {
    const std::string child = is_unlink ? "null" : name_of(each.first);
    return call(each.second, std::string("set_") + link.inverse + "(" + child + ")");
  }
  return call(each.second, std::string(link.inverse) + (is_unlink ? ".remove(" : ".append(") +
                               name_of(each.first) + ")");
}

std::string describe_pair(const Operation& each, const char* verb) {
  const Pairing& pairing = pairing_at(each.what);
  const bool from_left = each.third == 0;
  return call(from_left ? each.first : each.second,
              std::string(from_left ? pairing.of_left : pairing.of_right) + verb + "(" +
                  name_of(from_left ? each.second : each.first) + ")");
}

std::string describe_assign_pairs(const Operation& each) {
  const Pairing& pairing = pairing_at(each.what);
  const bool from_left = each.second == 0;
  return call(each.first, std::string(from_left ? pairing.of_left : pairing.of_right) + ".assign" +
                              members(from_left ? pairing.right : pairing.left, each.third));
}

std::string describe_make(const Operation& each) {
  std::string text = name_of(each.first) + " = make(";
  const Kind kind = kind_of(each.first);
  if (kind == Kind::Task || kind == Kind::Passport || kind == Kind::Role) {
    text += name_of(each.second);
  }
  if (kind == Kind::Role) text += ", " + name_of(each.third);
  return text + ")";
}

std::string describe_query(const Operation& each) {
  static constexpr std::array<const char*, 4> ways{"", ", selectinload", ", joinedload", ", count"};
  return std::string("query(") + kinds[static_cast<std::size_t>(each.what)].name +
         ways[static_cast<std::size_t>(each.third)] + ")";
}

std::string of_session(const char* verb, const Operation& each) {
  return std::string(verb) + "(" + name_of(each.first) + ")";
}

std::string of_savepoint(const char* verb, const Operation& each) {
  return std::string(verb) + " savepoint " + std::to_string(each.first) + " from the innermost";
}

std::string again(const Operation& each) {
  return each.third == add_again ? ", add again what was new, flush" : "";
}

}  // namespace

std::string describe(const Operation& each) {
  switch (each.action) {
    case Action::Make:
      return describe_make(each);
    case Action::Add:
      return of_session("add", each);
    case Action::SetValue:
      return call(each.first, "set_value(" + std::to_string(each.third) + ")");
    case Action::Link:
      return describe_link(each, each.second);
    case Action::Unlink:
      return describe_link(each, nobody);
    case Action::Assign:
      return call(each.first, std::string(link_at(each.what).inverse) + ".assign" +
                                  members(link_at(each.what).child, each.third));
    case Action::Pair:
      return describe_pair(each, ".append");
    case Action::Unpair:
      return describe_pair(each, ".remove");
    case Action::AssignPairs:
      return describe_assign_pairs(each);
    case Action::Remove:
      return of_session("remove", each);
    case Action::RemoveAndAdd:
      return of_session("flush, remove and add", each);
    case Action::Expunge:
      return of_session("expunge", each);
    case Action::ExpungeAll:
      return "commit, expunge all, get all";
    case Action::Expire:
      return of_session("flush, expire", each);
    case Action::ExpireAll:
      return "flush, expire all";
    case Action::Refresh:
      return of_session("flush, refresh", each);
    case Action::Query:
      return describe_query(each);
    case Action::Read:
      return of_session("read", each);
    case Action::ReadAll:
      return "read all";
    case Action::Flush:
      return "flush";
    case Action::Commit:
      return "commit";
    case Action::Rollback:
      return std::string("rollback") + again(each);
    case Action::BeginNested:
      return "begin nested";
    case Action::CommitNested:
      return of_savepoint("commit", each);
    case Action::RollbackNested:
      return of_savepoint("roll back", each) + again(each);
    case Action::Close:
      return "close, get all";
    case Action::Drop:
      return of_session("drop", each);
  }
  return "";
}

std::string describe(const Program& program) {
  std::string text = "seed " + std::to_string(program.seed) + ", autoflush " +
                     (program.autoflush ? "on" : "off") + ", expire_on_commit " +
                     (program.expire_on_commit ? "on" : "off") + ":\n";
  for (const Operation& each : program.operations) text += "  " + describe(each) + "\n";
  return text;
}

}  // namespace model_test
