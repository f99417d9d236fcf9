#pragma once

#include <deque>
#include <string>
#include <vector>

#include "check/check.h"
#include "model/model.h"

namespace ormgen {

// One file of a schema in memory; imports name other files of it by path.
struct SchemaText {
  std::string path;
  std::string text;
};

// A schema taken through parse and check.
class CheckedSchema {
 public:
  explicit CheckedSchema(const std::vector<SchemaText>& files);
  // A single file `t.orm`; `orm 1; namespace t;` comes before the text, on its first line.
  explicit CheckedSchema(const std::string& text);

  // "4:3: message [ORM401]" for each error, in order; the path of other files than the first stands
  // before it.
  const std::vector<std::string>& errors() const { return errors_; }
  // "[ORM401]" for each error, in order.
  std::vector<std::string> codes() const;
  // Everything there is to read: errors, labels, helps.
  const std::string& messages() const { return messages_; }

  const model::Model& model() const { return model_; }
  // By their names in the schema.
  const model::Entity& entity(const std::string& name) const;
  const model::LinkTable& link_table(const std::string& name) const;
  const model::Column& column(const std::string& entity, const std::string& name) const;
  const model::Relationship& relationship(const std::string& entity, const std::string& name) const;

 private:
  model::Model model_;
  std::vector<std::string> errors_;
  std::string messages_;
};

}  // namespace ormgen
