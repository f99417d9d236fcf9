"""What the README shows is what the repository has.

usage: readme_test.py SOURCE_DIR GENERATED_HEADER ORMGEN
"""
import pathlib
import subprocess
import sys

from blocks import blocks_of

HERE = pathlib.Path(__file__).parent
# Those of cmake are built by tests/cmake, and the scripts are run where there are tests at all.
ELSEWHERE = {"cmake", "sh"}


def messages_of(ormgen, schema):
    command = [ormgen, "--error-format", "human", "check", schema]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True).stderr


def main(source, header, ormgen):
    source = pathlib.Path(source)
    samples = source / "samples" / "relationships"
    shown = {
        "orm": [(samples / "relationships.orm").read_text(), (HERE / "more.orm").read_text()],
        "cpp": [(samples / "main.cpp").read_text(), pathlib.Path(header).read_text()],
        "console": ["$ ormgen check blog.orm\n" + messages_of(ormgen, "blog.orm")],
    }
    wrong = [
        f"README.md shows a block of `{block.language}` that is not what there is:\n{block.text}"
        for block in blocks_of(source / "README.md")
        if block.language not in ELSEWHERE
        and not any(block.text in text for text in shown.get(block.language, []))
    ]
    wrong += filter(None, [messages_of(ormgen, "more.orm")])
    sys.exit("\n".join(wrong) or 0)


main(*sys.argv[1:])
