#include "load/joined_loader.h"

#include <string>

#include "graph/object_access.h"
#include "orm/inline_vector.h"

namespace orm::load {

namespace {

using detail::ObjectAccess;
using sql::Join;

// Paths that begin alike share their joins.
std::vector<Join> joins_of(const detail::QuerySpec& spec) {
  std::vector<Join> joins;
  for (const std::vector<detail::LoadStep>& path : spec.loads) {
    std::size_t parent = Join::kRoot;
    for (const detail::LoadStep& step : path) {
      const RelationshipMapping* relationship = &step.owner->relationships[step.relationship];
      std::size_t position = 0;
      while (position < joins.size() &&
             !(joins[position].parent == parent && joins[position].relationship == relationship)) {
        ++position;
      }
      if (position == joins.size()) joins.push_back({step.owner, relationship, parent});
      parent = position;
    }
  }
  return joins;
}

sql::Select select_of(const detail::QuerySpec& spec, bool counts) {
  sql::Select select;
  select.entity = spec.entity;
  select.where = &spec.where;
  select.order = &spec.order;
  select.has_limit = spec.limit.has_value();
  select.has_offset = spec.offset.has_value();
  select.counts = counts;
  if (!counts) select.joins = joins_of(spec);
  return select;
}

using Parameters = detail::InlineVector<ValueView, 8>;

Parameters parameters_of(const detail::QuerySpec& spec) {
  Parameters parameters;
  for (const Value& value : spec.where.values) parameters.push_back(value.view());
  if (spec.limit) parameters.push_back(ValueView::of_integer(*spec.limit));
  if (spec.offset) parameters.push_back(ValueView::of_integer(*spec.offset));
  return parameters;
}

std::size_t count_collections(const std::vector<Join>& joins) {
  std::size_t count = 0;
  for (const Join& join : joins) count += join.relationship->to_many != nullptr ? 1 : 0;
  return count;
}

// True when the program has set the key of a many-to-one relationship since the last flush: the
// joined row is then not the one that it leads to.
bool has_set_key(const Object& owner, const RelationshipMapping& relationship) {
  if (relationship.kind != RelationshipKind::ManyToOne) return false;
  for (const std::uint16_t column : owner.entity().foreign_keys[relationship.key].columns) {
    if ((ObjectAccess::changed(owner) & ObjectAccess::column_bit(column)) != 0) return true;
  }
  return false;
}

// The side of a one-to-one without the key may have more than one row, too.
bool has_repeated_rows(const std::vector<Join>& joins) {
  for (const Join& join : joins) {
    if (join.relationship->kind != RelationshipKind::ManyToOne) return true;
  }
  return false;
}

// One joined relationship while the rows are read.
struct Node {
  const Join* join;
  EntityReader reader;
  // Of the current row.
  Object* object = nullptr;
  Object* owner = nullptr;
  // Rows may name a pair of owner and member again: when there are other collections beside it,
  // and when its owner is joined, too.
  bool may_repeat = false;
  std::unordered_set<std::string> met;
};

class RowLinker {
 public:
  RowLinker(Context& context, const sql::Select& select)
      : lists_(context.pairs),
        root_(context.objects, *select.entity, 0, !select.joins.empty()),
        repeats_(has_repeated_rows(select.joins)) {
    unsigned column = static_cast<unsigned>(select.entity->columns.size());
    const bool has_several = count_collections(select.joins) > 1;
    nodes_.reserve(select.joins.size());
    for (const Join& join : select.joins) {
      const EntityMapping& target = *join.relationship->target;
      // Several objects of the result may have the same parent.
      const bool may_repeat = has_several || join.parent != Join::kRoot;
      nodes_.push_back({.join = &join,
                        .reader = {context.objects, target, column,
                                   may_repeat || join.relationship->to_many == nullptr},
                        .may_repeat = may_repeat,
                        .met = {}});
      column += static_cast<unsigned>(target.columns.size());
    }
  }

  // The object that the row is about, when it is met for the first time; otherwise null.
  Object* read(db::Statement& row) {
    Object* root = root_.read(row);
    for (Node& node : nodes_) read_node(node, row, root);
    if (!repeats_) return root;
    if (root == last_root_ || ObjectAccess::has(*root, ObjectAccess::kSeen)) return nullptr;
    last_root_ = root;
    ObjectAccess::add(*root, ObjectAccess::kSeen);
    seen_.push_back(root);
    return root;
  }

  void finish() { lists_.finish(); }

  ~RowLinker() {
    for (Object* object : seen_) ObjectAccess::drop(*object, ObjectAccess::kSeen);
  }

 private:
  void read_node(Node& node, db::Statement& row, Object* root) {
    const RelationshipMapping& relationship = *node.join->relationship;
    Object* owner = node.join->parent == Join::kRoot ? root : nodes_[node.join->parent].object;
    Object* before = node.object;
    node.object = owner == nullptr ? nullptr : node.reader.read(row);
    const bool is_same_owner = owner == node.owner;
    node.owner = owner;
    if (owner == nullptr) return;
    if (relationship.to_many == nullptr) {
      if (!has_set_key(*owner, relationship)) fill_to_one(*owner, relationship, node.object);
      return;
    }
    if (!is_same_owner) lists_.begin(*owner, relationship);
    if (node.object == nullptr) return;
    if (node.may_repeat && ((is_same_owner && node.object == before) || !is_first(node))) return;
    lists_.add(*owner, relationship, *node.object);
  }

  static bool is_first(Node& node) {
    std::string pair(reinterpret_cast<const char*>(&node.owner), sizeof(Object*));
    pair.append(reinterpret_cast<const char*>(&node.object), sizeof(Object*));
    return node.met.insert(std::move(pair)).second;
  }

  ListFill lists_;
  EntityReader root_;
  std::vector<Node> nodes_;
  // Several rows may be about one object.
  bool repeats_;
  Object* last_root_ = nullptr;
  std::vector<Object*> seen_;
};

}  // namespace

void load_objects(Context& context, const detail::QuerySpec& spec, void* result,
                  detail::TakeObject take) {
  const sql::Select select = select_of(spec, false);
  const Parameters parameters = parameters_of(spec);
  const db::StatementLease statement = db::acquire(context.connection, sql::shape_of(select),
                                                   [&] { return sql::select_text(select); });
  context.connection.executed(statement->sql(), 1, 1);
  statement->bind({parameters.data(), parameters.size()});
  RowLinker rows(context, select);
  while (statement->step()) {
    if (Object* object = rows.read(*statement)) take(result, *object);
  }
  rows.finish();
}

std::int64_t count_objects(Context& context, const detail::QuerySpec& spec) {
  const sql::Select select = select_of(spec, true);
  const Parameters parameters = parameters_of(spec);
  const db::StatementLease statement = db::acquire(context.connection, sql::shape_of(select),
                                                   [&] { return sql::select_text(select); });
  context.connection.executed(statement->sql(), 1, 1);
  statement->bind({parameters.data(), parameters.size()});
  statement->step();
  ValueView count;
  statement->read(0, {&count, 1});
  return count.integer;
}

}  // namespace orm::load
