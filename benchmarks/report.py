"""Makes Markdown tables and SVG plots of what scripts/bench has printed.

usage: report.py --out FOLDER FILE.tsv...
       report.py --into PAGE --out FOLDER --commit COMMIT [--command TEXT] [--machine TEXT]
                 FILE.tsv...
       report.py --into PAGE --out FOLDER [--check]

The first writes FOLDER/report.md with a section for each file, and its plots beside it, named after
the file: ratios to hand-written code as bars for each workload, and lines over rows where that is
the third column. The same files give the same bytes. The goals of a file NAME.tsv are those of the
column NAME in goals.tsv: bench.tsv and amalgamation.tsv have some, others none.

The second keeps the files in FOLDER, with what is said about their run in FOLDER/runs.tsv, and puts
all that is kept there between the two marks of PAGE, the plots into FOLDER. What is kept of another
run stays. --command is what was typed where it is not scripts/bench with the option of the file's
name, --machine which compiler, SQLite and processors there were.

The third makes page and plots again of what is kept; --check only says whether they are that.
"""
import argparse
import difflib
import os
import shutil
import sys

import tables

BEGIN, END = "<!-- results: begin -->\n", "<!-- results: end -->\n"
RUNS = "runs.tsv"
RUNS_HEAD = ["file", "commit", "command", "machine"]
# In the order of the page.
TITLES = {"bench": "Beside hand-written code and other libraries",
          "amalgamation": "With a fast SQLite", "scale": "From 10 thousand rows to 10 million",
          "threads": "Two threads beside one"}
COMMANDS = {"bench": "scripts/bench", "amalgamation": "scripts/bench --amalgamation",
            "scale": "scripts/bench --scale", "threads": "scripts/bench --threads"}


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


def section(path, heading, link, plots):
    """The lines about a file; its plots, which are found below `link`, are added to those."""
    name = name_of(path)
    yield from heading
    for each in tables.understand(path):
        yield from each.tables()
        for part, title, svg in each.plots():
            file_name = f"{name}_{part}.svg"
            plots[file_name] = svg
            yield f"![{name}: {title}]({link}{file_name})"
            yield ""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_all(folder, texts):
    for name, text in texts.items():
        write(os.path.join(folder, name), text)


def make_report(options):
    plots, lines = {}, ["# Speed", ""]
    for path in options.files:
        lines += section(path, [f"## {name_of(path)}", ""], "", plots)
    write_all(options.out, plots)
    write(os.path.join(options.out, "report.md"), "\n".join(lines))


class Page:
    """A page whose results are those of the files that are kept in a folder."""

    def __init__(self, options):
        self.path, self.folder = options.into, options.out
        self.runs = {}
        path = os.path.join(self.folder, RUNS)
        if os.path.exists(path):
            for row in tables.tables_of(path)[0][1:]:
                self.runs[row[0]] = dict(zip(RUNS_HEAD, [*row, "", ""]))

    def keep(self, options):
        for path in options.files:
            name = name_of(path)
            kept = os.path.join(self.folder, name + ".tsv")
            if not os.path.exists(kept) or not os.path.samefile(path, kept):
                shutil.copyfile(path, kept)
            command = options.command or COMMANDS.get(name)
            if command is None:
                sys.exit(f"report.py: {path}: of which --command is it?")
            self.runs[name] = dict(zip(RUNS_HEAD, [name, options.commit, command, options.machine]))
        rows = [RUNS_HEAD, *(list(self.runs[name].values()) for name in self.names())]
        write(os.path.join(self.folder, RUNS), "".join("\t".join(row) + "\n" for row in rows))

    def names(self):
        return ([each for each in TITLES if each in self.runs] +
                [each for each in self.runs if each not in TITLES])

    def heading(self, name):
        run = self.runs[name]
        yield f"### {TITLES.get(name, name)}"
        yield ""
        machine = f" {run['machine']}." if run["machine"] else ""
        yield f"`{run['command']}` at commit {run['commit']}.{machine}"
        yield ""

    def made(self):
        """The page as it has to be, and the plots by name."""
        text = read(self.path)
        if text.count(BEGIN) != 1 or text.count(END) != 1:
            sys.exit(f"report.py: {self.path}: no place for the results: one line "
                     f"{BEGIN.strip()} and one {END.strip()} behind it")
        plots, lines = {}, [""]
        link = os.path.relpath(self.folder, os.path.dirname(self.path) or ".") + "/"
        for name in self.names():
            path = os.path.join(self.folder, name + ".tsv")
            lines += section(path, self.heading(name), link, plots)
        before, rest = text.split(BEGIN)
        return before + BEGIN + "\n".join(lines) + "\n" + END + rest.split(END)[1], plots

    def plots_there(self):
        return {each: read(os.path.join(self.folder, each))
                for each in sorted(os.listdir(self.folder)) if each.endswith(".svg")}

    def write(self):
        page, plots = self.made()
        for name in self.plots_there():
            if name not in plots:
                os.remove(os.path.join(self.folder, name))
        write_all(self.folder, plots)
        write(self.path, page)

    def differences(self):
        page, plots = self.made()
        yield from difflib.unified_diff(read(self.path).splitlines(True), page.splitlines(True),
                                        self.path, "as it should be")
        there = self.plots_there()
        for name in sorted({*plots, *there}):
            if plots.get(name) != there.get(name):
                yield f"{name} is not what it should be\n"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--into")
    parser.add_argument("--out", required=True)
    parser.add_argument("--commit")
    parser.add_argument("--command")
    parser.add_argument("--machine", default="")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if options.into and options.files and (options.check or not options.commit):
        parser.error("files that are to be kept need --commit, and are not checked")
    if not options.into and (not options.files or options.check or options.commit):
        parser.error("without --into there have to be files, and they are all there is to say")
    return options


def main():
    options = arguments()
    os.makedirs(options.out, exist_ok=True)
    if not options.into:
        make_report(options)
        return
    page = Page(options)
    if options.check:
        different = list(page.differences())
        sys.stdout.writelines(different)
        if different:
            sys.exit(f"{options.into} is not up to date: run benchmarks/report.py --into "
                     f"{options.into} --out {options.out}")
        return
    if options.files:
        page.keep(options)
    page.write()


if __name__ == "__main__":
    main()
