#include "model/print.h"

#include <gtest/gtest.h>

namespace ormgen::model {
namespace {

TEST(Print, LeavesOutWhatIsTheDefault) {
  Model model;
  File& file = model.files.emplace_back();
  file.display_path = "a.orm";
  file.namespace_path = {"app", "blog"};
  file.entities = {{0}};
  Entity& entity = model.entities.emplace_back();
  entity.name = entity.cpp_name = "User";
  entity.table_name = "users";
  Column& id = entity.columns.emplace_back();
  id.name = id.cpp_name = id.column_name = "id";
  Column& word = entity.columns.emplace_back();
  word.name = "class";
  word.cpp_name = "class_";
  word.column_name = "the class";
  word.type = ScalarType::String;
  word.length = 8;
  word.is_nullable = true;
  word.default_value = "a\n\"b\"";
  entity.primary_key = {0};
  model.create_order = {EntityId{0}};
  EXPECT_EQ(print(model), R"(file a.orm namespace app.blog
  entity User table users
    column id: int64
    column class as class_ column "the class": string(8)? = "a\n\"b\""
    primary key (id)
create users
)");
}

TEST(Print, TellsADoubleFromAnInteger) {
  Model model;
  model.files.emplace_back().entities = {{0}};
  Entity& entity = model.entities.emplace_back();
  entity.columns.emplace_back().default_value = 3.0;
  entity.columns.emplace_back().default_value = std::int64_t{3};
  EXPECT_NE(print(model).find("= 3.0\n"), std::string::npos);
  EXPECT_NE(print(model).find("= 3\n"), std::string::npos);
}

}  // namespace
}  // namespace ormgen::model
