"""Every test that docs/reliability.md and SECURITY.md name exists, and every promise names one.

usage: reliability_test.py SOURCE_DIR
"""
import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
PAGE = (SOURCE / "docs" / "reliability.md").read_text(encoding="utf-8")
SECURITY = (SOURCE / "SECURITY.md").read_text(encoding="utf-8")


def texts(*patterns):
    paths = [path for pattern in patterns for path in sorted((SOURCE / "tests").rglob(pattern))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def written_tests():
    """`Suite.Name` of GoogleTest, and what add_test() and the lists of cases are called."""
    cpp = texts("*_test.cpp")
    names = {f"{suite}.{name}" for suite, name in
             re.findall(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", cpp, re.MULTILINE)}
    cmake = texts("CMakeLists.txt", "*.cmake")
    names.update(re.findall(r"NAME ([\w.]+)", cmake))
    names.update(re.findall(r"orm_add_test\((\w+)", cmake))
    for kind, cases in re.findall(r"orm_add_(cli|cmake)_tests\(\w+\.py\s([^)]*)\)", cmake):
        names.update(f"{kind}.{case}" for case in cases.split())
    # Those of an ABI, and with it of each compiler.
    checks = re.findall(r"orm_add_abi_check\((\S+) ", cmake) + ["${abi}.works"]
    names.update("abi." + check.replace("${abi}", number) for check in checks
                 for number in ("1", "current"))
    return names


def rows(text):
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in cells if row[0] not in ("promise", "what", "version")]


class Reliability(unittest.TestCase):
    def test_tests_that_are_named_exist(self):
        written = written_tests()
        # `A.b` and `a_test`, which no file and no C++ name looks like.
        pattern = r"`((?:[A-Z]\w+|cli|golden|fuzz|differential|cmake|abi)\.(?!cpp|h\b|orm\b|md\b)[\w.]+|\w+_test)`"
        named = set(re.findall(pattern, PAGE + SECURITY))
        self.assertGreater(len(named), 40)
        self.assertEqual(sorted(named - written), [])

    def test_every_promise_names_how_it_is_tested(self):
        found = rows(PAGE)
        self.assertGreater(len(found), 25)
        for row in found:
            self.assertEqual(len(row), 2, row)
            self.assertRegex(row[1], r"`.+`|\]\(", row)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
