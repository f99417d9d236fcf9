"""The code blocks of a Markdown file."""
import re
from typing import NamedTuple


class Block(NamedTuple):
    language: str
    text: str
    # Of the line behind the opening fence.
    line: int


def blocks_of(path):
    text = path.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2], text.count("\n", 0, found.start()) + 2)
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]
