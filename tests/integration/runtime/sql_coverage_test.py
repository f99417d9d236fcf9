"""Whatever the headers offer for queries is in one of the tests of its SQL.

    sql_coverage_test.py <repository>

It reads the names of functions, operators and steps of a query in the public headers, and looks for
a use of each in the `*_sql_test.cpp` beside it.
"""

import pathlib
import re
import sys

HEADERS = ("aggregates arithmetic bulk compound conditions criteria cte date_functions fields functions "
           "json_functions keyset ordering query query_ends relations returning subqueries text update windows").split()
# What has no SQL of its own: what is looked at inside of the library, and ways to run a query.
WITHOUT_SQL = set("column condition data descending entity is_descending maker names operands "
                  "session spec sql to_sql "
                  "all explain first one one_or_none populate_existing stream "
                  "without_criteria".split())

TYPE = r"(?:inline )?(?:auto|bool|std::int64_t|[A-Z]\w*(?:<[^()]*>)?)"
FUNCTION = re.compile(rf"^{TYPE} (\w+)\(", re.MULTILINE)
METHOD = re.compile(rf"^  {TYPE} (\w+)\(", re.MULTILINE)
OPERATOR = re.compile(r"^auto operator(\S+?)\(", re.MULTILINE)


def public_part(text):
    """Without what is for the library alone."""
    text = re.sub(r"^namespace detail \{.*?^\}  // namespace detail$", "", text, flags=re.S | re.M)
    return re.sub(r"^ private:.*?^\};$", "};", text, flags=re.S | re.M)


def offered(text):
    """Pairs of a name and a pattern of its use."""
    functions = re.compile(r"^namespace func \{.*?^\}  // namespace func$", re.S | re.M)
    for name in FUNCTION.findall("".join(functions.findall(text))):
        yield name, rf"\bfunc::{name}\b"
    rest = functions.sub("", text)
    for name in FUNCTION.findall(rest):
        yield name, rf"\borm::{name}\b"
    for name in METHOD.findall(rest):
        yield name, rf"(\.|template ){name}[<(]"
    for name in OPERATOR.findall(rest):
        yield "operator" + name, rf"( {re.escape(name)} |[( ]{re.escape(name)}\w)"


def main():
    root = pathlib.Path(sys.argv[1])
    tests = "".join(path.read_text()
                    for path in sorted(pathlib.Path(__file__).parent.glob("*_sql_test.cpp")))
    missing, found = [], set()
    for header in HEADERS:
        text = (root / "runtime/include/orm" / f"{header}.h").read_text()
        for name, use in offered(public_part(text)):
            if name in WITHOUT_SQL:
                continue
            found.add(name)
            if not re.search(use, tests):
                missing.append(f"{header}.h: {name} is in no test of its SQL")
    print(f"{len(found)} names: {' '.join(sorted(found))}")
    # Else nothing has been read.
    if len(found) < 100:
        missing.append("fewer names than there are: the patterns no longer fit the headers")
    print("\n".join(sorted(set(missing))))
    return 1 if missing else 0


sys.exit(main())
