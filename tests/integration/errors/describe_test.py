"""`describe`, `diagram`, `sql --dialect` and `init`: `describe_test.py <case> <ormgen> <work folder>`.

What they print for whole schemas stands in tests/golden/prints.
"""

import json
import pathlib
import re
import sys

from cli_test import SHELF, Place, expect, expect_ends

SHOP = """orm 1;
namespace shop;
entity Person { id: int64 primary key; }
entity Basket {
  id: int64 primary key; owner_id: foreign key Person.id;
  relationship owner: Person;
  relationship goods: Good[] secondary basket_good;
}
entity Good { id: int64 primary key; maker_id: foreign key Maker.id; }
entity Maker { id: int64 primary key; }
table basket_good {
  basket_id: foreign key Basket.id; good_id: foreign key Good.id; primary key (basket_id, good_id);
}
"""


def case_describe_entity(place):
    place.put("shop.orm", SHOP)
    one = expect_ends(place.run("describe", "shop.orm", "--entity", "Basket"), 0).stdout
    expect(one.startswith('entity shop.Basket '), "the entity asked for", one)
    expect(one.count("entity ") == 1, "nothing else", one)
    expect("Basket.owner_id" in one, "the key that was chosen", one)
    expect("basket_good (basket_id -> good_id)" in one, "the way that was chosen", one)
    same = place.run("describe", "--entity", "shop.Basket", "shop.orm").stdout
    expect(same == one, "the same with its namespace", same)
    two = place.run("describe", "--entity", "Person", "--entity", "Maker", "shop.orm").stdout
    expect(re.findall(r"^entity (\S+)", two, re.M) == ["shop.Person", "shop.Maker"], "both", two)
    expect_ends(place.run("describe", "shop.orm", "--entity", "Persn"), 2,
                "there is no entity or table `Persn`", "did you mean `Person`?")


def case_describe_json(place):
    place.put("shop.orm", SHOP)
    seen = expect_ends(place.run("describe", "shop.orm", "--json"), 0).stdout
    model = json.loads(seen)
    expect(model["format"] == 1, "the version of the format", seen)
    expect([each["id"] for each in model["entities"]]
           == ["shop.Person", "shop.Basket", "shop.Good", "shop.Maker"], "in order", seen)
    expect_ends(place.run("describe", "shop.orm", "--json", "--entity", "Good"), 2, "--entity")


def case_describe_wrong_schema(place):
    place.put("shelf.orm", SHELF.replace("string;", "strin;"))
    for command in ("describe",), ("describe", "--json"), ("diagram",):
        expect_ends(place.run(*command, "shelf.orm"), 1, "strin")


def boxes(text):
    return re.findall(r'^  "?(\w+)"? \{$', text, re.M)


def case_diagram_depth(place):
    place.put("shop.orm", SHOP)

    def drawn(*arguments):
        return boxes(expect_ends(place.run("diagram", "shop.orm", *arguments), 0).stdout)

    expect(drawn() == ["Person", "Basket", "Good", "Maker"], "all", drawn())
    around = ("--entities", "Person")
    expect(drawn(*around) == ["Person"], "one alone", drawn(*around))
    for depth, names in ((1, ["Person", "Basket"]), (2, ["Person", "Basket", "Good"]),
                         (3, ["Person", "Basket", "Good", "Maker"])):
        seen = drawn(*around, "--depth", str(depth))
        expect(seen == names, f"{names} within {depth}", seen)
    two = place.run("diagram", "shop.orm", "--entities", "Basket,Good").stdout
    expect(boxes(two) == ["Basket", "Good"] and "Basket }o--o{ Good" in two, "both, linked", two)
    expect_ends(place.run("diagram", "shop.orm", "--entities", "Good,Makr"), 2,
                "there is no entity or table `Makr`", "did you mean `Maker`?")
    expect_ends(place.run("diagram", "shop.orm", "--depth", "1"), 2, "--entities")
    expect_ends(place.run("diagram", "shop.orm", "--format", "png"), 2, "png")


def case_dialect(place):
    place.put("shelf.orm")
    for command in ("sql", "create"), ("sql", "drop"):
        plain = expect_ends(place.run(*command, "shelf.orm"), 0).stdout
        tagged = expect_ends(place.run(*command, "shelf.orm", "--dialect", "sqlite"), 0).stdout
        expect(plain == tagged and "Book" in plain, "the same statements", tagged)
        expect_ends(place.run(*command, "shelf.orm", "--dialect", "oracle"), 2, "sqlite")


def case_init(place):
    expect_ends(place.run("init", "new/my shelf"), 0)
    seen = place.files("new/my shelf")
    expect(seen == [".gitattributes", ".gitignore", "CMakeLists.txt", "main.cpp", "my_shelf.orm"],
           "the files of a project", seen)
    expect_ends(place.run("fmt", "--check", "new/my shelf/my_shelf.orm"), 0)
    done = expect_ends(place.run("check", "new/my shelf/my_shelf.orm"), 0)
    expect(done.stderr == "", "no messages", done.stderr)


def case_init_never_overwrites(place):
    main = place.put("main.cpp", "int main() {}\n")
    expect_ends(place.run("init", "--name", "shelf"), 2, "`main.cpp` exists already")
    expect(place.files(".") == ["main.cpp"], "nothing else", place.files("."))
    expect(main.read_text() == "int main() {}\n", "as it was", main.read_text())
    main.unlink()
    main.symlink_to("nowhere")
    expect_ends(place.run("init", "--name", "shelf"), 2, "`main.cpp` exists already")


def case_init_names(place):
    for name, possible in (("a-b", "a_b"), ("class", "class_app"), ("7", "app"), ("std", "std_app")):
        expect_ends(place.run("init", "new", "--name", name), 2, f"--name {possible}")
        expect_ends(place.run("init", possible, "--name", possible), 0)
        expect_ends(place.run("check", f"{possible}/{possible}.orm"), 0)
    expect(not (place.folder / "new").exists(), "no folder")


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / case))


main()
