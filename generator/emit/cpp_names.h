#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/model.h"

namespace ormgen::emitting {

// `app::blog`
std::string namespace_of(const model::File& file);

// What stands before a name of the file's namespace in all others: `a::b::`, or `::a::b::` where
// something else could be found under the first name.
std::string scope_of(const model::Model& model, const model::File& file);

// A name of file `there` as code in the namespace of file `here` writes it.
std::string name_from(const model::Model& model, model::FileId here, model::FileId there,
                      const std::string& name);
// A class of the user, as code in the namespace of file `here` writes it.
std::string own_class_from(const model::Model& model, model::FileId here,
                           const model::CppClass& own_class);
// The class of an entity's objects, as code in the namespace of file `here` writes it.
std::string class_from(const model::Model& model, model::FileId here, model::EntityId entity);
std::string class_of_objects(const model::Model& model, const model::Entity& entity);
// The class that has its description: the generated one.
std::string described_from(const model::Model& model, model::FileId here, model::EntityId entity);
// `class Author;` with the namespace it belongs into.
struct ClassDeclaration {
  std::string name_space;
  std::string text;
};
// `namespace NAME {...}` around lines, with a blank line behind it.
std::string in_namespace(const std::string& name, const std::string& lines);
ClassDeclaration declaration_of(const model::Model& model, const model::Entity& entity);

// `app::blog::Author`, as messages name it.
std::string qualified_name(const model::Model& model, const model::Entity& entity);

// `std::int64_t`, the type that the value is stored as.
std::string base_type(const model::Model& model, model::FileId here, const model::Column& column);
// The same, or the user's class, as code in the namespace of file `here` writes it; without the
// optional of a nullable column.
std::string value_type(const model::Model& model, model::FileId here, const model::Column& column);
// `std::optional<std::int64_t>`
std::string column_type(const model::Model& model, model::FileId here, const model::Column& column);
// The enum of a column that has one.
std::string enum_from(const model::Model& model, model::FileId here, model::EnumId id);
// Copied rather than referred to: all but texts, bytes and classes of the user.
bool is_small(const model::ValueType& value);

// The names that the class of one entity gives to its parts. Each is made once, so that none hides
// another.
class ClassNames {
 public:
  explicit ClassNames(const model::Entity& entity);

  const std::string& column_member(model::ColumnIndex column) const {
    return column_members_[column];
  }
  const std::string& relationship_member(model::RelationshipIndex relationship) const {
    return relationship_members_[relationship];
  }
  // Where the link of a foreign key lives that no relationship of this entity goes through.
  const std::string& hidden_link(model::ForeignKeyIndex key) const { return hidden_links_[key]; }

  // A member function of orm::Object, qualified where an accessor or setter hides it.
  std::string base(std::string_view function) const;
  // `alias`, qualified where a column has that name.
  std::string alias() const;
  bool has_function(std::string_view name) const { return functions_.contains(name); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Names = std::unordered_set<std::string, Hash, std::equal_to<>>;

  std::string new_member(std::string wanted);

  Names functions_;
  Names members_;
  std::vector<std::string> column_members_;
  std::vector<std::string> relationship_members_;
  std::vector<std::string> hidden_links_;
};

}  // namespace ormgen::emitting
