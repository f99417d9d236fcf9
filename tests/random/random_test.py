"""Random schemas: their tables load, their classes compile without a warning, and a row of each
entity comes back. Stops at the first
that fails.

usage: random_test.py --ormgen FILE --source DIR --runtime FILE --work DIR --compilers C++...
                      [--first SEED] [--count N]
"""

import argparse
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from schemas import Schema  # noqa: E402

FLAGS = ["-std=c++20", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
         "-Werror"]
# What the runtime needs.
LIBRARIES = ["-lfmt", "-lsqlite3", "-pthread"]
LARGEST = 60


def size_of(seed):
    """One in ten is as large as it gets."""
    return LARGEST if seed % 10 == 0 else 2 + seed * 7 % 11


def run(command, what):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"{what} fails: {' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def compile_and_run(options, compiler, folder, schema):
    includes = ["-I", folder / "out", "-I", pathlib.Path(options.source) / "runtime" / "include"]
    sources = [folder / "main.cpp", *sorted((folder / "out").glob("*.cpp"))]
    program = folder / "program"
    run([compiler, *FLAGS, *includes, *sources, options.runtime, *LIBRARIES, "-o", program],
        "compiling")
    run([program], f"{schema.name} with {compiler}")


def try_seed(options, seed):
    schema = Schema(seed, size_of(seed))
    folder = pathlib.Path(options.work) / schema.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = folder / f"{schema.name}.orm"
    file.write_text(schema.text())
    (folder / "main.cpp").write_text(schema.program())
    run([options.ormgen, "generate", file, "--base", folder, "--out", folder / "out"], "generating")
    create = run([options.ormgen, "sql", "create", file], "`ormgen sql create`")
    database = sqlite3.connect(":memory:")
    database.executescript(create)
    for compiler in options.compilers:
        compile_and_run(options, compiler, folder, schema)
    print(f"{schema.name}: {len(schema.entities)} entities", flush=True)
    shutil.rmtree(folder)
    return len(schema.entities)


def main():
    parser = argparse.ArgumentParser()
    for name in ("ormgen", "source", "runtime", "work"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--compilers", nargs="+", required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.count)
    entities = sum(try_seed(options, seed) for seed in seeds)
    print(f"note: {options.count} random schemas with {entities} entities come back")


main()
