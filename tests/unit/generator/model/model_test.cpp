#include "model/model.h"

#include <gmock/gmock.h>

namespace ormgen::model {
namespace {

using testing::ElementsAre;

TEST(Model, ATableIsAnEntityOrALinkTable) {
  Model model;
  model.entities.emplace_back().name = "User";
  model.link_tables.emplace_back().name = "follow";
  EXPECT_EQ(model.table(EntityId{0}).name, "User");
  EXPECT_EQ(model.table(LinkTableId{0}).name, "follow");
}

TEST(ImportedClosure, MeetsEachFileOnce) {
  Model model;
  model.files.resize(4);
  model.files[0].imports = {{1}, {2}};
  model.files[1].imports = {{3}};
  model.files[2].imports = {{3}, {0}};
  EXPECT_THAT(imported_closure(model, {0}),
              ElementsAre(FileId{0}, FileId{1}, FileId{2}, FileId{3}));
  EXPECT_THAT(imported_closure(model, {3}), ElementsAre(FileId{3}));
}

}  // namespace
}  // namespace ormgen::model
