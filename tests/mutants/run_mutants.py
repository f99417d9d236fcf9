"""Faults that the scenarios have to notice: `run_mutants.py --check`, or `--work FOLDER --ormgen
PROGRAM`.

Copies the sources to the folder, builds the scenarios there, and then, for each fault of
mutants.toml, builds them with it, runs them, and takes it back. The last line counts; the exit
status is not 0 when a fault turns no scenario red.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
RUNTIME = pathlib.Path("runtime/src")
SECONDS = 300


def mutants():
    with open(pathlib.Path(__file__).parent / "mutants.toml", "rb") as file:
        return tomllib.load(file)["mutant"]


def mutated(root, mutant):
    """The file's path, its text, and its text with the fault."""
    path = root / RUNTIME / mutant["file"]
    text = path.read_text()
    count = text.count(mutant["old"])
    if count != 1:
        sys.exit(f"{RUNTIME / mutant['file']}: stands {count} times and not once "
                 f"({mutant['fault']}):\n{mutant['old']}")
    return path, text, text.replace(mutant["old"], mutant["new"])


def run(*command, **options):
    return subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **options)


def build(folder, jobs):
    return run("cmake", "--build", folder, "-j", jobs, "--target", "scenarios_test")


def copy_changed(source, target):
    """What is as it was keeps its time: a build goes on where the last run, or its fault, ended."""
    source, target = pathlib.Path(source), pathlib.Path(target)
    if not target.exists() or source.read_bytes() != target.read_bytes():
        target.write_bytes(source.read_bytes())
        target.chmod(source.stat().st_mode)


def prepare(work, ormgen, jobs):
    """A copy of the sources, and the scenarios built from it."""
    source, folder = work / "source", work / "build"
    shutil.copytree(SOURCE, source, symlinks=True, dirs_exist_ok=True, copy_function=copy_changed,
                    ignore=shutil.ignore_patterns("build", ".git", "__pycache__"))
    done = run("cmake", "-G", "Ninja", "-S", source, "-B", folder, "-DCMAKE_BUILD_TYPE=Debug",
               "-DCMAKE_CXX_FLAGS_DEBUG=-O0", "-DORM_BUILD_TESTS=ON",
               # A fault may leave a function without a caller.
               "-DORM_WARNINGS_AS_ERRORS=OFF",
               f"-DORMGEN_EXECUTABLE={pathlib.Path(ormgen).resolve()}")
    if done.returncode == 0:
        done = build(folder, jobs)
    if done.returncode != 0:
        sys.exit(done.stdout)
    return source, folder


def red_scenarios(folder):
    """The names of the tests that fail, or how the program ended."""
    try:
        done = run(folder / "bin" / "scenarios_test", "--gtest_brief=1", timeout=SECONDS,
                   cwd=folder / "tests" / "scenarios")
    except subprocess.TimeoutExpired:
        return [f"not done after {SECONDS} seconds"]
    if done.returncode in (0, 1):
        return sorted(set(re.findall(r"^\[  FAILED  \] (\w+\.\w+)", done.stdout, re.MULTILINE)))
    return [f"ended by signal {-done.returncode}"]


def shortened(names):
    rest = len(names) - 2
    return ", ".join(f"`{name}`" for name in names[:2]) + (f" and {rest} more" if rest > 0 else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="that each fault has its place")
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--ormgen")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--only", default="", help="the faults with that text, for a look")
    parser.add_argument("--table", type=pathlib.Path, help="where the table is written")
    options = parser.parse_args()
    if options.check:
        for mutant in mutants():
            mutated(SOURCE, mutant)
        return

    source, folder = prepare(options.work.resolve(), options.ormgen, options.jobs)
    if red_scenarios(folder):
        sys.exit("the scenarios are red without a fault")
    rows, survivors = [], 0
    for number, mutant in enumerate(mutants(), 1):
        if options.only not in mutant["fault"]:
            continue
        path, text, faulty = mutated(source, mutant)
        path.write_text(faulty)
        done = build(folder, options.jobs)
        if done.returncode != 0:
            print(done.stdout)
        red = red_scenarios(folder) if done.returncode == 0 else []
        path.write_text(text)
        survivors += not red
        outcome = shortened(red) or ("NONE" if done.returncode == 0 else "does not compile")
        rows.append(f"| {mutant['fault']} | `{mutant['file']}` | {outcome} |")
        print(number, mutant["fault"], "->", outcome, flush=True)
    if options.table and not options.only:
        head = options.table.read_text().split("\n| fault |")[0]
        options.table.write_text("\n".join(
            [head, "| fault | file | red |", "|---|---|---|", *rows, ""]))
    print(f"note: {len(rows)} faults, {len(rows) - survivors} of them turn scenarios red")
    sys.exit(survivors > 0)


if __name__ == "__main__":
    main()
