"""Collects what the fuzzer starts from: `seeds.py SOURCE_DIR OUT_DIR`.

OUT_DIR/seeds gets each schema of the repository that imports nothing or whose imports are there, as
one file (see phases.h), and some random ones; OUT_DIR/words.dict the words of the grammar.
"""

import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "random"))
from schemas import Schema  # noqa: E402

RANDOM_ONES = 60
# The files of the input format follow each other; a line of this kind begins one.
FILE_LINE = "\n//file {name}\n"
IMPORT = re.compile(r'^import "([^"]+)";', re.MULTILINE)
EXPECTATION = re.compile(r"^// expect: .*\n?", re.MULTILINE)


def bundle(path):
    """The schema and all it imports; nothing if one of them is missing."""
    names = {path: "root.orm"}
    texts = {}
    left = [path]
    while left:
        file = left.pop(0)
        text = EXPECTATION.sub("", file.read_text())
        for name in IMPORT.findall(text):
            imported = (file.parent / name).resolve()
            if not imported.exists():
                return None
            if imported not in names:
                names[imported] = name
                left.append(imported)
        texts[file] = text
    first, *others = texts
    return texts[first] + "".join(
        FILE_LINE.format(name=names[file]) + texts[file] for file in others)


def schemas(source):
    for folder in ("tests", "samples", "benchmarks"):
        for path in sorted((source / folder).rglob("*.orm")):
            yield path.resolve()


def words(grammar):
    return sorted(set(re.findall(r"'((?:[^'\\]|\\.)+)'", grammar)))


def main(source, out):
    source, out = pathlib.Path(source).resolve(), pathlib.Path(out)
    seeds = out / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    for path in schemas(source):
        try:
            text = bundle(path)
        except UnicodeDecodeError:
            shutil.copy(path, seeds / path.name)
            continue
        if text is not None:
            name = "_".join(path.relative_to(source).with_suffix("").parts)
            (seeds / name).write_text(text)
    for seed in range(1, RANDOM_ONES + 1):
        schema = Schema(seed, 2 + seed % 4)
        (seeds / schema.name).write_text(schema.text())
    grammar = (source / "grammar" / "Orm.g4").read_text()
    lines = [f'"{word}"' for word in words(grammar) if word.isprintable() and '"' not in word
             and "\\" not in word]
    (out / "words.dict").write_text("\n".join(lines) + "\n")


main(*sys.argv[1:])
