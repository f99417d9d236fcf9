"""Shows how time and memory grow with the number of rows, beside hand-written code.

usage: scale.py --programs DIR [--largest N] [--clock LIBRARY]

Prints `workload program rows ms ratio_to_hand_written bytes_per_row rounds`, separated by tabs, for
workloads.h's W1m, W3, W5, W9 and graph. Rows are posts; there is a user for ten of them, and in
graph a profile and a student with eight courses for each user: 1.3 objects and 0.8 pairs for a row.
Each measurement is a process of its own: the fastest of its repetitions, and its peak memory less
what it had in use before. That is the tables, for what begins with filled ones; where it does not
(W1m, graph), and in the journal of W9, what SQLite keeps in memory counts too. Ends with status 1
when the programs do not come to the same checksum.

10 million rows need 16 GiB of memory, 4 GB for temporary files and half an hour.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

from rounds import HEAP_POLICY

PROGRAMS = ["hand_written", "ormgen"]
WORKLOADS = ["W1m", "W3", "W5", "W9", "graph"]
# How many rounds there are for so many rows.
ROUNDS = {10_000: 15, 100_000: 9, 1_000_000: 5, 10_000_000: 3}
LARGEST_OF = {"graph": 1_000_000}
POSTS_PER_USER = 10
# A process measures so many rows at least, unless W9 has changed them.
ROWS_OF_PROCESS = 300_000


class Measured:
    """What one process has printed of one workload."""

    def __init__(self, output):
        self.milliseconds, self.kibibytes, self.checksum = float("inf"), 0, ""
        for line in output.splitlines():
            workload, _, value, checksum = line.split("\t")
            if workload.startswith("RSS_"):
                self.kibibytes = int(value)
            else:
                self.milliseconds = min(self.milliseconds, float(value))
                self.checksum = checksum


class Scale:
    def __init__(self, options, folder):
        self.options = options
        self.tables = os.path.join(folder, "tables.db")
        self.environment = dict(os.environ, GLIBC_TUNABLES=HEAP_POLICY)
        if options.clock:
            self.environment["LD_PRELOAD"] = options.clock
        self.agrees = True

    def run(self, program, rows, *arguments):
        command = [os.path.join(self.options.programs, program + "_bench"), "--users",
                   str(rows // POSTS_PER_USER), *arguments]
        return subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE,
                              text=True).stdout

    def measure(self, program, workload, rows):
        return Measured(self.run(program, rows, "--tables", self.tables, "--memory", "--only",
                                 workload, "--warm", "1", "--reps",
                                 str(max(1, ROWS_OF_PROCESS // rows))))

    def run_rounds(self, workload, rows):
        rounds = []
        for number in range(ROUNDS[rows]):
            # Neither of them is always the first one.
            programs = PROGRAMS if number % 2 == 0 else PROGRAMS[::-1]
            rounds.append({name: self.measure(name, workload, rows) for name in programs})
        self.show(workload, rows, rounds)
        print(f"{workload} of {rows} rows, load {os.getloadavg()[0]:.1f}", file=sys.stderr)

    def show(self, workload, rows, rounds):
        for program in PROGRAMS:
            took = statistics.median(each[program].milliseconds for each in rounds)
            ratio = statistics.median(each[program].milliseconds / each[PROGRAMS[0]].milliseconds
                                      for each in rounds)
            size = statistics.median(each[program].kibibytes for each in rounds) * 1024 / rows
            print(f"{workload}\t{program}\t{rows}\t{took:.2f}\t{ratio:.3f}\t{size:.0f}"
                  f"\t{len(rounds)}", flush=True)
        checksums = {each[program].checksum for each in rounds for program in PROGRAMS}
        if len(checksums) > 1:
            print(f"scale.py: {workload} of {rows}: the programs disagree", file=sys.stderr)
            self.agrees = False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--largest", type=int, default=max(ROUNDS))
    parser.add_argument("--clock")
    options = parser.parse_args()
    print("workload\tprogram\trows\tms\tratio_to_hand_written\tbytes_per_row\trounds", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        scale = Scale(options, folder)
        for rows in ROUNDS:
            if rows > options.largest:
                break
            scale.run("hand_written", rows, "--make-tables", scale.tables)
            for workload in WORKLOADS:
                if rows <= LARGEST_OF.get(workload, rows):
                    scale.run_rounds(workload, rows)
    return 0 if scale.agrees else 1


if __name__ == "__main__":
    sys.exit(main())
