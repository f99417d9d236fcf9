#include "parse/foreign_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

struct Advice {
  std::string_view theirs;
  std::string_view ours;
};

constexpr auto foreign_clauses = std::to_array<Advice>({
    {"nullable", "write `?` after the type: a column without it is required"},
    {"optional", "write `?` after the type: a column without it is required"},
    {"null", "write `?` after the type: a column without it is required"},
    {"not", "remove `not null`: a column is required unless `?` follows its type"},
    {"required", "remove it: a column is required unless `?` follows its type"},
    {"default", "write `= value`, or `server_default` with SQL in backticks"},
    {"primary_key", "write `primary key`"},
    {"foreign_key", "write the key as the column's type: `owner_id: foreign key Owner.id;`"},
    {"references", "write the key as the column's type: `owner_id: foreign key Owner.id;`"},
    {"foreignkey", "write the key as the column's type: `owner_id: foreign key Owner.id;`"},
    {"ondelete", "write `on delete cascade`"},
    {"on_delete", "write `on delete cascade`"},
    {"backref", "write `back_populates` on both sides"},
    {"related_name", "write `back_populates` on both sides"},
    {"remote_side", "remove it: `T[]` and `uselist false` say which side holds the key"},
    {"primaryjoin", "say which key is meant: `foreign_keys user_id`"},
    {"secondaryjoin", "say which way is meant: `secondary follow (follower_id -> followee_id)`"},
    {"auto_increment", "remove it: a single integer primary key counts by itself"},
    {"identity", "remove it: a single integer primary key counts by itself"},
    {"unsigned", "remove it: the integers are `int16`, `int32` and `int64`"},
    {"comment", "write it above as `/// ...`"},
    {"max_length", "write the length with the type: `string(80)`"},
    {"generated", "write `computed` with SQL in backticks"},
    {"constraint", "write `unique (a, b);` or `check` as a member of its own"},
    {"cascade_delete", "write `cascade all, delete-orphan`"},
});

constexpr auto attributes = std::to_array<Advice>({
    {"id", "write `primary key` behind the type of the column"},
    {"unique", "write `unique` behind the type of the column"},
    {"default", "write `= value` behind the type of the column"},
    {"relation",
     "write `relationship NAME: ENTITY;`, with `foreign_keys` where there are several keys"},
    {"map",
     "write `column \"NAME\"` behind the type of the column, `table \"NAME\"` behind that of an "
     "entity"},
    {"updatedAt", "write `= now() onupdate now()` behind the type of the column"},
});

constexpr auto functions = std::to_array<Advice>({
    {"autoincrement", "remove the default: a single integer primary key counts by itself"},
    {"cuid", "write `= uuid7()`, for a column of type `uuid`"},
    {"ulid", "write `= uuid7()`, for a column of type `uuid`"},
    {"nanoid", "write `= uuid7()`, for a column of type `uuid`"},
    {"dbgenerated", "write `server_default` with SQL in backticks"},
    {"current_timestamp", "write `= now()`"},
    {"current_date", "write `= today()`"},
    {"utcnow", "write `= now()`"},
});

constexpr auto blocks = std::to_array<Advice>({
    {"datasource", "remove it: the program says which database it opens"},
    {"generator", "remove it: `ormgen generate` and CMake say what is written"},
});

bool is_same(char a, char b) { return to_lower(a) == to_lower(b); }

// Case does not count.
std::string_view find(std::span<const Advice> advices, std::string_view word) {
  const auto found = std::find_if(advices.begin(), advices.end(), [word](const Advice& advice) {
    return std::equal(word.begin(), word.end(), advice.theirs.begin(), advice.theirs.end(),
                      is_same);
  });
  return found == advices.end() ? std::string_view() : found->ours;
}

}  // namespace

std::string_view advice_for_foreign_word(std::string_view word) {
  return find(foreign_clauses, word);
}

std::string_view advice_for_foreign_attribute(std::string_view name) {
  return find(attributes, name);
}

std::string_view advice_for_foreign_function(std::string_view name) {
  return find(functions, name);
}

std::string_view advice_for_foreign_block(std::string_view word) { return find(blocks, word); }

}  // namespace ormgen::parse_detail
