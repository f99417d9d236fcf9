"""Makes a C++ file of the README's table "SQLAlchemy | ours": one function for each line.

usage: extract_lines.py README.md OUTPUT.inc
"""
import re
import sys


def main(readme, output):
    text = open(readme, encoding="utf-8").read()
    lines = re.findall(r"^\| `(.*)` \| `(.*;)` \|$", text, re.MULTILINE)
    if len(lines) < 30:
        sys.exit(f"{readme}: the table of lines was not found")
    with open(output, "w", encoding="utf-8") as out:
        for number, (theirs, ours) in enumerate(lines):
            out.write(f"// {theirs}\nREADME_LINE({number}, {ours})\n")


main(*sys.argv[1:])
