"""`ormgen explain` as a user calls it: `explain_test.py <case> <ormgen> <work folder>`."""

import pathlib
import sys

from cli_test import Place, expect, expect_ends


def case_explain(place):
    done = expect_ends(place.run("explain", "ORM504"), 0)
    expect(done.stdout.startswith("ORM504: one-to-one key is not unique\n\n"), "title", done.stdout)
    expect("\nWrong:\n\n    orm 1;\n    namespace" in done.stdout, "indented code", done.stdout)
    expect("```" not in done.stdout, "no fences", done.stdout)
    expect(done.stderr == "", "nothing on stderr", done.stderr)
    for other in "504", "orm504":
        expect(place.run("explain", other).stdout == done.stdout, f"the same for {other}")


def case_explain_several(place):
    one, two = (place.run("explain", code).stdout for code in ("ORM101", "ORM504"))
    both = expect_ends(place.run("explain", "ORM101", "ORM504"), 0).stdout
    expect(both == f"{one}\n\n{two}", "one below the other", both)


def case_explain_list(place):
    done = expect_ends(place.run("explain", "--list"), 0)
    lines = done.stdout.splitlines()
    expect("ORM504  error    one-to-one key is not unique" in lines, "a line for ORM504", lines)
    expect(lines == sorted(lines), "sorted by number", lines)


def case_explain_unknown(place):
    expect_ends(place.run("explain", "ORM5044"), 2, "there is no code `ORM5044`",
                "did you mean `ORM504`?", "`ormgen explain --list`")
    expect_ends(place.run("explain", "ORM504", "lazy"), 2, "there is no code `lazy`;")
    expect_ends(place.run("explain"), 2, "`ormgen explain ORM504`", "`ormgen explain --list`")


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / case))


main()
