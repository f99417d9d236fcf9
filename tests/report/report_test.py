"""What benchmarks/report.py makes of small tables.

usage: report_test.py REPORT
"""
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

COMPARISON = """\
workload\tprogram\tmedian_ms\tratio_to_raw\trounds
W2\traw\t60.10\t1.000\t9
W2\tormgen\t48.08\t0.800\t9
W2\tsqlalchemy\t6010.00\t100.000\t1
W5\traw\t30.50\t1.000\t9
W5\tormgen\t31.11\t1.020\t9
W5\tbest\t27.45\t0.900\t9

peak_memory_W5\tormgen\t44.5\tMiB
"""
SCALE = """\
workload\tprogram\trows\tms\tratio_to_hand_written\tbytes_per_row\trounds
W3\tormgen\t10000\t2.5\t0.91\t150\t5
W3\tormgen\t1000000\t260\t0.93\t152\t3
W3\thand_written\t10000\t2.75\t1\t140\t5
"""
REPORT = """\
# Speed

## bench

Ratios to hand-written code, and its milliseconds; less is better.
What is bold misses the goal of ormgen.

|  | goal | ormgen | best | sqlalchemy | by hand, ms |
|---|--:|--:|--:|--:|--:|
| W2 | 0.90 | 0.80 |  | 100.00 | 60.10 |
| W5 | 0.90 | **1.02** | 0.90 |  | 30.50 |

![bench: ratios](bench_ratios.svg)

Costs:

|  | subject | value | unit |
|---|--:|--:|--:|
| peak_memory_W5 | ormgen | 44.5 | MiB |

## scale

ms:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 2.5 | 260 |
| W3 | hand_written | 2.75 |  |

ratio_to_hand_written:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 0.91 | 0.93 |
| W3 | hand_written | 1 |  |

bytes_per_row:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 150 | 152 |
| W3 | hand_written | 140 |  |

![scale: ratio_to_hand_written](scale_ratio_to_hand_written.svg)

![scale: bytes_per_row](scale_bytes_per_row.svg)
"""


def make(tables):
    """What is written for files of these names and texts, by name."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        paths = []
        for name, text in tables.items():
            paths.append(os.path.join(folder, name + ".tsv"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([sys.executable, "-B", REPORT_PY, "--out", out, *paths], check=False,
                              stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise ValueError(done.stderr)
        made = {}
        for name in os.listdir(out):
            with open(os.path.join(out, name), encoding="utf-8") as file:
                made[name] = file.read()
        return made


class Report(unittest.TestCase):
    def setUp(self):
        self.made = make({"bench": COMPARISON, "scale": SCALE})

    def words(self, name):
        """All text of a plot; fails where it is not well-formed."""
        return list(xml.etree.ElementTree.fromstring(self.made[name]).itertext())

    def test_tables(self):
        self.assertEqual(self.made["report.md"], REPORT)

    def test_bars_tell_their_numbers(self):
        words = self.words("bench_ratios.svg")
        for said in ("W2 ormgen 0.80", "W2 sqlalchemy 100", "W5 ormgen 1.02", "W5 best 0.90",
                     "0.80", "100 →", "1.02", "0.90", "W5 goal 0.90"):
            self.assertIn(said, words)

    def test_points_tell_their_numbers(self):
        words = self.words("scale_ratio_to_hand_written.svg")
        for said in ("W3 ormgen, 10,000 rows: 0.91", "W3 ormgen, 1,000,000 rows: 0.93",
                     "W3 hand_written, 10,000 rows: 1", "1 M", "10 k"):
            self.assertIn(said, words)
        self.assertIn("W3 ormgen, 10,000 rows: 150", self.words("scale_bytes_per_row.svg"))

    def test_the_same_again_gives_the_same(self):
        self.assertEqual(self.made, make({"bench": COMPARISON, "scale": SCALE}))

    def test_a_comparison_of_another_name_has_no_goals(self):
        made = make({"other": COMPARISON})
        self.assertNotIn("goal", made["report.md"])
        self.assertNotIn("W5 goal", made["other_ratios.svg"])

    def test_other_tables_are_refused(self):
        with self.assertRaisesRegex(ValueError, "no table that begins with"):
            make({"bench": "some\tthing\n"})


if __name__ == "__main__":
    REPORT_PY = sys.argv.pop()
    unittest.main()
