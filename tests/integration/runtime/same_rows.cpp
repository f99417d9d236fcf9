#include "same_rows.h"

namespace operators {

namespace {

std::vector<std::byte> bytes(std::string_view text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return {data, data + text.size()};
}

}  // namespace

void SameRows::SetUp() {
  using orm::make;
  const auto main = make<Shop>({.name = "main", .town = "Wien"});
  const auto west = make<Shop>({.name = "west", .town = "Graz", .parent = main});
  const auto east = make<Shop>({.name = "east", .parent = main});
  const auto shut = make<Shop>({.name = "100%", .town = "Wien"});
  const auto red = make<Tag>({.word = "red"});
  const auto old = make<Tag>({.word = "old"});
  main->tags().append(red);
  main->tags().append(old);
  west->tags().append(old);
  store(main, west, east, shut, red, old, make<Lease>({.rent = 900, .shop = main}),
        make<Lease>({.rent = 400, .shop = east}), make<Lease>({.rent = 1}));
  store(make<Sale>({.k = 3,
                    .s = "Ada",
                    .flag = true,
                    .n = 7,
                    .r = 2.5,
                    .t = "a_c",
                    .raw = bytes("xyz"),
                    .day = orm::parse_date("2026-02-28"),
                    .at = orm::parse_date_time("2026-02-28 13:05:09.5"),
                    .clock = orm::parse_time("08:30:00"),
                    .j = R"({"n": 7, "tags": ["a", "b"], "deep": {"x": 1.5}, "t": true})",
                    .price = orm::Decimal("1.10"),
                    .shop = main}),
        make<Sale>({.k = -3,
                    .s = " eve ",
                    .flag = false,
                    .n = 0,
                    .r = -0.5,
                    .t = "abc",
                    .day = orm::parse_date("1999-12-31"),
                    .at = orm::parse_date_time("2000-01-01 00:00:00"),
                    .clock = orm::parse_time("23:59:58.25"),
                    .j = R"({"n": -1, "tags": [], "t": false})",
                    .price = orm::Decimal("2.20"),
                    .shop = main}),
        make<Sale>({.k = 0, .s = "100%", .n = -7, .r = 1e300, .t = "100%", .shop = west}),
        make<Sale>({.k = 3,
                    .s = "ada",
                    .flag = true,
                    .n = 12,
                    .r = 0.125,
                    .t = "",
                    .raw = bytes(""),
                    .day = orm::parse_date("2026-02-28"),
                    .j = R"([1, "x", null])",
                    .price = orm::Decimal("-0.30"),
                    .shop = west}),
        make<Sale>({.k = 9, .s = "Zoe", .n = 7, .t = "ABC", .shop = east}),
        make<Sale>({.k = 100, .s = "o'x", .j = "{}"}),
        make<Sale>({.k = 1, .s = "", .flag = true, .n = 1}));
  session.expunge_all();
}

}  // namespace operators
