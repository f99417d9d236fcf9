"""What ormgen reads, and which files beside its output it writes:
`reading_test.py <case> <ormgen> <folder>`. The whole program runs, beside a sentinel."""

import os
import pathlib
import random
import sys

from cli_test import Place, SHELF, expect, expect_ends
from sentinel import OURS, Sentinel, state_of

# Only what the line says may differ from a schema that is right.
SECRET = "secret_of_another\n"
UNTIDY = SHELF.replace("  id:    int64", "  id: int64")
# `lint --fix` has another way to load a list.
LINTED = SHELF.replace("string;\n", """string;
  part_of: foreign key Book.id?;
  relationship whole: Book? back_populates parts;
  relationship parts: Book[] back_populates whole lazy joined;
""")


def importing(path):
    """A schema whose line 3 imports the path."""
    return SHELF.replace("shelf;", f'shelf;\nimport "{path}";')


def furnish(place):
    """Files that imports may name, in the base folder, below it and outside."""
    other = SHELF.replace("shelf;", "other;").replace("Book", "Other")
    for name in ("base/other.orm", "base/deep/other.orm", "beside/other.orm"):
        place.put(name, other)
    place.put("beside/secret.txt", SECRET)
    place.put("beside/secret.orm", SECRET)
    place.put("base/secret.txt", SECRET)
    base = place.folder / "base"
    (base / "away").symlink_to("../beside")
    (base / "away.orm").symlink_to("../beside/other.orm")
    (base / "secret.orm").symlink_to("secret.txt")
    (base / "dangling.orm").symlink_to("none.orm")
    (base / "circle.orm").symlink_to("circle.orm")
    (base / "here").symlink_to(".")
    (base / "folder.orm").mkdir()
    os.mkfifo(base / "pipe")


def generate(place, *arguments):
    return place.run("generate", "base/shelf.orm", "--base", "base", "--out", "gen", *arguments,
                     timeout=20)


def case_imports_read(place):
    """Only what ends in .orm, and with output only what has a name below the base folder."""
    furnish(place)
    for path in ("other.orm", "deep/other.orm", "here/here/other.orm", "deep/../other.orm",
                 "../base/other.orm", str(place.folder / "base" / "other.orm"), "away.orm",
                 "away/other.orm"):
        place.put("base/shelf.orm", importing(path))
        expect_ends(generate(place), 0)
    outside = "is not below the base folder `base`"
    for path, words in {
            "../beside/other.orm": outside, str(place.folder / "beside" / "other.orm"): outside,
            "deep/../../beside/other.orm": outside, "/etc/passwd": "does not end in .orm",
            "secret.txt": "does not end in .orm", "pipe": "does not end in .orm",
            "../beside/secret.txt": "does not end in .orm", "/dev/zero": "does not end in .orm",
            ".": "does not end in .orm", "": "does not end in .orm", "folder.orm": "is a folder",
            "dangling.orm": "there is no file", "circle.orm": "there is no file",
            "x" * 5000: "there is no file", "../" * 2000 + "x": "there is no file"}.items():
        place.put("base/shelf.orm", importing(path))
        done = expect_ends(generate(place), 1, "base/shelf.orm:3:8: error:", words)
        expect("secret_of" not in done.stderr, "no text of another file", done.stderr)
    # A link that the user has put there is one to read through, and what it says is shown.
    place.put("base/shelf.orm", importing("secret.orm"))
    expect_ends(generate(place), 1, "base/secret.orm:1:1: error:")


def case_imports_without_output(place):
    """What only reads may import from anywhere, and from schemas alone."""
    furnish(place)
    place.put("base/shelf.orm", importing("../beside/other.orm"))
    expect_ends(place.run("check", "base/shelf.orm", timeout=20), 0)
    place.put("base/shelf.orm", importing("../beside/secret.txt"))
    expect_ends(place.run("check", "base/shelf.orm", timeout=20), 1, "does not end in .orm")


def case_random_imports(place):
    """Whatever is imported, by chance: nothing is written but below the output folder."""
    rng = random.Random(11)
    furnish(place)
    place.put("base/shelf.orm", importing("other.orm"))
    words = ["..", ".", "", "base", "deep", "away", "here", "beside", "other.orm", "secret.txt",
             "pipe", "folder.orm", "circle.orm", "dangling.orm", "away.orm", "shelf.orm", "gen",
             str(place.folder), "~", "*", "$HOME", "%2e%2e", "\u2025", "a b", "-", "x\\u002e"]
    sentinel = Sentinel(place)
    for run in range(150):
        path = "/".join(rng.choices(words, k=rng.randint(1, 6)))
        schema = place.folder / "base" / "shelf.orm"
        schema.write_text(importing(path))
        sentinel.before["base/shelf.orm"] = state_of(schema)
        done = generate(place, "--manifest", "gen/shelf.manifest")
        expect(done.returncode in (0, 1, 2), "an exit code of ours", f"{path!r}\n{done}")
        expect("secret_of" not in done.stderr, "no text of another file", done.stderr)
        sentinel.expect_untouched(f"import {path!r}")


def case_files_named_by_mistake(place):
    """--stamp, --depfile and --manifest name files to write; a schema is not one."""
    place.put("mine.txt", "mine\n")
    sentinel = Sentinel(place)
    for option in ("--stamp", "--depfile", "--manifest"):
        for name in ("shelf.orm", "mine.txt", "outside/mine.hpp", "outside/notes.txt", "outside"):
            done = place.generate("shelf.orm", option, name)
            expect(done.returncode == 2 and name in done.stderr, "a refusal", done)
            sentinel.expect_untouched(f"{option} {name}")
            expect(not (place.folder / "gen").exists(), "nothing is written", done)
    # Those of an earlier run may be written again, be they others' by now.
    for stamp in ("gen/s", "gen/t"):
        expect_ends(place.generate("shelf.orm", "--stamp", stamp, "--depfile", "gen/d"), 0)
    expect((place.folder / "gen/d").read_text().startswith("gen/t:"), "the rule of the second")


def case_schemas_that_are_links(place):
    """`fmt` and `lint --fix` write the schema, and leave the link to it."""
    for command in (("fmt",), ("lint", "--fix")):
        sentinel = Sentinel(place)
        schema = place.put("schemas/real.orm", UNTIDY if command == ("fmt",) else LINTED)
        link = place.folder / "link.orm"
        if not link.is_symlink():
            link.symlink_to("schemas/real.orm")
        before = schema.read_text()
        done = place.run(*command, "link.orm", timeout=20)
        expect(done.returncode == 0, f"{command} works", done)
        expect(link.is_symlink(), f"{command} leaves the link", done)
        expect(schema.read_text() != before, f"{command} writes the schema", schema.read_text())
        expect(sorted(path.name for path in schema.parent.iterdir()) == ["real.orm"],
               "no temporary file", done)


def case_linked_manifests(place):
    """The manifest of another run says what stands in generated code; it may have been edited."""
    place.put("rooms/room.orm", SHELF.replace("shelf;", "room;").replace("Book", "Room"))
    place.put("shelf.orm", importing("room.orm"))
    manifest = place.folder / "rooms" / "room.manifest"
    linked = ["-I", "rooms", "--linked", "rooms", "rooms/room.manifest"]
    for line, words in {
            "namespace }; evil": "cannot be a namespace", "namespace std": "cannot be a namespace",
            'include-prefix x"\t': "is no line", 'include-prefix "': "cannot stand in #include",
            "include-prefix a\\": "cannot stand in #include",
            "schema ../shelf.orm": "is no line"}.items():
        manifest.write_text(f"{OURS.replace('//', '#')}name room\nschema room.orm\n{line}\n")
        expect_ends(place.generate("shelf.orm", *linked), 2, words)
        expect(not (place.folder / "gen").exists(), "nothing is written")
    expect_ends(place.generate("shelf.orm", "-I", "rooms", "--include-prefix", 'a"'), 2,
                "cannot stand in #include")


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / "reading" / case))


main()
