"""The house style, one check per name: `style_test.py <check> <repository>`.

A check yields (path, line number, message) for each fault. The checks are themselves checked:
`self_test` shows every one of them a fault and expects it to be found.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import layers

CPP = (".h", ".cpp", ".hpp", ".def")
SOURCES = CPP + (".g4", ".py", ".cmake", ".txt", ".tmpl", ".orm", ".json", "")
# The first program is shown to users as it is.
SKIPPED = ("tests/abi/1/", "tests/golden/accept/", "tests/golden/format/", "tests/golden/prints/",
           "tests/golden/reject/", "build/", "samples/relationships/main.cpp")


def files(root, endings):
    """Repository paths of all files with these endings, but outputs and expectations."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = name.split("/")[0] == ".git" or "__pycache__" in name
        if path.is_file() and path.suffix in endings and not hidden:
            if not name.startswith(SKIPPED):
                yield name


def lines(root, endings):
    for name in files(root, endings):
        for number, line in enumerate((root / name).read_text().splitlines(), 1):
            yield name, number, line


def check_layers(root):
    yield from layers.faults(root, list(files(root, CPP)))


def check_size(root):
    for name in files(root, SOURCES):
        count = len((root / name).read_text().splitlines())
        if count >= 400:
            yield name, count, "has 400 lines or more: split it by concept"


def check_names(root):
    vague = {"util", "utils", "helper", "helpers", "common", "misc"}
    for name in files(root, SOURCES + (".md",)):
        if vague & set(re.split(r"[/._-]", name)):
            yield name, 1, "is named after nothing in particular"


def check_comments(root):
    left_over = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    banner = re.compile(r"^\s*//\s*[-=*#/]{4,}")
    trailing = re.compile(r"[;{},)]\s+// (?!namespace|NOLINT|IWYU)")
    for name, number, line in lines(root, SOURCES):
        if left_over.search(line):
            yield name, number, "left-over: do it, or file an issue"
        if name.endswith(CPP) and banner.match(line):
            yield name, number, "banner"
        if name.endswith(CPP) and not line.lstrip().startswith("//") and trailing.search(line):
            yield name, number, "a comment stands on its own line above"


def check_machine_paths(root):
    machine = re.compile("/(" + "|".join(["work", "farm", "root", "home/[a-z]+"]) + ")/")
    for name, number, line in lines(root, SOURCES + (".md",)):
        if machine.search(line):
            yield name, number, "path of one machine"


def check_sample_names(root):
    """Nothing is made for the schema of the first program: its names are in comments at most."""
    word = re.compile(r"\b(Us" r"er|Po" r"st|Stu" r"dent|Cou" r"rse)\b")
    for name, number, line in lines(root, SOURCES):
        code = re.split(r"//|^\s*(?:#(?!include)|\*)", line)[0]
        if name.startswith(("runtime/", "generator/", "templates/")) and word.search(code):
            yield name, number, "name of a sample's schema in the product"


def check_format(root):
    names = [name for name in files(root, (".h", ".cpp", ".hpp"))]
    if names:
        run = subprocess.run(
            ["clang-format-19", "--dry-run", "--Werror", *names],
            cwd=root, capture_output=True, text=True)
        for found in re.finditer(r"^(.+?):(\d+):\d+: error: (.*)$", run.stderr, re.MULTILINE):
            yield found.group(1), int(found.group(2)), "run clang-format-19 -i on it"
        if run.returncode and "error:" not in run.stderr:
            yield ".clang-format", 1, run.stderr.strip()


CHECKS = {
    name[len("check_"):]: check for name, check in globals().items() if name.startswith("check_")
}

# check -> (path, text) of a file which breaks it.
FAULTY = {
    "layers": [
        ("generator/ast/ast.h", '#include "model/model.h"\n'),
        ("runtime/src/sql/text.cpp", "#include <sqlite3.h>\n"),
        ("runtime/include/orm/engine.h", "#include <fmt/core.h>\n"),
        ("runtime/src/value/value.h", '#include "ast/ast.h"\n'),
        ("runtime/src/elsewhere/file.h", "#include <vector>\n"),
        ("runtime/include/orm/session.h", "#include <memory>\n"),
    ],
    "size": [("runtime/src/long.cpp", "\n" * 400)],
    "names": [("runtime/src/sql/sql_util" "s.h", "")],
    "comments": [
        ("a.cpp", "// TO" "DO: all of it\n"),
        ("a.cpp", "// ---" "-----\n"),
        ("a.cpp", "int x = 0; // " "the x\n"),
    ],
    "machine_paths": [("README.md", "cd /ho" "me/me/ormgen\n")],
    "sample_names": [("generator/emit/emit.cpp", 'name == "Us' 'er"\n')],
    "format": [("a.cpp", "int  x ;\n")],
}


def self_test(repository):
    missed = set(CHECKS) - set(FAULTY)
    for check, cases in FAULTY.items():
        for path, text in cases:
            with tempfile.TemporaryDirectory() as folder:
                root = pathlib.Path(folder)
                for name, content in [
                    ("tests/style/layers.txt",
                     (repository / "tests/style/layers.txt").read_text()),
                    (".clang-format", (repository / ".clang-format").read_text()),
                    ("generator/model/model.h", ""),
                    ("generator/ast/ast.h", ""),
                    (path, text),
                ]:
                    (root / name).parent.mkdir(parents=True, exist_ok=True)
                    (root / name).write_text(content)
                if not any(fault[0] == path for fault in CHECKS[check](root)):
                    missed.add(f"{check}: {path}: {text[:40]!r}")
    for miss in missed:
        yield "tests/style/style_test.py", 1, f"does not find {miss}"


def main():
    check, root = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    found = list(self_test(root) if check == "self_test" else CHECKS[check](root))
    for path, number, message in found:
        print(f"{path}:{number}: {message}")
    return 1 if found else 0


sys.exit(main())
