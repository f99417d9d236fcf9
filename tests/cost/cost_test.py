"""What the workloads of scripts/bench cost at a small size, compared with costs.json.

usage: cost_test.py --program COST_PROGRAM --compiler NAME (--update | WORKLOAD)...

`own` are the instructions of the program, the generated code and the runtime; `total` has those of
SQLite and the other libraries, too. They and allocations may differ by 3 %, all else not at all.
Costs belong to a compiler with its flags, a version of SQLite and one of the C library; with others
they are only told. `--update` writes those of this machine to costs.json.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

import profile_file

COSTS = pathlib.Path(__file__).with_name("costs.json")
# What the project is tested with has to be there.
DEBIAN_12 = "GNU 12.2.0 -O2 -DNDEBUG, SQLite 3.40.1, glibc 2.36, x86_64"
MOST_DIFFERENCE = 0.03
ABOUT = ["own", "total", "allocations"]
EXACT = ["prepares", "statements", "steps", "sum"]
# The C library looks at the processor to choose how it copies memory: it shall not find what some
# processors have and others do not. And it shall not look for functions inside the region.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "LC_ALL": "C",
    "LD_BIND_NOW": "1",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps="
                      "-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX_Fast_Unaligned_Load,-BMI2,-ERMS,-FSRM",
}


def output_of(command, folder):
    """What it prints, as a dictionary of the words that begin its lines."""
    for left in folder.glob("cost.db*"):
        left.unlink()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{command}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def measure(program, workload, folder):
    """All costs of a workload; the profile stays in the folder."""
    folder.mkdir(exist_ok=True)
    written = folder / "callgrind.out"
    told = output_of(
        ["valgrind", "--tool=callgrind", "--toggle-collect=cost::run_region*",
         f"--callgrind-out-file={written}", "--compress-strings=no", "--compress-pos=no",
         program, workload], folder)
    statements = output_of([program, workload, "--statements"], folder)
    if told["regions"] != "1" or statements["regions"] != "1":
        sys.exit(f"{workload}: there is not one region that is measured")
    instructions = profile_file.instructions_of(written)
    own = sum(count for path, count in instructions.items()
              if path == program or pathlib.Path(path).name.startswith("liborm_"))
    return {"own": own, "total": sum(instructions.values()),
            "allocations": int(told["allocations"]), **{name: int(statements[name]) for name in EXACT}}


def key_of(program, compiler, folder):
    sqlite = output_of([program, "--sqlite-version"], folder)["SQLite"]
    try:
        libc = os.confstr("CS_GNU_LIBC_VERSION")
    except ValueError:
        libc = "another C library"
    return f"{compiler}, SQLite {sqlite}, {libc}, {platform.machine()}"


def faults(measured, committed):
    """Yields a line for each cost that is not as committed."""
    for name in ABOUT + EXACT:
        now, before = measured[name], committed[name]
        most = MOST_DIFFERENCE * before if name in ABOUT else 0
        if abs(now - before) > most:
            percent = f" ({100 * (now - before) / before:+.1f} %)" if before else ""
            yield f"{name}: {now}{percent}, and not {before}"


def check(costs, key, workload, measured, profile):
    """True when they are those of `costs`, which is what costs.json has; prints why not."""
    if workload not in costs.get(DEBIAN_12, {}):
        print(f"costs.json does not have {workload} for {DEBIAN_12}")
        return False
    print(f"{workload}: {json.dumps(measured)}")
    if key not in costs:
        print(f"note: not compared, for costs.json has nothing for {key}: {json.dumps(measured)}")
        return True
    committed = costs[key].get(workload)
    if committed is None:
        print(f"costs.json has no {workload} for {key}")
        return False
    found = list(faults(measured, committed))
    for fault in found:
        print(f"{workload}: {fault}")
    if found:
        print(f"`callgrind_annotate {profile}` says which functions have what. When the difference "
              "is meant, in whichever direction: `cmake --build . --target update_costs`, and commit "
              "tests/cost/costs.json.")
    return not found


def update(key, measured):
    """Keeps the other keys. One line for each workload, so that a change can be read."""
    costs = json.loads(COSTS.read_text()) if COSTS.exists() else {}
    costs[key] = measured
    parts = []
    for each in sorted(costs):
        rows = ",\n".join(f"    {json.dumps(workload)}: {json.dumps(values)}"
                          for workload, values in costs[each].items())
        parts.append(f"  {json.dumps(each)}: {{\n{rows}\n  }}")
    COSTS.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("workloads", nargs="+", metavar="WORKLOAD")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("there is no valgrind, which counts instructions (Debian's package valgrind)")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    program = str(pathlib.Path(options.program).resolve())
    folders = {workload: pathlib.Path(workload).resolve() for workload in options.workloads}
    measured = {workload: measure(program, workload, folder) for workload, folder in folders.items()}
    key = key_of(program, options.compiler, pathlib.Path.cwd())
    if options.update:
        update(key, measured)
        return
    committed = json.loads(COSTS.read_text())
    good = [check(committed, key, workload, costs, folders[workload] / "callgrind.out")
            for workload, costs in measured.items()]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
