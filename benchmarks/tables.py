"""What the tables that scripts/bench prints mean: lines of Markdown and plots for each.

Each kind of table is a class, whose tables() yields lines, and plots() the end of a file name, what
stands for the plot where it cannot be seen, and the SVG.
"""
import itertools
import os
import sys

import plots

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "ormgen"
BY_HAND = ("raw", "hand_written")
PROGRAMS = [OURS, "best", *BY_HAND, "soci", "sqlalchemy"]
COMPARISON = ["workload", "program", "median_ms", "ratio_to_raw", "rounds"]
COSTS = ["measure", "subject", "value", "unit"]
THREADS = ["workload", "program", "threads", "writer", "objects_per_second",
           "ratio_to_one_thread", "processors", "ratio_of_work", "commits_per_second", "rounds"]
NO_MEASURES = ["rounds"]
CAPTIONS = {"ms": "Milliseconds", "ratio_to_hand_written": "Ratio to hand-written code",
            "bytes_per_row": "Bytes of memory for each row"}
# What is 1 by its definition.
ALWAYS_ONE = ("ratio_to_hand_written", "hand_written")
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


def bold_where(is_missed, shown):
    return f"**{shown}**" if is_missed else shown


class Comparison:
    """Ratios of each workload and program, and the milliseconds of hand-written code."""

    def __init__(self, name, rows):
        self.name = name
        self.goals = read_goals(name)
        self.ratios, self.by_hand = {}, {}
        for workload, program, milliseconds, ratio, _ in rows:
            self.ratios.setdefault(workload, {})[program] = float(ratio)
            if program in BY_HAND:
                self.by_hand.setdefault(workload, milliseconds)
        self.programs = in_order(each for by_program in self.ratios.values()
                                 for each in by_program if each != "raw")

    def ratio(self, workload, program):
        ratio = self.ratios[workload].get(program)
        if ratio is None:
            return ""
        is_missed = program == OURS and ratio > self.goals.get(workload, float("inf"))
        return bold_where(is_missed, f"{ratio:.2f}")

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
        goals = {OURS: {each: goal for each, goal in self.goals.items() if each in self.ratios}}
        yield "ratios", "ratios to hand-written code", plots.bars(
            f"{self.name}: ratios to hand-written code", self.programs, self.ratios, goals)


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

    def rows_of(self, measure):
        for workload, by_program in self.measures[measure].items():
            for program in self.programs:
                values = by_program.get(program)
                if values and (measure, program) != ALWAYS_ONE:
                    yield [workload, program, *(f"{values[number]:g}" if number in values else ""
                                                for number in self.numbers)]

    def tables(self):
        head = ["", "program", *(f"{number:,} {self.over}" for number in self.numbers)]
        for measure in self.measures:
            yield f"{CAPTIONS.get(measure, measure)}:"
            yield ""
            yield from markdown(head, self.rows_of(measure))

    def plots(self):
        for measure, workloads in self.measures.items():
            if workloads and (self.over, measure) not in NOT_PLOTTED:
                title = f"{CAPTIONS.get(measure, measure).lower()} over {self.over}"
                yield measure, title, plots.lines(f"{self.name}: {title}", self.over,
                                                  self.programs, workloads)


class Threads:
    """What several threads read beside one, alone and beside a writer."""

    def __init__(self, name, rows):
        self.name = name
        self.rows = [dict(zip(THREADS, row)) for row in rows]
        self.programs = in_order(row["program"] for row in self.rows)

    def rows_of(self, writer, columns):
        for row in self.rows:
            if row["writer"] == writer:
                yield [row["workload"], row["program"], row["threads"],
                       f"{int(row['objects_per_second']):,}", *(row[each] for each in columns)]

    def tables(self):
        head = ["", "program", "threads", "objects/s", "to one thread", "processors",
                "processor time of an object"]
        columns = ["ratio_to_one_thread", "processors", "ratio_of_work"]
        yield "`to one thread` is better the more it is. `processors` is how many the readers had:"
        yield "fewer than threads where they wait, or where others use the machine."
        yield ""
        yield "Readers alone:"
        yield ""
        yield from markdown(head, self.rows_of("no", columns))
        yield "Beside a thread that writes:"
        yield ""
        yield from markdown([*head, "commits/s"],
                            self.rows_of("yes", [*columns, "commits_per_second"]))

    def plots(self):
        most = max(int(row["threads"]) for row in self.rows)
        values = {}
        for row in self.rows:
            if int(row["threads"]) == most:
                label = row["workload"] + (", writer" if row["writer"] == "yes" else "")
                ratio = float(row["ratio_to_one_thread"])
                values.setdefault(label, {})[row["program"]] = ratio
        title = f"what {most} threads read to what one does"
        yield "ratios", title, plots.bars(f"{self.name}: {title}", self.programs, values, {},
                                          plots.Scale("one thread", "more"))


class Costs:
    """What costs.py prints, side by side where the same was measured of the same subjects."""

    def __init__(self, name, rows):
        goals = read_goals(name)
        # Cells by measure, and by subject within it.
        self.parts = []
        for subject, group in itertools.groupby(rows, key=lambda row: row[1]):
            cells = {measure: self.cell(value, unit, goals.get(f"{measure} {subject}"))
                     for measure, _, value, unit in group}
            if not self.parts or list(self.parts[-1]) != list(cells):
                self.parts.append({measure: {} for measure in cells})
            for measure, cell in cells.items():
                self.parts[-1][measure][subject] = cell

    @staticmethod
    def cell(value, unit, goal):
        if goal is None:
            return f"{value} {unit}"
        return bold_where(float(value) > goal, f"{value} {unit}") + f", goal {goal:g}"

    def joined_parts(self):
        joined = []
        for part in self.parts:
            subjects = list(next(iter(part.values())))
            if joined and list(next(iter(joined[-1].values()))) == subjects:
                joined[-1] = {**joined[-1], **part}
            else:
                joined.append(part)
        return joined

    def tables(self):
        yield "Costs; less is better:"
        yield ""
        for part in self.joined_parts():
            subjects = next(iter(part.values()))
            yield from markdown(["", *part], ([each, *(cells[each] for cells in part.values())]
                                              for each in subjects))

    @staticmethod
    def plots():
        return []


def understand(path):
    """What the tables of the file are."""
    name = os.path.splitext(os.path.basename(path))[0]
    for head, *rows in tables_of(path):
        if head == COMPARISON:
            yield Comparison(name, rows)
        elif head == THREADS:
            yield Threads(name, rows)
        elif head[:2] == ["workload", "program"] and len(head) > 3:
            yield Series(name, head, rows)
        elif head == COSTS:
            yield Costs(name, rows)
        else:
            sys.exit(f"report.py: {path}: scripts/bench prints no table that begins with {head}")
