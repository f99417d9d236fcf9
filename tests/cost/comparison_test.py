"""What cost_test.py lets pass and what it does not, with costs that are made up."""
import contextlib
import io
import unittest

import cost_test

COSTS = {"own": 1000, "total": 2000, "allocations": 10, "prepares": 1, "statements": 20, "steps": 20,
         "sum": 77}
KEY = "a compiler, a library"
COMMITTED = {cost_test.DEBIAN_12: {"W3": COSTS}, KEY: {"W3": COSTS}}


def checked(changes, committed=None, key=KEY, workload="W3"):
    """Whether it passes, and what is printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        good = cost_test.check(COMMITTED if committed is None else committed, key, workload,
                               {**COSTS, **changes}, "profile")
    return good, printed.getvalue()


class Comparison(unittest.TestCase):
    def test_what_is_as_committed_passes(self):
        self.assertTrue(checked({})[0])
        self.assertTrue(checked({"own": 1030, "total": 1940})[0])

    def test_what_costs_more_or_less_does_not(self):
        for name, value in (("own", 1031), ("own", 969), ("total", 2061), ("allocations", 11),
                            ("allocations", 9)):
            good, printed = checked({name: value})
            self.assertFalse(good)
            self.assertIn(f"W3: {name}: {value} (", printed)
            self.assertIn("update_costs", printed)

    def test_numbers_of_statements_are_exact(self):
        for name in ("prepares", "statements", "steps", "sum"):
            for difference in (1, -1):
                self.assertFalse(checked({name: COSTS[name] + difference})[0])

    def test_something_is_more_than_nothing(self):
        nothing = {key: {"W3": {**COSTS, "allocations": 0}} for key in COMMITTED}
        self.assertFalse(checked({"allocations": 1}, nothing)[0])

    def test_another_key_is_told_and_passes(self):
        good, printed = checked({"own": 5000}, key="another compiler")
        self.assertTrue(good)
        self.assertRegex(printed, "(?m)^note: .*another compiler.*5000")

    def test_those_of_debian_have_to_be_there(self):
        self.assertFalse(checked({}, {KEY: {"W3": COSTS}}, key="another compiler")[0])

    def test_a_workload_that_is_not_there_does_not_pass(self):
        only = {cost_test.DEBIAN_12: {"W3": COSTS}, KEY: {}}
        self.assertFalse(checked({}, only)[0])
        self.assertFalse(checked({}, workload="W4")[0])


if __name__ == "__main__":
    unittest.main()
