"""What the README shows is what the repository has.

usage: readme_test.py SOURCE_DIR GENERATED_HEADER ORMGEN
"""
import pathlib
import re
import subprocess
import sys


def main(source, header, ormgen):
    source = pathlib.Path(source)
    readme = (source / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    samples = source / "samples" / "relationships"
    shown = {
        "orm": [(samples / "relationships.orm").read_text()],
        "cpp": [(samples / "main.cpp").read_text(), pathlib.Path(header).read_text()],
    }
    wrong = [
        f"README.md shows a {language} block that differs from its file:\n{text}"
        for language, text in blocks
        if language in shown and not any(text in file for file in shown[language])
    ]
    checked = subprocess.run(
        [ormgen, "--error-format", "human", "check", "blog.orm"],
        cwd=source / "tests" / "integration" / "readme",
        capture_output=True,
        text=True,
    )
    if checked.returncode != 1 or checked.stderr.rstrip() not in readme:
        wrong.append(f"README.md shows other messages than these:\n{checked.stderr}")
    sys.exit("\n".join(wrong) or 0)


main(*sys.argv[1:])
