"""Generated code of an ABI compiles with this runtime, without a warning, or is refused and says why.

usage: abi_test.py compiles|refuses COMPILER FOLDER --include DIR... [--abi NUMBER]

`refuses` takes the code of FOLDER for that of the ABI with this number.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


def compile_all(options, folder):
    """The first source that is not accepted, and what the compiler says about it."""
    sources = sorted(folder.glob("*.cpp"))
    if not sources:
        sys.exit(f"there is no source in {folder}")
    includes = [f"-I{path}" for path in (folder, *options.include)]
    for source in sources:
        done = subprocess.run(
            [options.compiler, "-std=c++20", *WARNINGS, "-fsyntax-only", *includes, source],
            capture_output=True, text=True)
        if done.returncode != 0:
            return source.name, done.stderr
    return None, ""


def compiles(options):
    source, output = compile_all(options, options.folder)
    if source is not None:
        sys.exit(f"{source} does not compile:\n{output}")


def as_of_abi(text, number):
    text, count = re.subn(r"supports_generated<\d+>", f"supports_generated<{number}>", text)
    return re.sub(r"runtime of ABI \d+", f"runtime of ABI {number}", text), count


def refuses(options):
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        changed = 0
        for path in options.folder.iterdir():
            text, count = as_of_abi(path.read_text(encoding="utf-8"), options.abi)
            changed += count
            (folder / path.name).write_text(text, encoding="utf-8")
        if changed == 0:
            sys.exit("no header says which ABI it is of")
        source, output = compile_all(options, folder)
    if source is None:
        sys.exit(f"code of ABI {options.abi} is accepted")
    remedy = f"regenerate with this runtime's ormgen, or use the runtime of ABI {options.abi}"
    if remedy not in output:
        sys.exit(f"the compiler does not say `{remedy}`:\n{output}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("check", choices=["compiles", "refuses"])
    parser.add_argument("compiler")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--include", nargs="+", required=True)
    parser.add_argument("--abi", type=int)
    options = parser.parse_args()
    {"compiles": compiles, "refuses": refuses}[options.check](options)


main()
