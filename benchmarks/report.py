"""Makes Markdown tables and SVG plots of what scripts/bench has printed.

usage: report.py --out FOLDER FILE.tsv...

Writes FOLDER/report.md with a section for each file, and its plots beside it, named after the file:
ratios to hand-written code as bars for each workload, and lines over rows or threads where that is
the third column. The same files give the same bytes. The goals of a file NAME.tsv are those of the
column NAME in goals.tsv: a comparison called bench.tsv or amalgamation.tsv has some, others none.
"""
import argparse
import os
import sys

import plots

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "ormgen"
PROGRAMS = [OURS, "best", "raw", "hand_written", "soci", "sqlalchemy"]
COMPARISON = ["workload", "program", "median_ms", "ratio_to_raw", "rounds"]
NO_MEASURES = ["rounds"]
# A line of that shows how many rows there were, and nothing else.
NOT_PLOTTED = [("rows", "ms")]


def tables_of(path):
    """Lists of rows; an empty line separates them."""
    tables = [[]]
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                tables[-1].append(line.rstrip("\n").split("\t"))
            elif tables[-1]:
                tables.append([])
    return [rows for rows in tables if rows]


def read_goals(name):
    """By workload; empty for a comparison that has none."""
    head, *rows = tables_of(os.path.join(HERE, "goals.tsv"))[0]
    if name not in head[1:]:
        return {}
    column = head.index(name)
    return {row[0]: float(row[column]) for row in rows if len(row) > column and row[column]}


def in_order(programs):
    """Those that are known as they are listed, then the others as they come."""
    found = list(dict.fromkeys(programs))
    return ([each for each in PROGRAMS if each in found] +
            [each for each in found if each not in PROGRAMS])


def markdown(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "--:|" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


class Comparison:
    """Ratios of each workload and program, and the milliseconds of hand-written code."""

    def __init__(self, name, rows):
        self.name = name
        self.goals = read_goals(name)
        self.ratios, self.by_hand = {}, {}
        for workload, program, milliseconds, ratio, _ in rows:
            self.ratios.setdefault(workload, {})[program] = float(ratio)
            if program in ("raw", "hand_written"):
                self.by_hand.setdefault(workload, milliseconds)
        self.programs = in_order(each for by_program in self.ratios.values()
                                 for each in by_program if each != "raw")

    def ratio(self, workload, program):
        ratio = self.ratios[workload].get(program)
        if ratio is None:
            return ""
        shown = f"{ratio:.2f}"
        missed = program == OURS and ratio > self.goals.get(workload, float("inf"))
        return f"**{shown}**" if missed else shown

    def row(self, workload):
        goal = [f"{self.goals[workload]:.2f}" if workload in self.goals else ""]
        return [workload, *(goal if self.goals else []),
                *(self.ratio(workload, program) for program in self.programs),
                self.by_hand.get(workload, "")]

    def tables(self):
        yield "Ratios to hand-written code, and its milliseconds; less is better."
        if self.goals:
            yield f"What is bold misses the goal of {OURS}."
        yield ""
        head = ["", *(["goal"] if self.goals else []), *self.programs, "by hand, ms"]
        yield from markdown(head, map(self.row, self.ratios))

    def plots(self):
        yield "ratios", plots.bars(f"{self.name}: ratios to hand-written code", self.programs,
                                   self.ratios, {OURS: self.goals})


class Series:
    """Measures of each workload and program over a number, such as that of rows."""

    def __init__(self, name, head, rows):
        self.name = name
        self.over = head[2]
        self.measures = {measure: {} for measure in head[3:] if measure not in NO_MEASURES}
        for row in rows:
            for measure, value in zip(head[3:], row[3:]):
                if measure in self.measures and value not in ("", "-"):
                    by_program = self.measures[measure].setdefault(row[0], {})
                    by_program.setdefault(row[1], {})[int(row[2])] = float(value)
        self.numbers = sorted({int(row[2]) for row in rows})
        self.programs = in_order(row[1] for row in rows)

    def rows_of(self, workloads):
        for workload, by_program in workloads.items():
            for program in self.programs:
                values = by_program.get(program)
                if values:
                    yield [workload, program, *(f"{values[number]:g}" if number in values else ""
                                                for number in self.numbers)]

    def tables(self):
        head = ["", "program", *(f"{number:,} {self.over}" for number in self.numbers)]
        for measure, workloads in self.measures.items():
            yield f"{measure}:"
            yield ""
            yield from markdown(head, self.rows_of(workloads))

    def plots(self):
        for measure, workloads in self.measures.items():
            if workloads and (self.over, measure) not in NOT_PLOTTED:
                yield measure, plots.lines(f"{self.name}: {measure} over {self.over}", self.over,
                                           self.programs, workloads)


class Costs:
    """What costs.py prints."""

    def __init__(self, rows):
        self.rows = rows

    def tables(self):
        yield "Costs:"
        yield ""
        yield from markdown(["", "subject", "value", "unit"], self.rows)

    @staticmethod
    def plots():
        return []


def understand(path):
    """What the tables of the file are."""
    name = os.path.splitext(os.path.basename(path))[0]
    for head, *rows in tables_of(path):
        if head == COMPARISON:
            yield Comparison(name, rows)
        elif head[:2] == ["workload", "program"] and len(head) > 3:
            yield Series(name, head, rows)
        elif len(head) == 4:
            yield Costs([head, *rows])
        else:
            sys.exit(f"report.py: {path}: scripts/bench prints no table that begins with {head}")


def section(path, folder):
    """The lines about a file; its plots are written."""
    name = os.path.splitext(os.path.basename(path))[0]
    yield f"## {name}"
    yield ""
    for each in understand(path):
        yield from each.tables()
        for part, svg in each.plots():
            file_name = f"{name}_{part}.svg"
            write(os.path.join(folder, file_name), svg)
            yield f"![{name}: {part}]({file_name})"
            yield ""


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    lines = ["# Speed", ""]
    for path in options.files:
        lines += section(path, options.out)
    write(os.path.join(options.out, "report.md"), "\n".join(lines))


if __name__ == "__main__":
    main()
