"""`ormgen lint` as a user calls it: `lint_test.py <case> <ormgen> <work folder>`."""

import pathlib
import sys

from cli_test import Place, expect, expect_ends

JOINED = """orm 1;
namespace shelf;

entity Author {
  id: int64 primary key autoincrement true;
  relationship books: Book[] back_populates author lazy joined;
}

entity Book {
  id: int64 primary key;
  class: string;
  author_id: foreign key Author.id?;
  relationship author: Author? back_populates books;
}
"""


def case_lint_warns(place):
    place.put("shelf.orm", JOINED)
    expect_ends(place.run("lint", "shelf.orm"), 0, "shelf.orm:5:25: warning:", "[ORM607]",
                "[ORM604]", "[ORM601]", "[ORM605]")
    place.put("clean.orm")
    done = expect_ends(place.run("lint", "clean.orm"), 0)
    expect(done.stderr == "", "nothing to say", done.stderr)


def case_lint_levels(place):
    place.put("shelf.orm", JOINED)
    denied = expect_ends(place.run("lint", "shelf.orm", "--deny", "604"), 4, "error:", "[ORM604]",
                         "warning:", "[ORM601]")
    expect(denied.stderr.count("error:") == 1, "one error", denied.stderr)
    expect_ends(place.run("lint", "shelf.orm", "--deny", "all"), 4)
    allowed = expect_ends(place.run("lint", "shelf.orm", "--deny", "all", "--allow", "ORM604",
                                    "--allow=601", "--allow=605", "--allow=607"), 0)
    expect(allowed.stderr == "", "nothing to say", allowed.stderr)
    expect_ends(place.run("lint", "shelf.orm", "-Werror"), 4, "error:")
    off = place.run("lint", "shelf.orm")
    expect("ORM612" not in off.stderr, "612 is off", off.stderr)


def case_lint_mistakes(place):
    place.put("shelf.orm", JOINED)
    expect_ends(place.run("lint", "shelf.orm", "--deny", "640"), 2, "there is no lint `640`",
                "did you mean `ORM604`?")
    expect_ends(place.run("lint", "shelf.orm", "--deny", "604", "--allow", "604"), 2, "`ORM604`")
    expect_ends(place.run("lint"), 2, "FILES")
    expect_ends(place.run("lint", "nowhere.orm"), 2, "nowhere.orm")
    expect_ends(place.run("lint", "-", "--fix", stdin=JOINED), 2, "`--fix` needs a file")
    place.put("wrong.orm", JOINED.replace("Book[]", "Buch[]"))
    wrong = expect_ends(place.run("lint", "wrong.orm"), 1, "Buch")
    expect("ORM6" not in wrong.stderr, "no lint of a schema with errors", wrong.stderr)


def case_lint_fix(place):
    path = place.put("shelf.orm", JOINED)
    left = expect_ends(place.run("lint", "shelf.orm", "--fix"), 0, "[ORM605]")
    expect("ORM604" not in left.stderr, "the repaired is not told", left.stderr)
    fixed = path.read_text()
    for text in ("primary key;\n  relationship", "lazy selectin;", "Author.id? index;"):
        expect(text in fixed, text, fixed)
    before = path.stat().st_mtime_ns
    expect_ends(place.run("lint", "shelf.orm", "--fix"), 0)
    expect(path.stat().st_mtime_ns == before, "nothing is written twice")
    # A byte order mark is no part of the schema, and stays.
    path.write_bytes(b"\xef\xbb\xbf" + JOINED.encode())
    expect_ends(place.run("lint", "shelf.orm", "--fix"), 0)
    expect(path.read_bytes() == b"\xef\xbb\xbf" + fixed.encode(), "the mark is kept")


def case_lint_imports(place):
    """What is only imported is not spoken of."""
    place.put("shelf.orm", JOINED)
    place.put("main.orm", 'orm 1;\nnamespace shelf;\nimport "shelf.orm";\n\n'
              "entity Note {\n  id: int64 primary key;\n}\n")
    done = expect_ends(place.run("lint", "main.orm"), 0)
    expect(done.stderr == "", "nothing to say", done.stderr)


def case_lint_list(place):
    done = place.run("lint", "--list")
    expect(done.returncode == 0, "success", done.stderr)
    expect("ORM604  warn  fixable  `lazy joined` on a list" in done.stdout, "604", done.stdout)
    expect("ORM611  off" in done.stdout, "611 is off", done.stdout)


if __name__ == "__main__":
    case, ormgen, folder = sys.argv[1:]
    globals()["case_" + case](Place(ormgen, pathlib.Path(folder) / case))
