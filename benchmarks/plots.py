"""SVG plots of measured numbers: bars, and lines over a logarithmic scale.

They follow the reader's choice of light or dark, and each bar and point tells its number by a
title. The same numbers give the same bytes.
"""
import math
from typing import NamedTuple
from xml.sax.saxutils import escape

COLOURS = {"ormgen": "#2f81f7", "best": "#57a39b", "raw": "#8b949e", "hand_written": "#8b949e",
           "soci": "#d08a2e", "sqlalchemy": "#d1605e"}
OTHER = "#a371f7"
STYLE = """<style>
text { font: 11px sans-serif; fill: #1f2328; }
.title { font-size: 13px; font-weight: bold; }
.line { fill: none; stroke-width: 2; }
.axis { stroke: #8b949e; stroke-width: 1; fill: none; }
.dashed { stroke: #8b949e; stroke-dasharray: 3 3; }
.goal { stroke: #1f2328; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .goal { stroke: #e6edf3; }
}
</style>"""
WIDTH, MARGIN, TOP = 760, 84, 70
BAR, GAP, GREATEST = 13, 9, 2.0
PANEL_WIDTH, PANEL_HEIGHT, PANELS_IN_A_ROW = 372, 190, 2


class Scale(NamedTuple):
    """What bars of ratios are beside: who has 1, and whether less is better, or more."""
    one: str
    better: str


BY_HAND = Scale("by hand", "less")


def colour(program):
    return COLOURS.get(program, OTHER)


def number(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def text(x, y, content, anchor="start", kind=""):
    kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(content)}</text>'


def line(x1, y1, x2, y2, kind, title=""):
    inner = f"><title>{escape(title)}</title></line>" if title else "/>"
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"{inner}'


def legend(programs):
    for i, program in enumerate(programs):
        x = MARGIN + 110 * i
        yield f'<rect x="{x}" y="28" width="10" height="10" fill="{colour(program)}"/>'
        yield text(x + 14, 37, program)


def document(title, description, height, parts):
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        STYLE, text(4, 16, title, kind="title"), *parts, "</svg>", ""])


def bar(x, y, workload, program, value, scale):
    width = min(value, GREATEST) * scale
    label = f"{workload} {program} {number(value)}"
    yield (f'<rect x="{x}" y="{y}" width="{width:.1f}" height="{BAR - 2}" '
           f'fill="{colour(program)}"><title>{escape(label)}</title></rect>')
    yield text(x + width + 4, y + BAR - 3, number(value) + (" →" if value > GREATEST else ""))


def bars(title, programs, values, goals, beside=BY_HAND):
    """values[workload][program]; goals[program][workload] are marked on the bars."""
    scale = (WIDTH - MARGIN - 60) / GREATEST
    parts, y = [], TOP
    for workload, by_program in values.items():
        shown = [each for each in programs if each in by_program]
        parts.append(text(MARGIN - 8, y + BAR * len(shown) / 2 + 3, workload, "end"))
        for program in shown:
            parts += bar(MARGIN, y, workload, program, by_program[program], scale)
            goal = goals.get(program, {}).get(workload)
            if goal is not None:
                x = MARGIN + min(goal, GREATEST) * scale
                parts.append(line(x, y - 2, x, y + BAR, "goal", f"{workload} goal {number(goal)}"))
            y += BAR
        y += GAP
    one = MARGIN + scale
    parts += [line(one, TOP - 6, one, y, "dashed"), text(one, TOP - 9, beside.one, "middle")]
    marks = " A stroke across a bar is its goal." if any(goals.values()) else ""
    description = (f"Bars for each workload and program, {beside.better} is better.{marks} Bars "
                   f"end at {GREATEST:g}, an arrow tells that there is more.")
    return document(title, description, y + 6, [*legend(programs), *parts])


def steps(greatest):
    """Three to six round numbers from 0 to the first that is not less than the greatest."""
    rough = greatest / 4
    power = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [step * i for i in range(math.ceil(greatest / step - 1e-9) + 1)]


def short(count):
    for size, name in ((1_000_000, " M"), (1_000, " k")):
        if count >= size:
            return f"{count / size:g}{name}"
    return str(count)


class Panel:
    """A frame for the lines of one workload: by_program[program][number]."""

    def __init__(self, x, y, workload, by_program):
        self.left, self.right = x + 46, x + PANEL_WIDTH - 16
        self.top, self.bottom = y + 22, y + PANEL_HEIGHT - 34
        self.workload, self.by_program = workload, by_program
        self.numbers = sorted({each for values in by_program.values() for each in values})
        self.ticks = steps(max(max(values.values()) for values in by_program.values()))

    def x(self, count):
        least, greatest = math.log(self.numbers[0]), math.log(self.numbers[-1])
        part = (math.log(count) - least) / (greatest - least) if greatest > least else 0.5
        return self.left + part * (self.right - self.left)

    def y(self, value):
        return self.bottom - value / (self.ticks[-1] or 1) * (self.bottom - self.top)

    def frame(self, over):
        yield text(self.left, self.top - 8, self.workload, kind="title")
        yield line(self.left, self.bottom, self.right, self.bottom, "axis")
        for tick in self.ticks:
            yield line(self.left, self.y(tick), self.right, self.y(tick), "dashed")
            yield text(self.left - 5, self.y(tick) + 4, f"{tick:g}", "end")
        for count in self.numbers:
            yield line(self.x(count), self.bottom, self.x(count), self.bottom + 4, "axis")
            yield text(self.x(count), self.bottom + 16, short(count), "middle")
        yield text(self.right, self.bottom + 29, over, "end")

    def curve(self, program, over):
        values = sorted(self.by_program[program].items())
        path = " ".join(f"{self.x(count):.1f},{self.y(value):.1f}" for count, value in values)
        yield f'<polyline points="{path}" class="line" stroke="{colour(program)}"/>'
        for count, value in values:
            title = f"{self.workload} {program}, {count:,} {over}: {value:g}"
            yield (f'<circle cx="{self.x(count):.1f}" cy="{self.y(value):.1f}" r="3" '
                   f'fill="{colour(program)}"><title>{escape(title)}</title></circle>')


def lines(title, over, programs, values):
    """values[workload][program][number of `over`]; a panel for each workload."""
    parts = list(legend(programs))
    for i, (workload, by_program) in enumerate(values.items()):
        row, column = divmod(i, PANELS_IN_A_ROW)
        panel = Panel(column * PANEL_WIDTH, TOP - 24 + row * PANEL_HEIGHT, workload, by_program)
        parts += panel.frame(over)
        for program in programs:
            if program in by_program:
                parts += panel.curve(program, over)
    height = TOP - 24 + math.ceil(len(values) / PANELS_IN_A_ROW) * PANEL_HEIGHT
    description = f"Lines for each workload and program over the number of {over}, logarithmic."
    return document(title, description, height, parts)
