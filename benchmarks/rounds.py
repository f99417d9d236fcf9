"""Runs raw, best and ormgen in turn and prints the median of the ratios within each round.

usage: rounds.py --programs DIR --rounds N --seconds S --workloads W1m,W2,... [--clock LIBRARY]

Prints `workload program median_ms ratio_to_raw rounds`, separated by tabs. All programs run in every
round, so a machine that is slow for a while is slow for all of them. Ends with status 1 when two
programs do not come to the same checksum.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAMS = ["raw", "best", "ormgen"]
# Hand-written code has no identity map: there, a hit is compared with a read.
DENOMINATORS = {"W2hit": "W2"}
# With the default policy the heap grows and shrinks in every repetition, which costs more than what
# is measured.
HEAP_POLICY = ("glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=4294967296:"
               "glibc.malloc.top_pad=67108864")
FEWEST_ROUNDS = 3


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--workloads", required=True)
    parser.add_argument("--clock")
    return parser.parse_args()


def run(program, options, folder):
    """The fastest repetition of each workload, and its checksums."""
    environment = dict(os.environ, GLIBC_TUNABLES=HEAP_POLICY)
    if options.clock:
        environment["LD_PRELOAD"] = options.clock
    command = [os.path.join(options.programs, program + "_bench"), "--only", options.workloads,
               "--reps", "3", "--warm", "1", "--file", os.path.join(folder, "bench.db")]
    if program == "raw":
        command.append("--nolimit")
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    fastest, checksums = {}, {}
    for line in output.stdout.splitlines():
        workload, _, milliseconds, checksum = line.split("\t")
        fastest[workload] = min(float(milliseconds), fastest.get(workload, float("inf")))
        checksums.setdefault(workload, set()).add(checksum)
    return fastest, checksums


def collect(options):
    rounds, checksums = [], {}
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as folder:
        while len(rounds) < options.rounds:
            if len(rounds) >= FEWEST_ROUNDS and time.monotonic() > end:
                break
            row = {}
            for program in PROGRAMS:
                row[program], sums = run(program, options, folder)
                for workload, values in sums.items():
                    checksums.setdefault(workload, {}).setdefault(program, set()).update(values)
            rounds.append(row)
            print(f"round {len(rounds)}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return rounds, checksums


def rows_of(workload, rounds):
    denominator = DENOMINATORS.get(workload, workload)
    for program in PROGRAMS:
        measured = [row for row in rounds if workload in row[program] and denominator in row["raw"]]
        if not measured:
            continue
        milliseconds = statistics.median(row[program][workload] for row in measured)
        ratio = statistics.median(
            row[program][workload] / row["raw"][denominator] for row in measured)
        yield f"{workload}\t{program}\t{milliseconds:.2f}\t{ratio:.3f}\t{len(measured)}"


def differences(checksums):
    for workload, by_program in checksums.items():
        if len(set.union(*by_program.values())) > 1:
            yield f"{workload}: the programs disagree: {by_program}"


def main():
    options = arguments()
    rounds, checksums = collect(options)
    print("workload\tprogram\tmedian_ms\tratio_to_raw\trounds")
    for workload in options.workloads.split(","):
        for row in rows_of(workload, rounds):
            print(row)
    wrong = list(differences(checksums))
    for line in wrong:
        print("rounds.py: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
