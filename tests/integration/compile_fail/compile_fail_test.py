"""Compiles one case twice: right it compiles, wrong it does not, and the compiler says why.

The first line of a case names words that have to be in what the compiler says.
"""

import argparse
import pathlib
import subprocess
import sys


def compile_case(arguments, extra):
    command = [arguments.compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra"]
    command += ["-I" + folder for folder in arguments.include if folder]
    result = subprocess.run(
        command + extra + [str(arguments.case)], capture_output=True, text=True, check=False
    )
    return result.returncode, result.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", nargs="*", default=[])
    parser.add_argument("--case", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    first_line = arguments.case.read_text().splitlines()[0]
    marker, _, words = first_line.partition("// expects: ")
    if marker or not words:
        sys.exit(f"{arguments.case}: the first line has to be `// expects: WORDS`")

    code, output = compile_case(arguments, ["-Werror"])
    if code != 0:
        sys.exit(f"the right twin does not compile:\n{output}")
    code, output = compile_case(arguments, ["-DORM_WRONG"])
    if code == 0:
        sys.exit("the wrong twin compiles")
    if words not in output:
        sys.exit(f"the compiler does not say `{words}`:\n{output}")


if __name__ == "__main__":
    main()
