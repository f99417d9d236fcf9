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

measure\tsubject\tvalue\tunit
peak_memory_W5\tormgen\t44.5\tMiB
compile_time\tsmallest_use\t0.91\ts
object_size\tsmallest_use\t80\tKiB
compile_time\tlarge\t2.00\ts
object_size\tlarge\t100\tKiB
generator_time\tormgen\t0.10\ts
generator_time\tother\t0.20\ts
generator_memory\tormgen\t10\tMiB
generator_memory\tother\t20\tMiB
"""
SCALE = """\
workload\tprogram\trows\tms\tratio_to_hand_written\tbytes_per_row\trounds
W3\tormgen\t10000\t2.5\t0.91\t150\t5
W3\tormgen\t1000000\t260\t0.93\t152\t3
W3\thand_written\t10000\t2.75\t1\t140\t5
"""
THREADS = """\
workload\tprogram\tthreads\twriter\tobjects_per_second\tratio_to_one_thread\tprocessors\t\
ratio_of_work\tcommits_per_second\trounds
get\thand_written\t1\tno\t800000\t1.000\t1.00\t1.000\t0\t7
get\thand_written\t2\tno\t1200000\t1.500\t1.90\t1.300\t0\t7
get\tormgen\t1\tno\t900000\t1.000\t0.99\t1.000\t0\t7
get\tormgen\t2\tno\t1710000\t1.900\t1.98\t1.050\t0\t7
get\tormgen\t1\tyes\t890000\t1.000\t0.98\t1.000\t480\t7
get\tormgen\t2\tyes\t1602000\t1.800\t1.90\t1.060\t470\t7
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

![bench: ratios to hand-written code](bench_ratios.svg)

Costs; less is better:

|  | peak_memory_W5 |
|---|--:|
| ormgen | 44.5 MiB, goal 45 |

|  | compile_time | object_size |
|---|--:|--:|
| smallest_use | **0.91 s**, goal 0.8 | 80 KiB |
| large | 2.00 s | 100 KiB |

|  | generator_time | generator_memory |
|---|--:|--:|
| ormgen | 0.10 s | 10 MiB |
| other | 0.20 s | 20 MiB |

## scale

Milliseconds:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 2.5 | 260 |
| W3 | hand_written | 2.75 |  |

Ratio to hand-written code:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 0.91 | 0.93 |

Bytes of memory for each row:

|  | program | 10,000 rows | 1,000,000 rows |
|---|--:|--:|--:|
| W3 | ormgen | 150 | 152 |
| W3 | hand_written | 140 |  |

![scale: ratio to hand-written code over rows](scale_ratio_to_hand_written.svg)

![scale: bytes of memory for each row over rows](scale_bytes_per_row.svg)
"""
THREADS_REPORT = """\
# Speed

## threads

`to one thread` is better the more it is. `processors` is how many the readers had:
fewer than threads where they wait, or where others use the machine.

Readers alone:

|  | program | threads | objects/s | to one thread | processors | processor time of an object |
|---|--:|--:|--:|--:|--:|--:|
| get | hand_written | 1 | 800,000 | 1.000 | 1.00 | 1.000 |
| get | hand_written | 2 | 1,200,000 | 1.500 | 1.90 | 1.300 |
| get | ormgen | 1 | 900,000 | 1.000 | 0.99 | 1.000 |
| get | ormgen | 2 | 1,710,000 | 1.900 | 1.98 | 1.050 |

Beside a thread that writes:

|  | program | threads | objects/s | to one thread | processors | processor time of an object |\
 commits/s |
|---|--:|--:|--:|--:|--:|--:|--:|
| get | ormgen | 1 | 890,000 | 1.000 | 0.98 | 1.000 | 480 |
| get | ormgen | 2 | 1,602,000 | 1.800 | 1.90 | 1.060 | 470 |

![threads: what 2 threads read to what one does](threads_ratios.svg)
"""
PAGE = """\
# Page

<!-- results: begin -->
old
<!-- results: end -->

What follows.
"""
FILLED_PAGE = """\
# Page

<!-- results: begin -->

### Beside hand-written code and other libraries

`scripts/bench` at commit abc. By g++ 12.

Ratios to hand-written code, and its milliseconds; less is better.
What is bold misses the goal of ormgen.

|  | goal | ormgen | by hand, ms |
|---|--:|--:|--:|
| W2 | 0.90 | 0.80 | 60.10 |

![bench: ratios to hand-written code](folder/bench_ratios.svg)

### other

`some command` at commit def.

Ratios to hand-written code, and its milliseconds; less is better.

|  | ormgen | by hand, ms |
|---|--:|--:|
| W2 | 0.80 | 60.10 |

![other: ratios to hand-written code](folder/other_ratios.svg)

<!-- results: end -->

What follows.
"""


def report(*arguments):
    """What it prints; what it complains of is raised."""
    done = subprocess.run([sys.executable, "-B", REPORT_PY, *arguments], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise ValueError(done.stdout + done.stderr)
    return done.stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make(tables):
    """What is written for files of these names and texts, by name."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        paths = []
        for name, text in tables.items():
            paths.append(os.path.join(folder, name + ".tsv"))
            write(paths[-1], text)
        report("--out", out, *paths)
        return {name: read(os.path.join(out, name)) for name in os.listdir(out)}


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

    def test_threads_alone_and_beside_a_writer(self):
        self.made = make({"threads": THREADS})
        self.assertEqual(self.made["report.md"], THREADS_REPORT)
        words = self.words("threads_ratios.svg")
        for said in ("get hand_written 1.50", "get ormgen 1.90", "get, writer ormgen 1.80",
                     "one thread"):
            self.assertIn(said, words)

    def test_other_tables_are_refused(self):
        with self.assertRaisesRegex(ValueError, "no table that begins with"):
            make({"bench": "some\tthing\n"})


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = os.path.join(folder.name, "page.md")
        self.kept = os.path.join(folder.name, "folder")
        self.measured = {name: os.path.join(folder.name, name + ".tsv")
                         for name in ("other", "bench")}
        for path in self.measured.values():
            write(path, "".join(COMPARISON.splitlines(True)[:3]))
        write(self.page, PAGE)

    def report(self, *arguments):
        return report("--into", self.page, "--out", self.kept, *arguments)

    def fill(self):
        self.report("--commit", "def", "--command", "some command", self.measured["other"])
        self.report("--commit", "abc", "--machine", "By g++ 12", self.measured["bench"])

    def test_is_filled_with_all_that_is_kept(self):
        self.fill()
        self.assertEqual(read(self.page), FILLED_PAGE)
        self.assertEqual(sorted(os.listdir(self.kept)),
                         ["bench.tsv", "bench_ratios.svg", "other.tsv", "other_ratios.svg",
                          "runs.tsv"])

    def test_another_run_replaces_one_file(self):
        self.fill()
        self.report("--commit", "123", self.measured["bench"])
        self.assertEqual(read(self.page), FILLED_PAGE.replace("abc. By g++ 12.", "123."))

    def test_is_made_again_of_what_is_kept(self):
        self.fill()
        write(self.page, PAGE)
        os.remove(os.path.join(self.kept, "bench_ratios.svg"))
        write(os.path.join(self.kept, "of_before.svg"), "")
        self.report()
        self.assertEqual(read(self.page), FILLED_PAGE)
        self.assertEqual(self.report("--check"), "")

    def test_what_was_changed_by_hand_is_found(self):
        self.fill()
        write(self.page, FILLED_PAGE.replace("0.80", "0.70"))
        write(os.path.join(self.kept, "bench_ratios.svg"), "")
        with self.assertRaisesRegex(ValueError, r"(?s)-.*0\.70.*bench_ratios\.svg.*not up to date"):
            self.report("--check")
        self.assertIn("0.70", read(self.page))

    def test_files_without_a_commit_or_a_command_are_refused(self):
        with self.assertRaisesRegex(ValueError, "need --commit"):
            self.report(self.measured["bench"])
        with self.assertRaisesRegex(ValueError, "of which --command"):
            self.report("--commit", "abc", self.measured["other"])

    def test_a_page_without_a_place_is_refused(self):
        write(self.page, "# Page\n")
        with self.assertRaisesRegex(ValueError, "no place for the results"):
            self.fill()


if __name__ == "__main__":
    REPORT_PY = sys.argv.pop()
    unittest.main()
