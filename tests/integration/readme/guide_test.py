"""What the guide shows is what there is: schemas, scripts, commands with what they print, names of
variables, and messages. Its C++ is compiled and run by guide_test.cpp, its sh and
cmake by tests/cmake.

usage: guide_test.py SOURCE_DIR ORMGEN
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from blocks import blocks_of

SOURCE, ORMGEN = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
FILES = pathlib.Path(__file__).parent / "guide"
GUIDE = SOURCE / "docs" / "guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = blocks_of(GUIDE)


def in_folder(folder, command):
    path = f"{ORMGEN.parent}:{os.environ['PATH']}"
    return subprocess.run(command, shell=True, cwd=folder, env={**os.environ, "PATH": path},
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)[1]


def sources(*folders):
    """All text of the program, with literals that are broken over lines joined."""
    texts = []
    for folder in folders:
        for path in sorted((SOURCE / folder).rglob("*")):
            if path.suffix in (".cpp", ".h", ".cmake", ".tmpl"):
                texts.append(path.read_text(encoding="utf-8"))
    return re.sub(r'"\s*"', "", "\n".join(texts))


class Guide(unittest.TestCase):
    def test_every_block_is_of_a_kind_that_is_tested(self):
        kinds = {"orm", "sql", "hpp", "console", "cpp", "text", "sh", "cmake"}
        self.assertEqual([b for b in BLOCKS if b.language not in kinds], [])
        behind_cpp = [after for before, after in zip(BLOCKS, BLOCKS[1:]) if before.language == "cpp"]
        self.assertEqual([b for b in BLOCKS if b.language == "text" and b not in behind_cpp], [])

    def test_schemas_and_scripts_are_files(self):
        for language in ("orm", "sql", "hpp"):
            files = [path.read_text() for path in FILES.rglob(f"*.{language}")]
            shown = [block.text for block in BLOCKS if block.language == language]
            self.assertTrue(shown)
            self.assertEqual([text for text in shown if text not in files], [])

    def test_commands_print_what_is_shown(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(FILES, folder, dirs_exist_ok=True)
            in_folder(folder, "sqlite3 shop.db < shop.sql")
            count = 0
            for block in BLOCKS:
                if block.language != "console":
                    continue
                for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text,
                                                   re.MULTILINE):
                    self.assertEqual(in_folder(folder, command), printed, command)
                    count += 1
            self.assertGreater(count, 3)

    def test_variables_exist(self):
        cmake = "".join(path.read_text() for path in (SOURCE / "cmake").iterdir())
        cmake += (SOURCE / "CMakeLists.txt").read_text()
        theirs = {"CMAKE_PREFIX_PATH", "BUILD_SHARED_LIBS"}
        rows = re.findall(r"^\| `([\w-]+)` \|", section("Requirements and platforms"), re.MULTILINE)
        self.assertGreater(len(rows), 5)
        self.assertEqual([name for name in rows if name not in theirs and name not in cmake], [])

    def test_messages_exist(self):
        code = sources("runtime", "generator", "cmake", "templates")
        rows = re.findall(r"^\| `([^`]+)` \|", section("Troubleshooting"), re.MULTILINE)
        self.assertGreater(len(rows), 10)
        self.assertEqual([text for text in rows if text not in code], [])

    def test_links_lead_somewhere(self):
        anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
                   for title in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)}
        for page in (SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))):
            prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"),
                           flags=re.MULTILINE | re.DOTALL)
            for link in re.findall(r"\]\(([^)]+)\)", prose):
                path, _, anchor = link.partition("#")
                if "://" in link:
                    continue
                self.assertTrue((page.parent / path).exists(), f"{page}: {link}")
                if (page.parent / path).resolve() == GUIDE or (not path and page == GUIDE):
                    self.assertTrue(not anchor or anchor in anchors, f"{page}: {link}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
