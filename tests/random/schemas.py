"""Makes valid schemas at random, each the same for the same seed, and a program that uses one.

The program stores a row of each entity with its links, and compares what another session reads.
"""

import random

# (type, value in C++). The first ones can be keys.
KEYS = [
    ("int64", "std::int64_t{{{n}}}"),
    ("int32", "std::int32_t{{{n}}}"),
    ("int16", "std::int16_t{{{n}}}"),
    ("string(40)", 'std::string("key {n}")'),
    ("uuid", 'orm::Uuid("2c5ea4c0-4067-11e9-8bad-{n:012x}")'),
    ("date", 'orm::parse_date("2026-01-{d:02d}")'),
]
TYPES = KEYS + [
    ("bool", "true"),
    ("float32", "{n}.5F"),
    ("float64", "-{n}.25"),
    ("decimal(12, 2)", 'orm::Decimal("{n}.50")'),
    ("string", 'std::string("gr\\u00fcn \\"{n}\\"")'),
    ("text", 'std::string("line {n}\\nnext")'),
    ("bytes", "std::vector<std::byte>{{std::byte{{0}}, std::byte{{{d}}}}}"),
    ("time", 'orm::parse_time("18:30:{d:02d}.25")'),
    ("datetime", 'orm::parse_date_time("1969-12-31 23:59:{d:02d}")'),
    ("json", 'std::string("[1, {n}]")'),
    ("Color", "Color::green"),
    ("Level", "Level::high"),
]
# What every schema has for its columns to use.
DECLARATIONS = """
enum Color { red; green; class = "klass"; }

enum Level : int16 { low = 1; high = 7; }

mixin Stamped {
  stamp: datetime = now() onupdate now();
  origin: string = "here" index;
}
"""
CLAUSES = {
    "int32": ["= 7", "check `1 = 1`", "deferred", "index", '= 0 renamed from "old"',
              "server_default `41 + 1`"],
    "string": ['= "it\'s"', 'collate "NOCASE"', "deferred", "unique", '= "" deprecated "x"'],
    "datetime": ["= now()", "= now() onupdate now()", "index"],
    "uuid": ["= uuid7()", "= uuid4() unique"],
    "bool": ["= true", "= false"],
    "text": ['= ""', "deferred"],
    "Color": ["= red", "= class index"],
    "Level": ["= low"],
}
# Words of SQL, of C++, of the language, of the runtime, and others that look like trouble.
ODD = ["select", "order", "group", "where", "index", "class", "delete", "operator", "new", "int",
       "entity", "relationship", "primary", "key", "cascade", "on", "x", "_1", "aB", "A", "value",
       "row", "session", "std", "object", "mapping", "this_", "fields", "a_very_long_name_of_" + "x" * 50]
# Those of ODD that are words of C++, or members that each class has.
TAKEN = {"class", "delete", "operator", "new", "int", "mapping", "fields"}


def cpp(name):
    return name + "_" if name in TAKEN else name


class Column:
    def __init__(self, name, type_, value, tail="", optional=False):
        self.name, self.type, self.value, self.tail = name, type_, value, tail
        self.optional = optional


class Entity:
    def __init__(self, name, number):
        self.name, self.number = name, number
        self.columns, self.key, self.lines = [], [], []
        # (name of the relationship, target): objects it leads to; and lists with their size.
        self.links, self.lists = [], []
        # (name of the relationship, target or nothing): what sees the same as another one.
        self.views = []
        # Of relationships that stay empty.
        self.empty = []
        # (getter, value) of what the database or the session makes.
        self.made = []
        self.header = ""
        self.names = set()

    def unused(self, name):
        while cpp(name).lower() in self.names:
            name += "x"
        self.names.add(cpp(name).lower())
        return name

    def value(self, form):
        return form.format(n=self.number + 1, d=self.number % 28 + 1)


class Schema:
    def __init__(self, seed, entities):
        self.random = random.Random(seed)
        self.name = f"random_{seed}"
        self.entities, self.tables = [], []
        self.style = self.random.choice(
            ["", " tables snake", " tables plural_snake columns snake", " columns snake"])
        for number in range(entities):
            self.add_entity(number)
        for entity in self.entities:
            for _ in range(self.random.randint(0, 2)):
                self.relate(entity)

    def pick(self, choices):
        return self.random.choice(choices)

    def add_entity(self, number):
        odd = ["Order", "Group", "Select", "User", "Table", "Index", "Entity", "Session_"]
        name = odd[number] if number < len(odd) and self.random.random() < 0.3 else f"E{number}"
        entity = Entity(name, number)
        self.entities.append(entity)
        self.add_key(entity)
        if self.random.random() < 0.3:
            entity.header = " with Stamped"
            entity.names |= {"stamp", "origin"}
            entity.made.append(("origin", 'std::string("here")'))
        for _ in range(self.random.randint(1, 6)):
            self.add_column(entity)
        if self.random.random() < 0.3:
            self.add_made_column(entity)

    def add_key(self, entity):
        kind = self.random.random()
        if kind < 0.5:
            entity.key = [Column(entity.unused("id"), self.pick(["int64", "int32", "int16"]), None,
                                 self.pick(["", "", " autoincrement strict"]))]
        else:
            count = 1 if kind < 0.7 else self.random.randint(2, 3)
            for part in range(count):
                type_, form = self.pick(KEYS)
                entity.key.append(
                    Column(entity.unused(f"k{part}"), type_, entity.value(form)))

    def add_column(self, entity):
        name = entity.unused(self.pick(ODD) if self.random.random() < 0.5 else
                             f"c{len(entity.columns)}")
        type_, form = self.pick(TYPES)
        tail = self.pick(CLAUSES.get(type_, [""]) + [""])
        optional = not tail and self.random.random() < 0.3
        entity.columns.append(Column(name, type_, entity.value(form), tail, optional))
        if "index" not in tail and self.random.random() < 0.1:
            entity.lines.append(f"  index ({name} desc);")

    def add_made_column(self, entity):
        column, value = self.pick([("int64 version_id", "1"), ("int32 computed `40 + 2`", "42"),
                                   ("string computed `'a' || 'b'` persisted", 'std::string("ab")'),
                                   ("int64 server_default `6 * 7`", "42")])
        name = entity.unused("made")
        entity.lines.append(f"  {name}: {column};")
        entity.made.append((name, value))

    def relate(self, entity):
        target = self.pick(self.entities)
        kinds = [self.many_to_one, self.many_to_one, self.one_to_one, self.many_to_many]
        kind = self.tree if target is entity else self.pick(kinds)
        if target is entity and self.random.random() < 0.5:
            kind = self.many_to_many
        kind(entity, target)

    def add_foreign_key(self, entity, target, stem, tail, question):
        """The key's columns, for `foreign_keys`."""
        columns = [entity.unused(f"{stem}_{part.name}") for part in target.key]
        if len(columns) == 1:
            entity.lines.append(f"  {columns[0]}: foreign key {target.name}."
                                f"{target.key[0].name}{question}{tail};")
            return columns
        for column, part in zip(columns, target.key):
            entity.lines.append(f"  {column}: {part.type}{question};")
        entity.lines.append(
            f"  foreign key ({', '.join(columns)}) references {target.name} "
            f"({', '.join(part.name for part in target.key)}){tail.replace(' unique', '')};")
        if " unique" in tail:
            entity.lines.append(f"  unique ({', '.join(columns)});")
        return columns

    def link(self, entity, target, unique):
        """A key from an entity to one made before it; to a later one it is left empty."""
        is_set = target.number < entity.number
        question = "" if is_set and self.random.random() < 0.5 else "?"
        stem = entity.unused(f"r{len(entity.links) + len(entity.empty)}")
        action = self.pick(["", " on delete cascade"] + [" on delete set null"] * bool(question))
        tail = (" unique" if unique else "") + action
        columns = self.add_foreign_key(entity, target, stem, tail, question)
        back = target.unused(f"b{entity.number}_{stem}")
        keys = f" foreign_keys {', '.join(columns)}"
        lazy = self.pick(["", "", " lazy joined", " lazy selectin", " lazy select"])
        entity.lines.append(f"  relationship {stem}: {target.name}{question} back_populates {back}"
                            f"{keys}{lazy};")
        (entity.links if is_set else entity.empty).append((stem, target))
        if self.random.random() < 0.2:
            view = entity.unused(f"{stem}_view")
            entity.lines.append(f"  relationship {view}: {target.name}{question} viewonly{keys};")
            entity.views.append((view, target if is_set else None))
        return stem, back, is_set

    def many_to_one(self, entity, target):
        stem, back, is_set = self.link(entity, target, False)
        cascade = self.pick(["", " cascade all, delete-orphan", " cascade save-update, delete"])
        is_write_only = self.random.random() < 0.1
        lazy = " lazy write_only" if is_write_only else ""
        target.lines.append(
            f"  relationship {back}: {entity.name}[] back_populates {stem}{cascade}{lazy};")
        if not is_write_only:
            target.lists.append((back, int(is_set)))

    tree = many_to_one

    def one_to_one(self, entity, target):
        stem, back, is_set = self.link(entity, target, True)
        target.lines.append(
            f"  relationship {back}: {entity.name}? back_populates {stem} uselist false;")
        if not is_set:
            target.empty.append((back, entity))

    def many_to_many(self, entity, target):
        number = len(self.tables)
        forth, back = entity.unused(f"m{number}"), target.unused(f"n{number}")
        sides = [[f"{side}_{part.name}" for part in end.key]
                 for side, end in (("a", entity), ("b", target))]
        lines = []
        for columns, end in zip(sides, (entity, target)):
            if len(columns) == 1:
                lines.append(f"  {columns[0]}: foreign key {end.name}.{end.key[0].name};")
                continue
            lines += [f"  {c}: {part.type};" for c, part in zip(columns, end.key)]
            lines.append(f"  foreign key ({', '.join(columns)}) references {end.name} "
                         f"({', '.join(part.name for part in end.key)});")
        lines.append(f"  primary key ({', '.join(sides[0] + sides[1])});")
        self.tables.append(f"table link_{number} {{\n" + "\n".join(lines) + "\n}\n")
        paths = ["", ""]
        if entity is target:
            if len(entity.key) > 1:
                # A path has one column at each end.
                self.tables.pop()
                return
            paths = [f" ({sides[0][0]} -> {sides[1][0]})", f" ({sides[1][0]} -> {sides[0][0]})"]
        entity.lines.append(f"  relationship {forth}: {target.name}[] secondary link_{number}"
                            f"{paths[0]} back_populates {back};")
        target.lines.append(f"  relationship {back}: {entity.name}[] secondary link_{number}"
                            f"{paths[1]} back_populates {forth};")
        entity.lists.append((forth, (back, target)))
        target.lists.append((back, 1))

    def text(self):
        out = [f"orm 1;\nnamespace {self.name}{self.style};", DECLARATIONS]
        for entity in self.entities:
            out.append(f"entity {entity.name}{entity.header} {{")
            for part in entity.key:
                alone = " primary key" if len(entity.key) == 1 else ""
                no_auto = " autoincrement false" if alone and part.value and "int" in part.type \
                    else ""
                out.append(f"  {part.name}: {part.type}{alone}{no_auto}{part.tail};")
            for column in entity.columns:
                out.append(f"  {column.name}: {column.type}{'?' if column.optional else ''} "
                           f"{column.tail};")
            if len(entity.key) > 1:
                out.append(f"  primary key ({', '.join(part.name for part in entity.key)});")
            out += entity.lines + ["}\n"]
        return "\n".join(out + self.tables)

    def program(self):
        make, compare = [], []
        for entity in self.entities:
            values = [(c.name, c.value) for c in entity.key if c.value]
            values += [(c.name, c.value) for c in entity.columns if "deprecated" not in c.tail]
            members = [f".{cpp(name)} = {value}" for name, value in values]
            # Links stand behind the columns in Init, in the order of the schema: set one by one.
            one = f"o{entity.number}"
            make.append(f"  const auto {one} = orm::make<{entity.name}>({{{', '.join(members)}}});")
            make += [f"  {one}->set_{stem}(o{target.number});" for stem, target in entity.links]
            found = f"f{entity.number}"
            compare.append(f"  const auto {found} = other.query<{entity.name}>().one();")
            compare += [f'  check({found}->{cpp(name)}() == {value}, "{entity.name}.{name}");'
                        for name, value in values]
        for entity in self.entities:
            one, found = f"o{entity.number}", f"f{entity.number}"
            for stem, target in entity.links:
                compare.append(f'  check({found}->{stem}() == f{target.number}, '
                               f'"{entity.name}.{stem}");')
            for name, value in entity.made:
                compare.append(f'  check({found}->{cpp(name)}() == {value}, '
                               f'"{entity.name}.{name}");')
            for view, target in entity.views:
                seen = f"f{target.number}" if target else "nullptr"
                compare.append(f'  check({found}->{view}() == {seen}, "{entity.name}.{view}");')
            for stem, _ in entity.empty:
                compare.append(f'  check({found}->{stem}() == nullptr, "{entity.name}.{stem}");')
            for stem, size in entity.lists:
                if not isinstance(size, int):
                    make.append(f"  {one}->{stem}().append(o{size[1].number});")
                    size = 1
                compare.append(f'  check({found}->{stem}().size() == {size}U, '
                               f'"{entity.name}.{stem}");')
        objects = "".join(f"  session.add(o{entity.number});\n" for entity in self.entities)
        return PROGRAM.format(name=self.name, make="\n".join(make), objects=objects,
                              compare="\n".join(compare))


PROGRAM = """#include <cstdio>
#include <exception>

#include "orm/orm.h"
#include "{name}.orm.hpp"
#include "{name}_models.hpp"

namespace {{

using namespace {name};

int failures = 0;

void check(bool is_right, const char* what) {{
  if (is_right) return;
  std::printf("not as it was stored: %s\\n", what);
  ++failures;
}}

void store(orm::Session& session) {{
{make}
{objects}  session.commit();
}}

void compare(orm::Session& other) {{
{compare}
}}

}}  // namespace

int main() try {{
  orm::Engine engine = orm::create_engine("sqlite://");
  create_all(engine);
  {{
    orm::Session session(engine);
    store(session);
  }}
  {{
    orm::Session other(engine);
    compare(other);
  }}
  check(engine.verify(registry()).empty(), "the tables");
  return failures == 0 ? 0 : 1;
}} catch (const std::exception& error) {{
  std::printf("%s\\n", error.what());
  return 1;
}}
"""
