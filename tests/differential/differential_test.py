"""Random programs leave the same rows, and read the same, with orm and with SQLAlchemy. Stops at
the first that does not, with the shortest program that shows it.

usage: differential_test.py --runner FILE [--first SEED] [--count N] [--show] [--keep-going]
"""

import argparse
import collections
import importlib.util
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# Programs that are made and run together.
BATCH = 500
# The generator says these where the two would differ on purpose without them.
KEPT = ("add", "flush", "expire_all")
# What the distribution's packages belong to need not be the first interpreter of the path.
INTERPRETERS = ["/usr/bin/python3", "python3"]


def use_interpreter_with_sqlalchemy():
    """Goes on with this program in one that has it; says so and ends when there is none."""
    if importlib.util.find_spec("sqlalchemy"):
        return
    for interpreter in INTERPRETERS:
        try:
            found = subprocess.run([interpreter, "-c", "import sqlalchemy"], capture_output=True)
        except OSError:
            continue
        if found.returncode == 0:
            os.execvp(interpreter, [interpreter, "-B", *sys.argv])
    print("no Python interpreter here has SQLAlchemy (Debian's package python3-sqlalchemy)")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)


class Sides:
    """Runs programs with both."""

    def __init__(self, runner, folder):
        self.runner = runner
        self.folder = pathlib.Path(folder)
        self.runs = 0

    def outputs(self, programs):
        """Two lists, of orm and of SQLAlchemy, with a list of lines for each program."""
        self.runs += 1
        text = "".join(f"program {number}\n" + "".join(line + "\n" for line in program)
                       for number, program in enumerate(programs))
        (self.folder / f"{self.runs}.txt").write_text(text)
        with open(self.folder / f"{self.runs}.txt") as programs_file:
            ours = subprocess.Popen(
                [self.runner, self.folder / f"{self.runs}.db", HERE / "dump.sql"],
                stdin=programs_file, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        theirs = reference.run(programs, self.folder / f"reference_{self.runs}.db",
                               (HERE / "dump.sql").read_text())
        printed, _ = ours.communicate()
        return self.split(printed, ours.returncode, len(programs)), theirs

    @staticmethod
    def split(printed, status, count):
        outputs = [part.splitlines()[1:] for part in printed.split("program ")[1:]]
        if status:
            outputs = outputs or [[printed]]
            outputs[-1].append(f"the runner ended with {status}")
        return outputs + [None] * (count - len(outputs))


def compared(output):
    """Without what is said to people."""
    return output and [line for line in output if not line.startswith("#")]


def difference(ours, theirs):
    """The errors that the first different lines tell, `None` where it is something else they tell;
    nothing where no line is different."""
    ours, theirs = (compared(output) or ["nothing"] for output in (ours, theirs))
    for one, other in itertools.zip_longest(ours, theirs, fillvalue="nothing"):
        if one != other:
            return error_of(one), error_of(other)
    return None


def error_of(line):
    kind = line.split(": ")[-1]
    return kind if kind in [kind for _, kind in reference.KINDS] else None


def difference_of(sides, program):
    ours, theirs = sides.outputs([program])
    return difference(ours[0], theirs[0])


def shrunk(sides, program):
    """Without the lines that the difference does not need."""
    wanted = difference_of(sides, program)
    before = None
    while before != program:
        before = program
        program = without_objects(sides, program, wanted)
        program = without_lines(sides, program, wanted)
    return program


def without_objects(sides, program, wanted):
    numbers = {n for line in program for n in used_numbers(line.split())}
    for number in sorted(numbers, key=int, reverse=True):
        shorter = [line for line in program if not mentions(line, number)]
        if is_complete(shorter) and difference_of(sides, shorter) == wanted:
            program = shorter
    return program


def without_lines(sides, program, wanted):
    for size in (8, 4, 2, 1):
        at = 0
        while at < len(program):
            kept = [line for line in program[at:at + size] if line.split()[0] in KEPT]
            shorter = without_repeats(program[:at] + kept + program[at + size:])
            if (len(shorter) < len(program) and is_complete(shorter)
                    and difference_of(sides, shorter) == wanted):
                program = shorter
            else:
                at += size
    return program


def without_repeats(program):
    """Without what does nothing after the line before it."""
    idle = {("flush", "flush"), ("expire_all", "flush"), ("expire_all", "expire_all")}
    shorter = []
    for line in program:
        if not shorter or (shorter[-1], line) not in idle:
            shorter.append(line)
    return shorter


def mentions(line, number):
    words = [word for word in line.split() if word != "try"]
    is_of = words[0] in ("make", "get", "merge") and words[1] == number
    return is_of or number in used_numbers(words)


def is_complete(program):
    """Each object is made before it is used."""
    made = set()
    for line in program:
        words = [word for word in line.split() if word != "try"]
        if words[0] in ("make", "get", "merge"):
            made.add(words[1])
        used = used_numbers(words)
        if not used <= made:
            return False
    return True


def used_numbers(words):
    name, *arguments = words
    if name == "make" and arguments[1] == "Membership":
        return set(arguments[2:4])
    if name in ("append", "unlink", "assign", "set_to_one"):
        return {arguments[0], *arguments[2:]} - {"-"}
    if name in ("add", "remove", "expire", "refresh", "expunge", "set", "read"):
        return {arguments[0]}
    return set()


def report(sides, seed, program):
    program = shrunk(sides, program)
    ours, theirs = sides.outputs([program])
    print(f"program {seed} differs; shortened:")
    print("\n".join(program))
    for title, output in (("orm", ours[0]), ("SQLAlchemy", theirs[0])):
        print(f"-- {title}:", *output, sep="\n")


def try_seeds(sides, seeds, options):
    """How many programs differ or end early, and the operations of all."""
    programs = [generator.Generator(seed).program() for seed in seeds]
    if options.show:
        print("\n".join(line for program in programs for line in ["", *program]))
    ours, theirs = sides.outputs(programs)
    different = [i for i, pair in enumerate(zip(ours, theirs)) if difference(*pair)]
    for i in different[:None if options.keep_going else 1]:
        report(sides, seeds[i], programs[i])
    return collections.Counter(
        different=len(different), operations=sum(map(len, programs)),
        early=sum(any(line.startswith("#") for line in output) for output in theirs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runner", required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--show", action="store_true", help="print the programs")
    parser.add_argument("--keep-going", action="store_true", help="report all that differ")
    options = parser.parse_args()
    totals = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        sides = Sides(options.runner, folder)
        for first in range(options.first, options.first + options.count, BATCH):
            batch = range(first, min(first + BATCH, options.first + options.count))
            totals += try_seeds(sides, batch, options)
            if totals["different"] and not options.keep_going:
                break
    if totals["different"]:
        sys.exit(f"{totals['different']} programs differ")
    print(f"note: {options.count} programs of {totals['operations']} operations leave the same "
          f"rows; {totals['early']} end early, with the same error")


use_interpreter_with_sqlalchemy()
sys.path.insert(0, str(HERE))
import generator  # noqa: E402
import reference  # noqa: E402

main()
