#include "damaged.h"

#include <algorithm>
#include <exception>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "hostile.orm.hpp"
#include "orm/orm.h"
#include "plain_connection.h"

namespace hostile {

namespace {

constexpr std::size_t page_size = 512;

constexpr const char* filling = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO holders (id, name) SELECT i, 'holder ' || i FROM n;
INSERT INTO boxes SELECT id FROM holders;
INSERT INTO labels SELECT id FROM holders WHERE id < 9;
INSERT INTO things (id, holder_id, box_id, flag, small, medium, big, single, real, text, brief,
  data, day, at, moment, token, price, ratio, grade, level, maybe)
SELECT id, 1 + id % 7, id, id % 2, id, id * 1000, id * 10000000000, id / 4.0, id / 3.0,
  printf('%.*c', id * 9, 't'), 'b' || id, CAST(printf('%.*c', id * 7, 'd') AS BLOB), '2024-02-29', '12:00:00',
  '2024-02-29 12:00:00', CAST(printf('%016d', id) AS BLOB), id + 0.25, '0.5', 'merit', 9, NULL FROM holders;
INSERT INTO notes (id, thing_id, text) SELECT id, id, 'note ' || id FROM holders;
INSERT INTO label_thing SELECT l.id, t.id FROM labels l, things t WHERE (l.id + t.id) % 3 = 0;
INSERT INTO places (code, name) SELECT 'code ' || id, 'name ' || id FROM holders;
INSERT INTO visits SELECT 'code ' || (1 + id % 9), id, 'visit' FROM holders;
)";

using Lines = std::vector<std::string>;

std::string number(std::int64_t value) { return std::to_string(value); }

template <class T>
std::string number(const std::optional<T>& value) {
  return value.has_value() ? number(*value) : "NULL";
}

std::string without_bars(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string line_of(const Thing& thing) {
  return number(thing.id()) + "|" + number(thing.holder_id()) + "|" + number(thing.big()) + "|" +
         without_bars(thing.text()) + "|" + without_bars(thing.brief()) + "|" +
         orm::to_string(thing.day()) + "|" +
         number(thing.data().has_value() ? static_cast<std::int64_t>(thing.data()->size()) : -1);
}

constexpr const char* things_sql =
    "SELECT id, holder_id, big, replace(text, '|', '/'), replace(brief, '|', '/'), day, "
    "coalesce(length(data), -1), flag, small, medium, "
    "single, real, data, at, moment, token, price, ratio, grade, level, maybe, box_id FROM things";

// The lines of things that SQLite reads, by their keys; nothing where it refuses.
std::optional<std::map<std::string, Lines>> plain_things(const std::string& file) {
  try {
    std::map<std::string, Lines> things;
    for (const std::string& row : orm_test::PlainConnection(file).rows_as_written(things_sql)) {
      std::size_t end = 0;
      for (int cells = 0; cells < 7; ++cells) end = row.find('|', end + 1);
      things[row.substr(0, row.find('|'))].push_back(row.substr(0, end));
    }
    return things;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

using Reading = std::function<Lines(orm::Session&)>;

template <class Range>
void append_lines(Lines& lines, const Range& things) {
  for (const Thing& thing : things) lines.push_back(line_of(thing));
}

template <class Option>
Lines of_holders(orm::Session& session, const Option& option) {
  Lines lines;
  for (const auto& holder : session.query<Holder>().options(option).all()) {
    append_lines(lines, holder->things());
  }
  return lines;
}

template <class Option>
Lines of_labels(orm::Session& session, const Option& option) {
  Lines lines;
  for (const auto& label : session.query<Label>().options(option).all()) {
    append_lines(lines, label->things());
  }
  return lines;
}

template <class Option>
Lines of_notes(orm::Session& session, const Option& option) {
  Lines lines;
  for (const auto& note : session.query<Note>().options(option).all()) {
    if (const auto thing = note->thing()) lines.push_back(line_of(*thing));
  }
  return lines;
}

const std::vector<Reading>& readings() {
  static const std::vector<Reading> all{
      [](orm::Session& s) {
        Lines lines;
        for (const auto& thing : s.query<Thing>().all()) lines.push_back(line_of(*thing));
        return lines;
      },
      [](orm::Session& s) {
        Lines lines;
        for (const Thing& thing : s.query<Thing>().stream(7)) lines.push_back(line_of(thing));
        return lines;
      },
      [](orm::Session& s) {
        Lines lines;
        for (int key = 1; key <= 40; ++key) {
          if (const auto thing = s.get<Thing>(key)) lines.push_back(line_of(*thing));
        }
        return lines;
      },
      [](orm::Session& s) { return of_holders(s, orm::lazyload(Holder::fields.things)); },
      [](orm::Session& s) { return of_holders(s, orm::adaptiveload(Holder::fields.things)); },
      [](orm::Session& s) { return of_holders(s, orm::joinedload(Holder::fields.things)); },
      [](orm::Session& s) { return of_holders(s, orm::selectinload(Holder::fields.things)); },
      [](orm::Session& s) { return of_labels(s, orm::joinedload(Label::fields.things)); },
      [](orm::Session& s) { return of_labels(s, orm::selectinload(Label::fields.things)); },
      [](orm::Session& s) { return of_notes(s, orm::lazyload(Note::fields.thing)); },
      [](orm::Session& s) { return of_notes(s, orm::joinedload(Note::fields.thing)); },
      [](orm::Session& s) { return of_notes(s, orm::selectinload(Note::fields.thing)); },
  };
  return all;
}

// What reads values, and what writes: only how it ends is looked at.
const std::vector<std::function<void(orm::Session&)>>& other_uses() {
  static const std::vector<std::function<void(orm::Session&)>> all{
      [](orm::Session& s) {
        (void)s.query<Thing>().select(Thing::fields.moment, Thing::fields.price).all();
      },
      [](orm::Session& s) { (void)s.query<Place>().order_by(Place::fields.code).all(); },
      [](orm::Session& s) {
        (void)s.query<Place>().options(orm::selectinload(Place::fields.visits)).all();
      },
      [](orm::Session& s) {
        for (const auto& thing : s.query<Thing>().limit(5).all()) thing->set_text("changed");
        s.create<Note>({.thing_id = 1});
        s.commit();
      },
      [](orm::Session& s) {
        for (const auto& place : s.query<Place>().limit(5).all()) s.remove(place);
        s.commit();
      },
      [](orm::Session& s) {
        (void)s.query<Thing>().update({orm::set(Thing::fields.big, 1)},
                                      orm::returning(Thing::fields));
        s.commit();
      },
  };
  return all;
}

Endings ended;

// Runs it; what it says when it ends as nothing should.
std::string complaint(const std::string& what, const std::function<void()>& run) {
  try {
    run();
    ++ended.right;
  } catch (const orm::Error&) {
    ++ended.refused;
  } catch (const std::exception& error) {
    return what + ": " + error.what() + "\n";
  }
  return {};
}

void require_known(const Lines& lines, const std::optional<std::map<std::string, Lines>>& plain) {
  if (!plain.has_value()) return;
  for (const std::string& line : lines) {
    const auto found = plain->find(line.substr(0, line.find('|')));
    if (found == plain->end() ||
        std::count(found->second.begin(), found->second.end(), line) == 0) {
      throw std::logic_error("it has read what is not there: " + line);
    }
  }
}

}  // namespace

std::string content_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_content(const std::string& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

std::string sound_database(const std::string& file) {
  orm_test::PlainConnection(file).execute("PRAGMA page_size = 512; PRAGMA user_version = 1");
  orm::Engine engine = orm::create_engine("sqlite:///" + file);
  hostile::create_all(engine);
  orm_test::PlainConnection(file).execute(filling);
  return content_of(file);
}

std::string damaged(std::string content, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  const std::size_t pages = content.size() / page_size;
  switch (seed % 5) {
    case 0:
      for (std::size_t i = 1 + below(20); i > 0; --i) {
        content[below(content.size())] = static_cast<char>(random());
      }
      break;
    case 1:
      // How many cells a page has and where they are; of the first page, what the file is.
      for (std::size_t i = 1 + below(8); i > 0; --i) {
        content[below(pages) * page_size + below(40)] = static_cast<char>(random());
      }
      break;
    case 2:
      for (std::size_t i = 1 + below(3); i > 0; --i) {
        const auto from = static_cast<std::ptrdiff_t>((1 + below(pages - 1)) * page_size);
        const auto to = static_cast<std::ptrdiff_t>((1 + below(pages - 1)) * page_size);
        std::copy_n(content.begin() + from, page_size, content.begin() + to);
      }
      break;
    case 3:
      content.resize(below(content.size()));
      break;
    default:
      std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(below(pages) * page_size),
                  page_size, static_cast<char>(random()));
  }
  return content;
}

std::string complaint_about(const std::string& file) {
  const auto plain = plain_things(file);
  std::string text;
  std::optional<orm::Engine> engine;
  text += complaint("create_engine", [&] {
    engine = orm::create_engine("sqlite:///" + file, {.warn = [](std::string_view) {},
                                                      .synchronous = orm::Synchronous::Off});
  });
  if (!engine.has_value()) return text;
  for (std::size_t i = 0; i < readings().size(); ++i) {
    text += complaint("reading " + std::to_string(i), [&] {
      orm::Session session(*engine);
      require_known(readings()[i](session), plain);
    });
  }
  text += complaint("verify", [&] { (void)engine->verify(hostile::registry()); });
  for (std::size_t i = 0; i < other_uses().size(); ++i) {
    text += complaint("use " + std::to_string(i), [&] {
      orm::Session session(*engine);
      other_uses()[i](session);
    });
  }
  return text + complaint("create_all", [&] { hostile::create_all(*engine); });
}

const Endings& endings() { return ended; }

}  // namespace hostile
