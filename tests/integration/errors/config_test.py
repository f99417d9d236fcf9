"""ormgen.toml and files of arguments: `config_test.py <case> <ormgen> <work folder>`."""

import pathlib
import sys

from cli_test import Place, SHELF, expect, expect_ends

IMPORTING = 'orm 1;\nnamespace rack;\nimport "shelf.orm";\n'
JOINED = SHELF.replace("  title", "  class: string;\n  title")


def expect_clean(done):
    expect_ends(done, 0)
    expect(done.stderr == "", "nothing to say", done.stderr)


def case_config_is_found_upwards(place):
    place.put("ormgen.toml", 'import_dirs = ["lib"]\n')
    place.put("lib/shelf.orm")
    place.put("a/b/rack.orm", IMPORTING)
    expect_clean(place.run("check", "a/b/rack.orm"))
    inner = Place(place.ormgen, place.folder / "a")
    inner.put("b/rack.orm", IMPORTING)
    expect_clean(inner.run("check", "b/rack.orm"))
    # The nearest is the only one.
    inner.put("ormgen.toml", "")
    expect_ends(inner.run("check", "b/rack.orm"), 1, "shelf.orm")


def case_config_of_the_command_line(place):
    place.put("conf/ours.toml", 'base = "../schemas"\n')
    place.put("schemas/sub/shelf.orm")
    done = place.generate("schemas/sub/shelf.orm", "--config", "conf/ours.toml")
    expect_ends(done, 0)
    expect("sub/shelf.orm.hpp" in place.files(), "a path below `base`", place.files())
    # What the command line says goes first.
    done = place.run("generate", "schemas/sub/shelf.orm", "--config", "conf/ours.toml",
                     "--base", ".", "--out", "other")
    expect_ends(done, 0)
    expect("schemas/sub/shelf.orm.hpp" in place.files("other"), "--base", place.files("other"))
    expect_ends(place.run("check", "schemas/sub/shelf.orm", "--config", "nowhere.toml"), 2,
                "`nowhere.toml` cannot be read")


def case_config_of_lints(place):
    place.put("shelf.orm", JOINED)
    place.put("ormgen.toml", '[lint]\ndeny = ["ORM605"]\n')
    expect_ends(place.run("lint", "shelf.orm"), 4, "error:", "[ORM605]")
    expect_ends(place.run("lint", "shelf.orm", "--warn", "605"), 0, "warning:", "[ORM605]")
    # What is named goes before `all`.
    expect_ends(place.run("lint", "shelf.orm", "--allow", "all"), 4, "[ORM605]")
    place.put("ormgen.toml", '[lint]\nallow = ["ORM605"]\n')
    expect_clean(place.run("lint", "shelf.orm", "--deny", "all"))
    place.put("ormgen.toml", '[lint]\nallow = ["all"]\n')
    expect_clean(place.run("lint", "shelf.orm"))
    place.put("ormgen.toml", '[lint]\nallow = ["ORM640"]\n')
    expect_ends(place.run("lint", "shelf.orm"), 2, "ormgen.toml", "there is no lint `ORM640`",
                "did you mean `ORM604`?")


# The text of the file -> what is said of it.
MISTAKES = [
    ('imports = ["a"]\n', "ormgen.toml:1:1: there is no key `imports`; known are `base`, "
     "`import_dirs`, `dialects`, `lint`"),
    ('bace = "a"\n', "did you mean `base`?"),
    ("base = 1\n", 'ormgen.toml:1:8: `base` is a text: `base = "schemas"`'),
    ('\nimport_dirs = "a"\n', "ormgen.toml:2:15: `import_dirs` is a list of texts"),
    ("import_dirs = [1]\n", "`import_dirs` is a list of texts"),
    ('dialects = ["sqlite", "oracle"]\n', "knows no dialect `oracle`"),
    ("lint = 1\n", "`lint` is a table: `[lint]`"),
    ('[lint]\ndenny = ["ORM602"]\n', "ormgen.toml:2:1: there is no key `denny`; did you mean `deny`?"),
    ("base = \n", "ormgen.toml:1:"),
]


def case_config_mistakes(place):
    place.put("shelf.orm")
    for text, message in MISTAKES:
        place.put("ormgen.toml", text)
        expect_ends(place.run("check", "shelf.orm"), 2, message)
    place.put("ormgen.toml", 'import_dirs = []\ndialects = ["sqlite"]\n[lint]\n')
    expect_clean(place.run("check", "shelf.orm"))


def case_response_file(place):
    place.put("my shelf.orm")
    place.put("arguments.txt", "my shelf.orm\r\n\n--out\ngen\n")
    expect_ends(place.run("generate", "@arguments.txt"), 0)
    expect("my shelf.orm.hpp" in place.files(), "the output", place.files())
    expect_ends(place.run("generate", "@missing.txt"), 2, "`@missing.txt` cannot be read")


if __name__ == "__main__":
    case, ormgen, folder = sys.argv[1:]
    globals()["case_" + case](Place(ormgen, pathlib.Path(folder) / case))
