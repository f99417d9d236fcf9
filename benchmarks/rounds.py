"""Runs the programs of the comparison in turn and prints the median of the ratios within each round.

usage: rounds.py --programs DIR --rounds N --repetitions N --seconds S --workloads W1m,W2,...
                 --slow-rounds N [--slow-without W2,...] [--clock LIBRARY]

Prints `workload program median_ms ratio_to_raw rounds`, separated by tabs, for what there is of raw,
best (both of ../shared/bench), hand_written, ormgen, soci and sqlalchemy. Ratios are those to raw,
or to hand_written for a workload that raw does not have. All programs run in every round, so a
machine that is slow for a while is slow for all of them; sqlalchemy, which takes longer than all
others together, runs in the first rounds only, as `rounds` tells. No round is begun, but the first
three, that would not end within the seconds. Ends with status 1 when two programs do not come to
the same checksum.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

COMPILED = ["raw", "best", "hand_written", "ormgen", "soci"]
SLOW = "sqlalchemy"
HERE = os.path.dirname(os.path.abspath(__file__))
# Hand-written code has no identity map: there, a hit is compared with a read. Whichever way
# W4 is loaded, it is the same.
DENOMINATORS = {"W2hit": "W2", "W4used": "W4", "W4sused": "W4s", "W4select": "W4",
                "W4sselect": "W4s", "W8prepared": "W8"}
# With the default policy the heap grows and shrinks in every repetition, which costs more than what
# is measured.
HEAP_POLICY = ("glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=68719476736:"
               "glibc.malloc.top_pad=67108864")
FEWEST_ROUNDS = 3


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--repetitions", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--workloads", required=True)
    parser.add_argument("--slow-rounds", type=int, required=True)
    parser.add_argument("--slow-without", default="")
    parser.add_argument("--clock")
    return parser.parse_args()


def python_with_sqlalchemy():
    """The interpreter that has the package is not always the first one."""
    for python in (sys.executable, "/usr/bin/python3"):
        found = os.path.exists(python) and subprocess.run(
            [python, "-c", "import sqlalchemy"], stderr=subprocess.DEVNULL, check=False)
        if found and found.returncode == 0:
            return python
    return None


class Comparison:
    """The programs that there are, and what they have measured: a row for each round."""

    def __init__(self, options, folder):
        self.options = options
        self.file = os.path.join(folder, "bench.db")
        self.data = os.path.join(folder, "data.db")
        self.rounds = []
        self.checksums = {}
        self.commands = {name: [self.path(name), "--reps", options.repetitions, "--warm", "1",
                                "--nolimit"]
                         for name in COMPILED if os.path.exists(self.path(name))}
        python = python_with_sqlalchemy() if options.slow_rounds else None
        if python:
            subprocess.run([self.path("hand_written"), "--make-database", self.data], check=True)
            self.commands[SLOW] = [python, os.path.join(HERE, "sqlalchemy_bench.py"), "--data",
                                   self.data]
        for name in COMPILED + [SLOW]:
            if name not in self.commands:
                print(f"rounds.py: {name} is not there; left out", file=sys.stderr)

    def path(self, name):
        return os.path.join(self.options.programs, name + "_bench")

    def workloads_of(self, name):
        without = self.options.slow_without.split(",") if name == SLOW else []
        return [each for each in self.options.workloads.split(",") if each not in without]

    def run(self, name):
        """The fastest repetition of each workload."""
        environment = dict(os.environ, GLIBC_TUNABLES=HEAP_POLICY)
        if self.options.clock:
            environment["LD_PRELOAD"] = self.options.clock
        command = [*self.commands[name], "--only", ",".join(self.workloads_of(name)), "--file",
                   self.file]
        output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE,
                                text=True)
        fastest = {}
        for line in output.stdout.splitlines():
            workload, _, milliseconds, checksum = line.split("\t")
            fastest[workload] = min(float(milliseconds), fastest.get(workload, float("inf")))
            task = DENOMINATORS.get(workload, workload)
            self.checksums.setdefault(task, {}).setdefault(name, set()).add(checksum)
        return fastest

    def run_round(self):
        number = len(self.rounds)
        names = [name for name in self.commands
                 if name != SLOW or number < self.options.slow_rounds]
        # None of them is always the first one.
        first = number % len(names)
        self.rounds.append({name: self.run(name) for name in names[first:] + names[:first]})
        print(f"round {number + 1}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)

    def run_rounds(self):
        end = time.monotonic() + self.options.seconds
        took = 0
        while len(self.rounds) < self.options.rounds:
            start = time.monotonic()
            if len(self.rounds) >= FEWEST_ROUNDS and start + took > end:
                break
            self.run_round()
            took = time.monotonic() - start

    @staticmethod
    def by_hand(row, workload):
        """What the denominator took for it in this round, or None."""
        task = DENOMINATORS.get(workload, workload)
        return row.get("raw", {}).get(task) or row["hand_written"].get(task)

    def rows_of(self, workload):
        for program in self.commands:
            measured = [(row[program][workload], self.by_hand(row, workload))
                        for row in self.rounds
                        if workload in row.get(program, {}) and self.by_hand(row, workload)]
            if measured:
                milliseconds = statistics.median(took for took, _ in measured)
                ratio = statistics.median(took / by_hand for took, by_hand in measured)
                yield f"{workload}\t{program}\t{milliseconds:.2f}\t{ratio:.3f}\t{len(measured)}"

    def differences(self):
        for workload, by_program in self.checksums.items():
            if len(set.union(*by_program.values())) > 1:
                yield f"{workload}: the programs disagree: {by_program}"


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(options, folder)
        comparison.run_rounds()
    print("workload\tprogram\tmedian_ms\tratio_to_raw\trounds")
    for workload in options.workloads.split(","):
        for row in comparison.rows_of(workload):
            print(row)
    wrong = list(comparison.differences())
    for line in wrong:
        print("rounds.py: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
