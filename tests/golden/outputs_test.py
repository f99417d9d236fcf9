"""Checks what `ormgen generate` writes for a schema of accept/: `outputs_test.py <check> <case>`.

A case is `<feature>/<name>`. A schema that uses what is not in this version writes nothing.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from precompiled import Headers  # noqa: E402

SKIP = 77
WARNINGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


class Case:
    def __init__(self, options, name):
        self.options, self.name = options, name
        self.accept = pathlib.Path(options.source) / "tests" / "golden" / "accept"
        self.schema = self.accept / f"{name}.orm"
        self.expected = self.accept / name

    def generate(self, check, is_refusal_fine=False):
        """Writes into a new folder and returns it; ends the test where ormgen refuses it, or
        returns nothing."""
        out = pathlib.Path(self.options.work) / check / self.name
        shutil.rmtree(out, ignore_errors=True)
        done = subprocess.run(
            [self.options.ormgen, "generate", self.schema, "--base", self.schema.parent,
             "--out", out], text=True, capture_output=True)
        if "is not in this version of ormgen" in done.stderr:
            if done.returncode != 1 or out.exists():
                sys.exit(f"writes although it ends with {done.returncode}:\n{done.stderr}")
            if is_refusal_fine:
                return None
            print("refused: uses what is not in this version")
            sys.exit(0)
        if done.returncode or done.stderr or done.stdout:
            sys.exit(f"ormgen ends with {done.returncode}:\n{done.stdout}{done.stderr}")
        return out


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def check_bytes(case):
    """The same bytes twice, and those that are expected."""
    first = files_of(case.generate("first"))
    if first != files_of(case.generate("second")):
        sys.exit("two runs differ")
    if not case.expected.is_dir():
        return
    if first == files_of(case.expected):
        return
    subprocess.run(["diff", "-ru", case.expected, pathlib.Path(case.options.work) / "first" / case.name])
    sys.exit("the output is not the expected one; look at it, then build update_golden_outputs")


def compilers_of(options):
    return [each for each in options.compilers if each and "NOTFOUND" not in each]


def runtime_headers(options, compiler):
    """Those that generated code includes."""
    work = pathlib.Path(options.work) / "headers" / pathlib.Path(compiler).name
    return Headers(compiler, pathlib.Path(options.source) / "tests" / "golden" / "runtime.h", work)


def prepare_headers(options):
    runtime = pathlib.Path(options.source) / "runtime" / "include"
    for compiler in compilers_of(options):
        runtime_headers(options, compiler).compile([*WARNINGS, "-Wno-error", "-I", runtime])


def check_compiles(case):
    """As one unit with one compiler, the headers in turned order, and each source by itself with the
    other; without a warning."""
    out = case.generate("compiles")
    sources = sorted(out.rglob("*.cpp"))
    headers = sorted(out.rglob("*.hpp"), reverse=True)
    for path in headers:
        if path.name.endswith(".orm.hpp") and '#include "orm/model.h"\n' not in path.read_text():
            sys.exit(f"{path.name} does not include orm/model.h")
    unit = out / "unit.cc"
    unit.write_text("".join(f'#include "{path.relative_to(out)}"\n' for path in headers + sources))
    first, *others = compilers_of(case.options)
    compile_with(case, first, [unit], out)
    for other in others:
        compile_with(case, other, sources, out)
    if not others:
        skip("there is no clang++-19, only one compiler was tried")


def compile_with(case, compiler, sources, out):
    includes = ["-I", out, "-I", case.accept.parent / "include",
                "-I", pathlib.Path(case.options.source) / "runtime" / "include"]
    headers = runtime_headers(case.options, compiler).use()
    done = subprocess.run(
        [compiler, *WARNINGS, "-fsyntax-only", *headers, *includes, *sources])
    if done.returncode:
        sys.exit(f"{compiler} does not accept it")


def check_format(case):
    """What is written is what clang-format makes of it."""
    if "NOTFOUND" in case.options.clang_format or not case.options.clang_format:
        skip("there is no clang-format-19")
    out = case.generate("format")
    shutil.copy(pathlib.Path(case.options.source) / ".clang-format", out)
    for name, text in files_of(out).items():
        if name == ".clang-format":
            continue
        done = subprocess.run([case.options.clang_format, out / name], capture_output=True)
        if done.stdout != text:
            formatted = out / "formatted.txt"
            formatted.write_bytes(done.stdout)
            subprocess.run(["diff", "-u", out / name, formatted])
            sys.exit(f"{name} is not as clang-format would write it")


def check_budget(case):
    """At most 10 header lines for a column or relationship, and 40 for an entity beyond that."""
    for name, text in files_of(case.generate("budget")).items():
        if not name.endswith(".orm.hpp"):
            continue
        header = text.decode()
        # Comments of the schema are its author's.
        written = [line for line in header.splitlines() if line.strip()]
        entities = len(re.findall(r"^class \w+ (?:final )?: public", header, re.MULTILINE))
        members = len(re.findall(r"^    orm::(?:Column|ToManyField|ToOneField)<", header,
                                 re.MULTILINE))
        allowed = 40 * max(entities, 1) + 10 * members
        print(f"{name}: {len(written)} lines, {allowed} allowed")
        if entities and not members:
            sys.exit(f"{name}: counts no members")
        if len(written) > allowed:
            sys.exit(f"{name} is too long")


def check_whole_budget(case):
    """The budget over all schemas together, and 2 lines for an enumerator."""
    options = case.options
    lines = {"entities": 0, "members": 0, "enumerators": 0}
    count = dict(lines)
    for schema in sorted(case.accept.rglob("*.orm")):
        one = Case(options, schema.relative_to(case.accept).with_suffix("").as_posix())
        if not (out := one.generate("whole_budget", is_refusal_fine=True)):
            continue
        for path in out.rglob("*.orm.hpp"):
            add_lines_of(path.read_text(), lines, count)
    for kind, allowed in (("members", 10), ("entities", 40), ("enumerators", 2)):
        each = lines[kind] / max(count[kind], 1)
        print(f"note: {each:.2f} header lines for each of {count[kind]} {kind}, {allowed} allowed")
        if not count[kind] or each > allowed:
            sys.exit(f"the headers are too long for their {kind}")


def add_lines_of(header, lines, count):
    """Adds the lines of an enum to its enumerators, of a class to its members where they are named
    in it, and all others to the entities."""
    for body in re.findall(r"^enum class \w+ : \S+ \{\n(.*?)^\};", header, re.MULTILINE | re.DOTALL):
        count["enumerators"] += len(re.findall(r"^  \w+(?: = [^,]*)?,$", body, re.MULTILINE))
        lines["enumerators"] += body.count("\n") + 2
    for body in re.findall(r"^class \w+ final.*?^\};", header, re.MULTILINE | re.DOTALL):
        found = re.findall(r"^    orm::(?:Column|ToManyField|ToOneField)<[^;]*?(\w+)(?:\{[^;]*\})?;",
                           body, re.MULTILINE)
        count["entities"] += 1
        count["members"] += len(found)
        names = re.compile(rf"\b(?:set_)?(?:{'|'.join(found)})_?\b") if found else None
        for line in filter(str.strip, body.splitlines()):
            is_of_member = names and names.search(line)
            lines["members" if is_of_member else "entities"] += 1


def check_sql(case):
    """SQLite takes every statement of the source, and both scripts."""
    try:
        import sqlite3
    except ImportError:
        skip("this Python has no sqlite3")
    sources = sorted(case.generate("sql").rglob("*.cpp"))
    schema = [case.schema, "--base", case.schema.parent]
    create, drop = (
        subprocess.run([case.options.ormgen, "sql", word, *schema], text=True, check=True,
                       stdout=subprocess.PIPE).stdout for word in ("create", "drop"))
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA foreign_keys = ON")
    database.executescript(create)
    statements = [found.group(2) for source in sources
                  for found in re.finditer(r'R"(\w+)\((.*?)\)\1"', source.read_text(), re.DOTALL)]
    if not statements and re.search(r"^(entity|table) ", case.schema.read_text(), re.MULTILINE):
        sys.exit("no statement was found")
    for statement in statements:
        if statement.startswith("CREATE"):
            if statement + ";\n" not in create:
                sys.exit(f"`ormgen sql create` does not have:\n{statement}")
        else:
            database.execute("EXPLAIN " + statement, [None] * statement.count("?"))
    database.executescript(drop)
    # What AUTOINCREMENT has counted stays, without a row of a table that is gone.
    left = "SELECT count(*) FROM sqlite_master WHERE name <> 'sqlite_sequence'"
    if database.execute(left).fetchone() != (0,):
        sys.exit("the drop script leaves something")


def update(options):
    accept = pathlib.Path(options.source) / "tests" / "golden" / "accept"
    for expected in sorted(path for path in accept.glob("*/*") if path.is_dir()):
        case = Case(options, expected.relative_to(accept).as_posix())
        out = case.generate("update")
        shutil.rmtree(expected)
        shutil.copytree(out, expected)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("check")
    parser.add_argument("case")
    for name in ("ormgen", "source", "work", "clang-format"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--compilers", nargs="+", required=True)
    options = parser.parse_args()
    if options.check == "update":
        update(options)
    elif options.check == "prepare_headers":
        prepare_headers(options)
    else:
        globals()[f"check_{options.check}"](Case(options, options.case))


main()
