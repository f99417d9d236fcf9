"""ormgen as a user calls it: `cli_test.py <case> <ormgen> <work folder>`."""

import os
import pathlib
import shutil
import subprocess
import sys

SHELF = """orm 1;
namespace shelf;

entity Book {
  id:    int64 primary key;
  title: string;
}
"""


class Place:
    """A folder of its own for one case, and the program run in it."""

    def __init__(self, ormgen, folder):
        self.ormgen, self.folder = ormgen, pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def put(self, name, text=SHELF):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments, stdin=None, **more):
        return subprocess.run([self.ormgen, *map(str, arguments)], cwd=self.folder, input=stdin,
                              capture_output=True, text=True, **more)

    def generate(self, *arguments):
        return self.run("generate", *arguments, "--out", "gen")

    def files(self, name="gen"):
        folder = self.folder / name
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                      if path.is_file())


def expect(holds, what, seen=""):
    if not holds:
        sys.exit(f"expected: {what}\nseen:\n{seen}")


def expect_ends(done, code, *words):
    """The exit code, every word on stderr, nothing on stdout."""
    seen = f"exit {done.returncode}\nstdout: {done.stdout}\nstderr: {done.stderr}"
    expect(done.returncode == code, f"exit code {code}", seen)
    for word in words:
        expect(word in done.stderr, word, seen)
    expect(code == 0 or done.stdout == "", "nothing on stdout", seen)
    return done


def case_missing_file(place):
    expect_ends(place.generate("none.orm"), 2, "`none.orm` does not exist")
    expect_ends(place.run("check", "none.orm", "other.orm"), 2, "`none.orm`", "`other.orm`")
    expect(not (place.folder / "gen").exists(), "no output")


def case_folder_as_file(place):
    (place.folder / "schemas.orm").mkdir()
    expect_ends(place.generate("schemas.orm"), 2, "`schemas.orm` is a folder")


def case_empty_file(place):
    place.put("empty.orm", "")
    expect_ends(place.generate("empty.orm"), 1, "empty.orm:1:1: error:", "ORM101")
    place.put("blank.orm", "\n  // Nothing.\n")
    expect_ends(place.generate("blank.orm"), 1, "blank.orm:", "error:")


def case_not_utf8(place):
    place.put("latin.orm", SHELF.replace("Book", "B\u00fccher").encode("latin-1"))
    expect_ends(place.generate("latin.orm"), 1, "latin.orm:4:9: error:", "ORM102")


def case_unwritable_folder(place):
    place.put("shelf.orm")
    place.put("file", "")
    done = place.run("generate", "shelf.orm", "--out", "file/gen")
    expect_ends(done, 2, "`file/gen/", "cannot be written: ")
    expect_ends(place.run("generate", "shelf.orm", "--out", "/dev/null/x"), 2, "`/dev/null/x/")
    for option in ("--stamp", "--depfile"):
        expect_ends(place.generate("shelf.orm", option, "file/x"), 2, "`file/x` cannot be written")


def case_output_is_a_folder(place):
    place.put("shelf.orm")
    (place.folder / "gen" / "shelf.orm.hpp").mkdir(parents=True)
    expect_ends(place.generate("shelf.orm"), 2, "`gen/shelf.orm.hpp` is a folder")
    expect(place.files() == [], "nothing is written", place.files())


def case_not_our_file(place):
    place.put("shelf.orm")
    mine = place.put("gen/shelf.orm.hpp", "// My own work.\n")
    done = expect_ends(place.generate("shelf.orm", "--stamp", "stamp"), 2,
                       "`gen/shelf.orm.hpp` was not written by ormgen", "--force")
    expect(mine.read_text() == "// My own work.\n", "it is left alone", mine.read_text())
    expect(place.files() == ["shelf.orm.hpp"], "nothing else is written", place.files())
    expect(not (place.folder / "stamp").exists(), "no stamp", done.stderr)
    expect_ends(place.generate("shelf.orm", "--force"), 0)
    expect("class Book" in mine.read_text(), "it is replaced", mine.read_text())


def columns_of_unknown_types(count):
    columns = "".join(f"  c{i}: typo{i};\n" for i in range(count))
    return SHELF.replace("  title: string;\n", columns)


def case_twenty_errors(place):
    """All of them, in order, once."""
    place.put("shelf.orm", columns_of_unknown_types(20))
    done = expect_ends(place.generate("shelf.orm"), 1)
    errors = [line for line in done.stderr.splitlines() if ": error: " in line]
    expect(len(errors) == 20, "20 errors", done.stderr)
    for i, error in enumerate(errors):
        expect(error.startswith(f"shelf.orm:{6 + i}:") and f"typo{i}`" in error, f"typo{i}", error)


def case_max_errors(place):
    place.put("shelf.orm", columns_of_unknown_types(60))
    shown = place.run("check", "shelf.orm").stderr
    expect(shown.count(": error: ") == 50 and "10 more errors" in shown, "50 and a note", shown)
    shown = place.run("check", "shelf.orm", "--max-errors", "3").stderr
    expect(shown.count(": error: ") == 3 and "57 more errors" in shown, "3 and a note", shown)
    shown = place.run("check", "shelf.orm", "--max-errors", "0").stderr
    expect(shown.count(": error: ") == 60, "all", shown)


def case_schema_errors_write_nothing(place):
    place.put("good.orm", SHELF.replace("shelf", "good"))
    place.put("bad.orm", SHELF.replace("string", "strnig"))
    done = place.generate("good.orm", "bad.orm", "--depfile", "d", "--stamp", "s")
    expect_ends(done, 1, "bad.orm:6:10: error:", "`strnig`", "did you mean `string`?")
    left = [name for name in ("gen", "d", "s") if (place.folder / name).exists()]
    expect(left == [], "nothing is written", left)


def case_unknown_command(place):
    expect_ends(place.run("genrate", "a.orm"), 2, "did you mean `generate`?")
    expect_ends(place.run("pull", "a.orm"), 2, "`pull` is not in this version of ormgen")
    expect_ends(place.run(), 2, "--help")
    expect_ends(place.run("generate", "a.orm"), 2, "--out")
    expect_ends(place.run("check", "a.orm", "--no-such"), 2, "--no-such")


def case_outside_of_base(place):
    place.put("shelf.orm")
    done = place.run("generate", "shelf.orm", "--out", "gen", "--base", "elsewhere")
    expect_ends(done, 2, "`shelf.orm` is not below the base folder `elsewhere`", "--base")
    inner = place.folder / "inner"
    inner.mkdir()
    done = subprocess.run([place.ormgen, "generate", "../shelf.orm", "--out", "gen"], cwd=inner,
                          capture_output=True, text=True)
    expect_ends(done, 2, "`../shelf.orm` is not below the base folder `.`")
    # What writes nothing needs no place for it.
    for command in (["check"], ["sql", "create"]):
        done = subprocess.run([place.ormgen, *command, "../shelf.orm"], cwd=inner,
                              capture_output=True, text=True)
        expect_ends(done, 0)
    place.put("shelf.orm", SHELF.replace("string", "strnig"))
    done = subprocess.run([place.ormgen, "check", "../shelf.orm"], cwd=inner, capture_output=True,
                          text=True)
    expect_ends(done, 1, "../shelf.orm:6:10: error:")


def case_wrong_ending(place):
    place.put("shelf.txt")
    expect_ends(place.generate("shelf.txt"), 2, "`shelf.txt` does not end in .orm")


def case_missing_import(place):
    place.put("a/shelf.orm", SHELF.replace("shelf;", 'shelf;\nimport "none.orm";'))
    done = place.generate("a/shelf.orm", "-I", "more")
    expect_ends(done, 1, "a/shelf.orm:3:8: error: there is no file `none.orm` to import",
                "looked in `a`, `.`, `more`")


def case_broken_import(place):
    """An error in what is imported is an error of the run, and has its place there."""
    place.put("shelf.orm", SHELF.replace("shelf;", 'shelf;\nimport "b/more.orm";'))
    place.put("b/more.orm", "orm 1;\nnamespace more;\nentity {\n}\n")
    expect_ends(place.generate("shelf.orm"), 1, "b/more.orm:3:")


def case_import_is_a_folder(place):
    place.put("shelf.orm", SHELF.replace("shelf;", 'shelf;\nimport "more.orm";'))
    (place.folder / "more.orm").mkdir()
    expect_ends(place.generate("shelf.orm"), 1, "shelf.orm:3:8: error:", "is a folder")


def case_unreadable_name(place):
    place.put("shelf.orm")
    expect_ends(place.generate("shelf.orm", "--name", "../up"), 2, "`../up`", "--name")
    expect(not (place.folder / "up_models.hpp").exists(), "nothing outside of the folder")


def case_stdin(place):
    expect_ends(place.run("check", "-", stdin=SHELF), 0)
    wrong = SHELF.replace("string", "strnig")
    expect_ends(place.run("check", "-", stdin=wrong), 1, "stdin.orm:6:10: error:")
    done = place.run("check", "-", "--stdin-name", "a/b.orm", stdin=wrong)
    expect_ends(done, 1, "a/b.orm:6:10: error:")
    place.put("a/more.orm", SHELF.replace("Book", "Other"))
    done = place.run("check", "-", "--stdin-name", "a/b.orm",
                     stdin=SHELF.replace("shelf;", 'shelf;\nimport "more.orm";'))
    expect_ends(done, 0)
    expect_ends(place.run("generate", "-", "--out", "gen", stdin=SHELF), 2, "`-`")


def case_formats(place):
    place.put("shelf.orm", SHELF.replace("string", "strnig"))
    expect_ends(place.run("check", "shelf.orm"), 1, "shelf.orm:6:10: error: ")
    human = expect_ends(place.run("check", "shelf.orm", "--error-format", "human"), 1,
                        "error[ORM301]", " --> shelf.orm:6:10", "^^^^^^").stderr
    expect("\x1b[" not in human, "no colours in a pipe", human)
    colored = place.run("--error-format=human", "--color=always", "check", "shelf.orm").stderr
    expect("\x1b[" in colored, "colours", colored)
    expect_ends(place.run("check", "shelf.orm", "--color", "pink"), 2, "--color")


def case_help_and_version(place):
    for arguments in (["--help"], ["generate", "--help"], ["sql", "create", "--help"]):
        done = expect_ends(place.run(*arguments), 0)
        expect("Usage:" in done.stdout and done.stderr == "", "help on stdout", done)
    done = expect_ends(place.run("--version"), 0)
    expect(done.stdout.startswith("ormgen 0."), "the version", done.stdout)


def case_sql(place):
    place.put("shelf.orm")
    done = expect_ends(place.run("sql", "create", "shelf.orm"), 0)
    expect(done.stdout == 'CREATE TABLE "Book" (\n  "id" INTEGER PRIMARY KEY,\n'
                          '  "title" TEXT NOT NULL\n);\n', "the table", done.stdout)
    done = expect_ends(place.run("sql", "drop", "shelf.orm"), 0)
    expect(done.stdout == 'DROP TABLE IF EXISTS "Book";\n', "the drop", done.stdout)


def case_written_on_difference(place):
    schema = place.put("shelf.orm")
    expect_ends(place.generate("shelf.orm"), 0)
    paths = [place.folder / "gen" / name for name in place.files()]
    expect(len(paths) == 5, "five files", paths)
    for path in paths:
        os.utime(path, (1, 1))
    schema.write_text(SHELF + "// A comment.\n")
    expect_ends(place.generate("shelf.orm"), 0)
    changed = [path.name for path in paths if path.stat().st_mtime != 1]
    expect(changed == [], "a comment changes nothing", changed)
    schema.write_text(SHELF.replace("title:", "name: "))
    expect_ends(place.generate("shelf.orm"), 0)
    changed = [path.name for path in paths if path.stat().st_mtime != 1]
    expect(changed == ["shelf.orm.cpp", "shelf.orm.hpp"], "what differs is written", changed)


def case_depfile_and_stamp(place):
    place.put("shelf.orm", SHELF.replace("shelf;", 'shelf;\nimport "more.orm";'))
    place.put("lib/more.orm", SHELF.replace("Book", "Other"))
    arguments = ["shelf.orm", "-I", "lib", "--depfile", "out/d", "--stamp", "out/s"]
    expect_ends(place.generate(*arguments), 0)
    depfile = place.folder / "out" / "d"
    expect(depfile.read_text() == "out/s: \\\n  shelf.orm \\\n  lib/more.orm\n",
           "every schema that was read", depfile.read_text())
    stamp = place.folder / "out" / "s"
    os.utime(stamp, (1, 1))
    expect_ends(place.generate(*arguments), 0)
    expect(stamp.stat().st_mtime > 1, "the stamp is touched though nothing changed")
    place.put("lib/more.orm", "orm 1;")
    os.utime(stamp, (1, 1))
    expect(place.generate(*arguments).returncode == 1, "an error")
    expect(stamp.stat().st_mtime == 1, "the stamp is left alone on an error")


def case_depfile_escapes(place):
    place.put("my $dir/shelf#1.orm")
    done = place.generate("my $dir/shelf#1.orm", "--depfile", "d", "--stamp", "a $s#")
    expect_ends(done, 0)
    text = (place.folder / "d").read_text()
    expect(text == "a\\ $$s\\#: \\\n  my\\ $$dir/shelf\\#1.orm\n", "both sides are escaped", text)


def case_names_of_files(place):
    place.put("a/shelf.orm", SHELF.replace("shelf;", 'shelf;\nimport "b/more.orm";'))
    place.put("a/b/more.orm", SHELF.replace("Book", "Other"))
    expect_ends(place.generate("a/shelf.orm", "--base", "a", "--include-prefix", "app/db"), 0)
    expect(place.files() == ["b/more.orm.hpp", "shelf.orm.cpp", "shelf.orm.hpp",
                             "shelf_fwd.hpp", "shelf_models.cpp", "shelf_models.hpp"],
           "what is only imported has its definitions in shelf_models.cpp", place.files())
    umbrella = (place.folder / "gen" / "shelf_models.hpp").read_text()
    expect('#include "app/db/b/more.orm.hpp"' in umbrella, "the prefix", umbrella)
    expect_ends(place.run("generate", "a/shelf.orm", "a/b/more.orm", "--out", "two",
                          "--name", "both"), 0)
    expect(place.files("two") == ["a/b/more.orm.cpp", "a/b/more.orm.hpp", "a/shelf.orm.cpp",
                                  "a/shelf.orm.hpp", "both_fwd.hpp", "both_models.cpp",
                                  "both_models.hpp"], "below the base", place.files("two"))


def case_silent_on_success(place):
    place.put("shelf.orm")
    for arguments in (["generate", "shelf.orm", "--out", "gen"], ["check", "shelf.orm"]):
        done = expect_ends(place.run(*arguments), 0)
        expect(done.stdout + done.stderr == "", "silence", done.stdout + done.stderr)


def on_a_terminal(place, *arguments, **environment):
    """What a person sees on stderr."""
    ours, theirs = os.openpty()
    process = subprocess.Popen([place.ormgen, *arguments], cwd=place.folder, stderr=theirs,
                               stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    os.close(theirs)
    seen = b""
    try:
        while block := os.read(ours, 4096):
            seen += block
    except OSError:
        # The other end is closed.
        pass
    process.wait()
    return seen.decode()


def case_terminal(place):
    place.put("shelf.orm")
    seen = on_a_terminal(place, "generate", "shelf.orm", "--out", "gen")
    expect(seen.splitlines() == ["ormgen: 5 of 5 files in `gen` written"], "a summary", seen)
    seen = on_a_terminal(place, "generate", "shelf.orm", "--out", "gen", "-q")
    expect(seen == "", "silence", seen)
    place.put("shelf.orm", SHELF.replace("string", "strnig"))
    seen = on_a_terminal(place, "check", "shelf.orm", NO_COLOR="")
    expect("\x1b[" in seen and " shelf.orm:6:10" in seen, "a coloured snippet", seen)
    seen = on_a_terminal(place, "check", "shelf.orm", NO_COLOR="1")
    expect("\x1b[" not in seen and "--> shelf.orm:6:10" in seen, "no colours", seen)


def case_closed_stdout(place):
    place.put("shelf.orm")
    with open("/dev/full", "w") as full:
        done = subprocess.run([place.ormgen, "sql", "create", "shelf.orm"], cwd=place.folder,
                              stdout=full, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 2 and "stdout cannot be written" in done.stderr, "exit 2", done)


def case_wide_and_long(place):
    """Sizes that no schema has are still only slow or an error, never a crash."""
    place.put("wide.orm", SHELF.replace("  title: string;\n", "".join(
        f"  c{i}: string?;\n" for i in range(500))))
    expect_ends(place.generate("wide.orm"), 0)
    place.put("long.orm", SHELF.replace("Book", "B" * 300))
    expect_ends(place.generate("long.orm"), 0)


def case_same_file_twice(place):
    place.put("shelf.orm")
    expect_ends(place.generate("shelf.orm", "./shelf.orm", place.folder / "shelf.orm"), 0)
    expect(len(place.files()) == 5, "as one", place.files())


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / case))


if __name__ == "__main__":
    main()
