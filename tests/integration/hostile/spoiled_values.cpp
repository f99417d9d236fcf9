#include "spoiled_values.h"

#include "plain_connection.h"

namespace hostile {

namespace {

constexpr auto& of_thing = Thing::fields;

auto row_seven(orm::Session& session) { return session.query<Thing>().filter(of_thing.id == 7); }

// Ways that read the column beside others, and alone.
template <class Field>
std::vector<RowWay> row_ways(const Field& field) {
  return {
      {"rows of columns",
       [&field](orm::Session& session) {
         const auto rows = row_seven(session).select(of_thing.id, field, of_thing.holder_id).all();
         return shown(std::get<1>(rows.at(0)));
       }},
      {"a single value",
       [&field](orm::Session& session) {
         return shown(row_seven(session).select(field).scalar());
       }},
      {"the first row",
       [&field](orm::Session& session) { return shown(row_seven(session).select(field).first()); }},
      {"a stream of rows",
       [&field](orm::Session& session) {
         std::string text;
         for (const auto& value : row_seven(session).select(field).stream()) text = shown(value);
         return text;
       }},
      {"values of joined rows",
       [&field](orm::Session& session) {
         const auto rows = session.query<Holder>()
                               .join(Holder::fields.things)
                               .filter(of_thing.id == 7)
                               .select(Holder::fields.name, field)
                               .all();
         return shown(std::get<1>(rows.at(0)));
       }},
      {"what an update returns",
       [&field](orm::Session& session) {
         const auto savepoint = session.begin_nested();
         const auto rows =
             row_seven(session).update({orm::set(of_thing.holder_id, 1)}, orm::returning(field));
         return shown(rows.at(0));
       }},
      {"what a removal returns",
       [&field](orm::Session& session) {
         const auto savepoint = session.begin_nested();
         return shown(row_seven(session).remove(orm::returning(field)).at(0));
       }},
  };
}

template <auto Get>
std::string of_object(const Thing& thing) {
  return shown((thing.*Get)());
}

template <auto Get, class Field>
ColumnCase column_case(const char* name, const Field& field, std::vector<Stored> values) {
  return {name, std::move(values), &of_object<Get>, row_ways(field)};
}

// What no column of numbers takes.
std::vector<Stored> numbers(std::vector<Stored> values) {
  for (const char* sql : {"NULL", "''", "'many'", "'12'", "'1.5'", "x'01'", "x''",
                          "printf('%.*c', 100000, '9')", "CAST(x'ff' AS TEXT)"}) {
    values.push_back({sql});
  }
  return values;
}

std::vector<Stored> whole_numbers(std::vector<Stored> values) {
  for (const char* sql : {"1.5", "-0.5", "1e300", "9e999", "-9e999"}) values.push_back({sql});
  return numbers(std::move(values));
}

// What neither texts nor what is written as text takes.
std::vector<Stored> texts(std::vector<Stored> values) {
  for (const char* sql : {"NULL", "1.5", "1700000000", "x'61'", "x''", "CAST(x'ff' AS TEXT)",
                          "CAST(x'eda080' AS TEXT)", "9e999"}) {
    values.push_back({sql});
  }
  return values;
}

std::vector<Stored> with(std::vector<Stored> values, std::initializer_list<const char*> refused) {
  for (const char* sql : refused) values.push_back({sql});
  return values;
}

std::vector<ColumnCase> number_cases() {
  std::vector<ColumnCase> cases;
  cases.push_back(column_case<&Thing::flag>(
      "flag", of_thing.flag, whole_numbers({{"1", "1"}, {"0.0", "0"}, {"2"}, {"-1"}})));
  cases.push_back(column_case<&Thing::small>(
      "small", of_thing.small, whole_numbers({{"-32768", "-32768"}, {"3.0", "3"}, {"32768"}})));
  cases.push_back(column_case<&Thing::medium>(
      "medium", of_thing.medium,
      whole_numbers({{"2147483647", "2147483647"}, {"2147483648"}, {"-2147483649"}})));
  cases.push_back(column_case<&Thing::big>(
      "big", of_thing.big,
      whole_numbers({{"9223372036854775807", "9223372036854775807"}, {"9223372036854775808"}})));
  cases.push_back(column_case<&Thing::single>(
      "single", of_thing.single,
      numbers({{"0.5", "0.5"}, {"3", "3"}, {"9e999", "inf"}, {"1e300"}, {"-4e38"}})));
  cases.push_back(column_case<&Thing::real>(
      "real", of_thing.real,
      numbers({{"1e300", "1e+300"}, {"3", "3"}, {"-9e999", "-inf"}, {"9007199254740993"}})));
  cases.push_back(column_case<&Thing::price>(
      "price", of_thing.price,
      with({{"12.5", "12.50"}, {"3", "3.00"}, {"'1.5'", "1.50"}},
           {"NULL", "''", "'many'", "x'01'", "1.005", "99999.5", "1e300", "9e999",
            "9223372036854775807", "printf('%.*c', 100000, '9')"})));
  cases.push_back(column_case<&Thing::ratio>(
      "ratio", of_thing.ratio,
      with({{"'0.12345678901234567890'", "0.12345678901234567890"}, {"NULL", "nothing"}},
           {"''", "'many'", "x'01'", "'0.123456789012345678901'", "'12345678901'", "1e300", "9e999",
            "printf('%.*c', 100000, '9')", "CAST(x'ff' AS TEXT)"})));
  cases.push_back(column_case<&Thing::maybe>(
      "maybe", of_thing.maybe,
      with({{"7", "7"}, {"NULL", "nothing"}}, {"'7'", "1.5", "2147483648", "x'07'"})));
  return cases;
}

std::vector<ColumnCase> text_cases() {
  std::vector<ColumnCase> cases;
  cases.push_back(column_case<&Thing::text>(
      "text", of_thing.text, texts({{"'plain'", "plain"}, {"'na\xc3\xafve'", "na\xc3\xafve"}})));
  // What is stored is longer than the schema lets it be, and yet what is stored.
  cases.push_back(column_case<&Thing::brief>("brief", of_thing.brief,
                                             texts({{"'abc'", "abc"}, {"'abcdefg'", "abcdefg"}})));
  cases.push_back(column_case<&Thing::data>(
      "data", of_thing.data,
      with({{"x'00ff'", "00ff"}, {"NULL", "nothing"}, {"'ab'", "6162"}, {"x''", ""}},
           {"1", "1.5"})));
  cases.push_back(column_case<&Thing::day>(
      "day", of_thing.day,
      with(texts({{"'2024-02-29'", "2024-02-29"}}),
           {"''", "'soon'", "'2023-02-29'", "'2024-13-01'", "'2024-1-1'", "'29.02.2024'",
            "2460310.5", "'-001-01-01'", "printf('%.*c', 100000, '9')"})));
  cases.push_back(
      column_case<&Thing::at>("at", of_thing.at,
                              with({{"'23:59:59.5'", "23:59:59.500000"}, {"NULL", "nothing"}},
                                   {"''", "'noon'", "'24:00:00'", "'12:60:00'", "'12:00:00.'",
                                    "'12:00:00.1234567'", "43200", "0.5", "x'00'"})));
  cases.push_back(
      column_case<&Thing::moment>("moment", of_thing.moment,
                                  with(texts({{"'2024-02-29 12:00:00'", "2024-02-29 12:00:00"}}),
                                       {"''", "'now'", "'2024-02-30 12:00:00'",
                                        "'2024-02-29 25:00:00'", "'2024-02-29 12:00:00+02:00'"})));
  cases.push_back(column_case<&Thing::token>(
      "token", of_thing.token,
      with({{"x'00112233445566778899aabbccddeeff'", "00112233-4455-6677-8899-aabbccddeeff"}},
           {"NULL", "1", "1.5", "''", "'none'", "x''", "x'00'",
            "x'00112233445566778899aabbccddeeff00'"})));
  cases.push_back(column_case<&Thing::grade>(
      "grade", of_thing.grade,
      with(texts({{"'merit'", "2"}}), {"''", "'MERIT'", "'merit '", "0", "'best'"})));
  cases.push_back(column_case<&Thing::level>("level", of_thing.level,
                                             whole_numbers({{"9", "9"}, {"0"}, {"2"}, {"-1"}})));
  return cases;
}

orm::Ptr<Thing> seven_of(const auto& things) {
  for (const Thing& thing : things) {
    if (thing.id() == 7) return orm::Ptr<Thing>(const_cast<Thing&>(thing));
  }
  return nullptr;
}

orm::Ptr<Thing> seven_in(const std::vector<orm::Ptr<Thing>>& things) {
  for (const orm::Ptr<Thing>& thing : things) {
    if (thing->id() == 7) return thing;
  }
  return nullptr;
}

void load_all(orm::Session& session) { (void)session.query<Thing>().all(); }

orm::Ptr<Thing> of_holder(orm::Session& session, const auto& option) {
  const auto holders = session.query<Holder>().options(option).order_by(Holder::fields.id).all();
  return seven_of(holders.at(0)->things());
}

std::vector<ObjectWay> query_ways() {
  return {
      {"get", [](orm::Session& s) { return s.get<Thing>(7); }},
      {"get by name", [](orm::Session& s) { return s.get_one<Thing>(of_thing.id == 7); }},
      {"all", [](orm::Session& s) { return seven_in(s.query<Thing>().all()); }},
      {"one", [](orm::Session& s) { return row_seven(s).one(); }},
      {"first", [](orm::Session& s) { return row_seven(s).first(); }},
      {"a stream",
       [](orm::Session& s) {
         orm::Ptr<Thing> found;
         for (Thing& thing : s.query<Thing>().stream(1)) {
           if (thing.id() == 7) found = thing;
         }
         return found;
       }},
      {"objects of rows",
       [](orm::Session& s) {
         const auto rows = row_seven(s).select(of_thing.id, Thing::fields).all();
         return std::get<1>(rows.at(0));
       }},
      {"objects of outer joined rows",
       [](orm::Session& s) {
         const auto rows = s.query<Holder>()
                               .outerjoin(Holder::fields.things)
                               .filter(of_thing.id == 7)
                               .select(Holder::fields, Thing::fields)
                               .all();
         return orm::Ptr<Thing>(std::get<1>(rows.at(0)));
       }},
      {"SQL of the program",
       [](orm::Session& s) {
         return s.query<Thing>().from_text(orm::text("SELECT * FROM things WHERE id = 7")).one();
       }},
      {"a common table expression",
       [](orm::Session& s) { return s.query(orm::cte("t", row_seven(s))).one(); }},
      {"a query that populates",
       [](orm::Session& s) { return row_seven(s).populate_existing().one(); }, load_all},
      {"what an update returns",
       [](orm::Session& s) {
         const auto savepoint = s.begin_nested();
         return row_seven(s)
             .update({orm::set(of_thing.holder_id, 1)}, orm::returning(Thing::fields))
             .at(0);
       }},
  };
}

std::vector<ObjectWay> relationship_ways() {
  return {
      {"a lazy list",
       [](orm::Session& s) { return of_holder(s, orm::lazyload(Holder::fields.things)); }},
      {"an adaptive list",
       [](orm::Session& s) {
         // The second miss reads the lists of two holders, the third one's and the first one's.
         const auto holders = s.query<Holder>().order_by(Holder::fields.id).all();
         (void)holders.at(1)->things().size();
         (void)holders.at(2)->things().size();
         return seven_of(holders.at(0)->things());
       }},
      {"a joined list",
       [](orm::Session& s) { return of_holder(s, orm::joinedload(Holder::fields.things)); }},
      {"a selectin list",
       [](orm::Session& s) { return of_holder(s, orm::selectinload(Holder::fields.things)); }},
      {"an immediate list",
       [](orm::Session& s) { return of_holder(s, orm::immediateload(Holder::fields.things)); }},
      {"a list of links", [](orm::Session& s) { return seven_of(s.get_one<Label>(1)->things()); }},
      {"a joined list of links",
       [](orm::Session& s) {
         return seven_of(
             s.query<Label>().options(orm::joinedload(Label::fields.things)).one()->things());
       }},
      {"a selectin list of links",
       [](orm::Session& s) {
         return seven_of(
             s.query<Label>().options(orm::selectinload(Label::fields.things)).one()->things());
       }},
      {"a lazy parent", [](orm::Session& s) { return s.get_one<Note>(1)->thing(); }},
      {"a joined parent",
       [](orm::Session& s) {
         return s.query<Note>().options(orm::joinedload(Note::fields.thing)).one()->thing();
       }},
      {"a selectin parent",
       [](orm::Session& s) {
         return s.query<Note>().options(orm::selectinload(Note::fields.thing)).one()->thing();
       }},
      {"the other one of two", [](orm::Session& s) { return s.get_one<Box>(1)->thing(); }},
      {"the other one of two, joined",
       [](orm::Session& s) {
         return s.query<Box>().options(orm::joinedload(Box::fields.thing)).one()->thing();
       }},
  };
}

// Only its key has been read.
orm::Ptr<Thing> in_part(orm::Session& session) {
  return row_seven(session).options(orm::load_only(of_thing.id)).one();
}

std::vector<ObjectWay> again_ways() {
  return {
      {"what has expired", [](orm::Session& s) { return s.get<Thing>(7); }, load_all},
      {"a first use after a commit",
       [](orm::Session& s) {
         auto things = s.query<Note>().one()->thing();
         s.expire(things);
         (void)things->holder_id();
         return things;
       },
       [](orm::Session& s) { (void)s.query<Note>().one()->thing(); }},
      {"refresh",
       [](orm::Session& s) {
         const auto thing = in_part(s);
         s.refresh(thing);
         return thing;
       },
       load_all},
      {"columns left out", &in_part},
      {"merge",
       [](orm::Session& s) {
         const auto thing = in_part(s);
         s.expunge(thing);
         return s.merge(thing);
       }},
  };
}

}  // namespace

std::string shown(bool value) { return value ? "1" : "0"; }
std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(double value) { return orm_test::number_text(value); }
std::string shown(float value) { return orm_test::number_text(value); }
std::string shown(const std::string& value) { return value; }
std::string shown(const std::vector<std::byte>& value) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : value) {
    text += digits[std::to_integer<unsigned>(byte) >> 4];
    text += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}
std::string shown(const orm::Date& value) { return orm::to_string(value); }
std::string shown(const orm::Time& value) { return orm::to_string(value); }
std::string shown(const orm::DateTime& value) { return orm::to_string(value); }
std::string shown(const orm::Uuid& value) { return orm::to_string(value); }
std::string shown(const orm::Decimal& value) { return orm::to_string(value); }

const std::vector<ColumnCase>& column_cases() {
  static const std::vector<ColumnCase> cases = [] {
    std::vector<ColumnCase> all = number_cases();
    for (ColumnCase& each : text_cases()) all.push_back(std::move(each));
    return all;
  }();
  return cases;
}

const std::vector<ObjectWay>& object_ways() {
  static const std::vector<ObjectWay> ways = [] {
    std::vector<ObjectWay> all = query_ways();
    for (const auto& some : {relationship_ways(), again_ways()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return ways;
}

}  // namespace hostile
