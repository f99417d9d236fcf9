"""docs/errors.md has a row for each class of orm/error.h, with the base that it has there, and no
other; and each of them is raised by the test of what holds afterwards.

usage: errors_test.py SOURCE_DIR
"""
import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
HEADERS = SOURCE / "runtime" / "include" / "orm"
PAGE = (SOURCE / "docs" / "errors.md").read_text(encoding="utf-8")
PROGRAM = SOURCE / "tests" / "integration" / "runtime" / "after_errors_test.cpp"
CLASS = r"^class (\w+) : public ([\w:]+) \{"
# Nothing raises these themselves.
BASES = {"Error", "RetryableError"}


def declared():
    header = (HEADERS / "error.h").read_text(encoding="utf-8")
    return dict(re.findall(CLASS, header, re.MULTILINE))


def rows():
    lines = re.findall(r"^\| (`.*) \|$", PAGE, re.MULTILINE)
    return [line.split(" | ") for line in lines]


class Errors(unittest.TestCase):
    def test_every_class_has_one_row_with_its_base(self):
        documented = [re.findall(r"`(\w+)`", row[0]) for row in rows()]
        names = [name for name, *_ in documented]
        self.assertEqual(len(names), len(set(names)))
        bases = {name: base[0] if base else "Error" for name, *base in documented}
        self.assertEqual(bases.pop("Error"), "Error")
        found = declared()
        self.assertEqual(found.pop("Error"), "std::runtime_error")
        self.assertEqual(bases, found)

    def test_every_row_is_complete(self):
        for row in rows():
            self.assertEqual(len(row), 4, row)
            for cell in row:
                self.assertGreater(len(cell.strip()), 5, row)

    def test_no_class_is_declared_elsewhere(self):
        known = {*declared(), "std::runtime_error"}
        for path in sorted((SOURCE / "runtime").rglob("*.*")):
            if path.suffix not in (".h", ".cpp") or path.name == "error.h":
                continue
            for name, base in re.findall(r"(\w+)[^\n]*: public (?:orm::)?(\w+)",
                                         path.read_text(encoding="utf-8")):
                self.assertNotIn(base, known, f"{path}: {name}")

    def test_what_holds_afterwards_is_tested(self):
        program = PROGRAM.read_text(encoding="utf-8")
        raised = set(re.findall(r"orm::(\w+)[>)]", program))
        self.assertEqual(set(declared()) - BASES - raised, set())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
