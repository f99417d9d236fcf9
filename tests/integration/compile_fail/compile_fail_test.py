"""Compiles one case twice: right it compiles, wrong it does not, and the compiler says why.

The first line of a case names words that have to be in what the compiler says. The headers that all
cases share are compiled once before, by a call with `--headers` and no case.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys


def run_compiler(arguments, extra):
    command = [arguments.compiler, "-std=c++20", "-Wall", "-Wextra"]
    command += ["-I" + folder for folder in arguments.include if folder]
    result = subprocess.run(command + extra, capture_output=True, text=True, check=False)
    return result.returncode, result.stderr


def is_clang(arguments):
    return "clang" in pathlib.Path(arguments.compiler).name


def compiled_headers(arguments):
    return arguments.work / (arguments.headers.name + (".pch" if is_clang(arguments) else ".gch"))


def compile_headers(arguments):
    arguments.work.mkdir(parents=True, exist_ok=True)
    # g++ looks for what is compiled beside what is included.
    shutil.copy(arguments.headers, arguments.work)
    source = arguments.work / arguments.headers.name
    code, output = run_compiler(
        arguments, ["-x", "c++-header", str(source), "-o", str(compiled_headers(arguments))])
    if code != 0:
        sys.exit(output)


def compile_case(arguments, extra):
    if is_clang(arguments):
        headers = ["-include-pch", str(compiled_headers(arguments))]
    else:
        headers = ["-Winvalid-pch", "-include", str(arguments.work / arguments.headers.name)]
    return run_compiler(arguments, ["-fsyntax-only", *headers, *extra, str(arguments.case)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", nargs="*", default=[])
    parser.add_argument("--headers", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--case", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.case is None:
        compile_headers(arguments)
        return

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
