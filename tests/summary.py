"""Adds up the JUnit files which scripts/test had ctest write; see there for the last line."""

import os
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


def lines(path):
    return path.read_text().split() if path.exists() else []


def outcomes(path):
    """Yields (suite, test, outcome, why) for each test of one ctest run, and prints its notes."""
    for case in xml.parse(path).getroot().iter("testcase"):
        skipped = case.find("skipped")
        why = skipped.get("message", "") if skipped is not None else ""
        if case.get("status") == "run":
            outcome = "passed"
        elif skipped is not None and why.startswith("SKIP_"):
            outcome = "skipped"
        else:
            outcome = "failed"
        for note in re.findall(r"^note: (.*)$", case.findtext("system-out") or "", re.MULTILINE):
            print(f"{path.stem}: {case.get('name')}: {note}")
        yield path.stem, case.get("name"), outcome, why


def main():
    results = pathlib.Path(sys.argv[1])
    tests = [test for path in sorted(results.glob("*.xml")) for test in outcomes(path)]
    if os.environ.get("CI") == "true" and pathlib.Path("../shared").is_dir():
        tests = [(s, n, "failed", w or "skipped") if o == "skipped" else (s, n, o, w)
                 for s, n, o, w in tests]
    for suite in lines(results / "not_built"):
        tests.append((suite, "configure and build", "failed", f"see build/results/{suite}.*.log"))
    for suite in lines(results / "not_ok"):
        if not any(test[0] == suite and test[2] == "failed" for test in tests):
            tests.append((suite, "ctest", "failed", "ctest failed without naming a test"))

    for suite, name, outcome, why in tests:
        if outcome != "passed":
            print(f"{outcome}: {suite}: {name} {why}".rstrip())
    count = {o: sum(t[2] == o for t in tests) for o in ("passed", "failed", "skipped")}
    if count["passed"] == 0:
        print("No test has run.")
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


sys.exit(main())
