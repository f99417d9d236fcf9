"""Compiles one case twice: right it compiles, wrong it does not, and the compiler says why.

The first line of a case names words that have to be in what the compiler says. The headers that all
cases share are compiled once before, by a call with `--headers` and no case.
"""

import argparse
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
from precompiled import Headers  # noqa: E402


def flags_of(arguments):
    includes = ["-I" + folder for folder in arguments.include if folder]
    return ["-std=c++20", "-Wall", "-Wextra", *includes]


def compile_case(arguments, headers, extra):
    command = [arguments.compiler, *flags_of(arguments), "-fsyntax-only", *headers.use(), *extra,
               arguments.case]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode, result.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", nargs="*", default=[])
    parser.add_argument("--headers", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--case", type=pathlib.Path)
    arguments = parser.parse_args()
    headers = Headers(arguments.compiler, arguments.headers, arguments.work)
    if arguments.case is None:
        headers.compile(flags_of(arguments))
        return

    first_line = arguments.case.read_text().splitlines()[0]
    marker, _, words = first_line.partition("// expects: ")
    if marker or not words:
        sys.exit(f"{arguments.case}: the first line has to be `// expects: WORDS`")

    code, output = compile_case(arguments, headers, ["-Werror"])
    if code != 0:
        sys.exit(f"the right twin does not compile:\n{output}")
    code, output = compile_case(arguments, headers, ["-DORM_WRONG"])
    if code == 0:
        sys.exit("the wrong twin compiles")
    if words not in output:
        sys.exit(f"the compiler does not say `{words}`:\n{output}")


if __name__ == "__main__":
    main()
