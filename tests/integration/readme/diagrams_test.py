"""The diagrams of docs/diagrams.md are what `ormgen diagram` prints for each schema of samples/.

usage: diagrams_test.py compare|update SOURCE_DIR ORMGEN
"""
import difflib
import pathlib
import re
import subprocess
import sys

WHAT = sys.argv[1]
SOURCE, ORMGEN = (pathlib.Path(path).resolve() for path in sys.argv[2:])
PAGE = SOURCE / "docs" / "diagrams.md"


def diagram_of(schema):
    return subprocess.run([ORMGEN, "diagram", schema.name], cwd=schema.parent, check=True,
                          capture_output=True, text=True).stdout


def page_as_it_should_be():
    """What stands before the first heading of a sample stays as it is."""
    text = PAGE.read_text(encoding="utf-8")
    text = text[:re.search(r"^## |\Z", text, re.MULTILINE).start()]
    for schema in sorted((SOURCE / "samples").rglob("*.orm")):
        diagram = diagram_of(schema)
        # A schema without an entity is only there to be imported.
        if "{" in diagram:
            path = schema.relative_to(SOURCE).as_posix()
            text += f"## [{path}](../{path})\n\n```mermaid\n{diagram}```\n\n"
    return text.rstrip("\n") + "\n"


def main():
    wanted = page_as_it_should_be()
    if WHAT == "update":
        PAGE.write_text(wanted, encoding="utf-8")
        return
    seen = PAGE.read_text(encoding="utf-8")
    if wanted.count("```mermaid") < 4:
        sys.exit("there are fewer diagrams than samples")
    if seen != wanted:
        sys.stdout.writelines(difflib.unified_diff(seen.splitlines(True), wanted.splitlines(True),
                                                   "docs/diagrams.md", "as it should be"))
        sys.exit("docs/diagrams.md is not up to date; build update_diagrams")


main()
