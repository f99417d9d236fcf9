"""The samples print what they should, twice in a row, and need neither ANTLR nor Java.

usage: samples_test.py RELATIONSHIPS TOUR CHECKED_IN SELF_REFERENCE ASSOCIATION OWN_METHODS SOFT_DELETE ORMGEN
       SAMPLES_DIR
"""
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import sys

RELATIONSHIPS, TOUR, CHECKED_IN, SELF_REFERENCE, ASSOCIATION, OWN_METHODS, SOFT_DELETE, ORMGEN, SAMPLES = (
    str(pathlib.Path(path).resolve()) for path in sys.argv[1:])

PRINTED = ["Post 1", "Post 2", "Software Developer", "Alice", "Bob", "2 posts"]

PRINTED_BY_SELF_REFERENCE = """\
three levels written, statements: 3
one category at a time: 10 categories, statements: 7
one level at a time: 10 categories, statements: 4
all at once, however deep: 10 categories, statements: 2
Shop
  Books
    Comics
    Travel
  Garden
    Seeds
    Tools
  Music
    Tapes
    Vinyl
a subtree moved, statements: 1
Shop
  Garden
    Seeds
    Tools
  Music
    Books
      Comics
      Travel
    Tapes
    Vinyl
a subtree removed, statements: 1
Shop
  Music
    Tapes
    Vinyl
sketch -> draft -> final
draft is out of the chain
sketch -> final
Ada follows Grace; followed by Edsger, Grace
Edsger follows Ada; followed by Grace
Grace follows Ada, Edsger; followed by Ada
both directions for everybody, statements: 3
Ada follows Grace; followed by nobody
Grace follows nobody; followed by Ada
both directions for everybody, statements: 3
"""

PRINTED_BY_ASSOCIATION = """\
Ada 2024 Logic: with distinction
Ada 2025 Music: passed
Ada 2025 Optics: no grade
Ada takes: Logic Music Optics
average of Logic: 2.5
distinction: Ada in Logic
Ada takes: Logic Music
average of Logic: 3.0
"""

PRINTED_BY_SOFT_DELETE = """\
what is left:
plans/final: 1 notes
what there is:
plans/draft: 2 notes
plans/final: 2 notes
restored:
plans/draft: 2 notes
plans/final: 1 notes
"""


class Samples(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_in_folder(self, program):
        done = subprocess.run([program], cwd=self.folder.name, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def rows_of(self, name):
        """Asks the database that a program has left, through a connection of its own."""
        database = sqlite3.connect(pathlib.Path(self.folder.name) / name)
        self.addCleanup(database.close)
        return lambda sql: database.execute(sql).fetchall()

    def test_first_program_prints_its_lines_on_every_run(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(RELATIONSHIPS).stdout.splitlines(), PRINTED)

    def test_echo_goes_to_stderr(self):
        self.assertIn('INSERT INTO "posts"', self.run_in_folder(RELATIONSHIPS).stderr)

    def test_rows_are_linked_in_the_database(self):
        self.run_in_folder(RELATIONSHIPS)
        rows = self.rows_of("relationships.db")
        count = lambda sql: rows(sql)[0][0]
        self.assertEqual(count("select count(*) from posts where user_id is null"), 0)
        self.assertEqual(count("select count(*) from posts"), 2)
        self.assertEqual(count("select count(*) from profiles where user_id is not null"), 1)
        self.assertEqual(count("select count(*) from student_course"), 3)

    def test_tour_shows_both_ends_and_the_cost_of_loading(self):
        lines = self.run_in_folder(TOUR).stdout.splitlines()
        self.assertEqual(lines[0], "Ada's first post was written by Ada")
        self.assertEqual(lines[1], "Jane Doe is a Software Developer")
        self.assertIn("Alice takes Mathematics", lines)
        self.assertIn("Bob takes Physics", lines)
        self.assertEqual(lines[-2:], ["lazy: 6 posts, statements: 4", "joined: 6 posts, statements: 1"])

    def test_tree_chain_and_network_change_as_printed(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(SELF_REFERENCE).stdout, PRINTED_BY_SELF_REFERENCE)
        rows = self.rows_of("catalog.db")
        self.assertEqual(
            rows("select c.name, p.name from categories c left join categories p "
                 "on p.id = c.parent_id order by c.name"),
            [("Music", "Shop"), ("Shop", None), ("Tapes", "Music"), ("Vinyl", "Music")])
        self.assertEqual(
            rows("select r.note, p.note from revisions r left join revisions p "
                 "on p.id = r.previous_id order by r.note"), [("final", "sketch"), ("sketch", None)])
        self.assertEqual(
            rows("select a.name, b.name from follow join persons a on a.id = follower_id "
                 "join persons b on b.id = followee_id"), [("Ada", "Grace")])

    def test_associations_hold_what_was_graded_and_dropped(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(ASSOCIATION).stdout, PRINTED_BY_ASSOCIATION)
        rows = self.rows_of("registrar.db")
        self.assertEqual(
            rows("select s.name, c.title, e.year, e.grade from enrollments e "
                 "join students s on s.id = e.student_id join courses c on c.id = e.course_id "
                 "order by c.title"), [("Ada", "Logic", 2024, 3), ("Ada", "Music", 2025, 1)])
        self.assertEqual(rows("select title from courses order by title"),
                         [("Logic",), ("Music",), ("Optics",)])

    def test_what_is_deleted_by_a_date_is_there_all_the_same(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(SOFT_DELETE).stdout, PRINTED_BY_SOFT_DELETE)
        rows = self.rows_of("archive.db")
        self.assertEqual(rows("select count(*), count(deleted_at) from notes"), [(4, 1)])
        self.assertEqual(rows("select count(*), count(deleted_at) from documents"), [(2, 0)])

    def test_checked_in_files_are_those_that_run(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(CHECKED_IN).stdout,
                             "The Dispossessed (Ursula K. Le Guin)\n")
        rows = self.rows_of("bookshop.db")("select b.title, a.name from books b join authors a "
                                           "on a.id = b.author_id order by b.id")
        self.assertEqual(rows, [("The Dispossessed", "Ursula K. Le Guin"),
                                ("Always Coming Home", "Ursula K. Le Guin")])

    def test_methods_are_those_of_the_users_classes(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(OWN_METHODS).stdout,
                             "Notes, by Ada\nDear Ada, 32 minutes\nvisits: 1\n")
        self.assertEqual(self.rows_of("own_methods.db")("select title, length from posts"),
                         [("Notes", 25), ("Letters", 7)])

    def test_methods_survive_a_change_of_the_schema(self):
        sample = pathlib.Path(self.folder.name) / "own_methods"
        shutil.copytree(pathlib.Path(SAMPLES) / "own_methods", sample)
        files = sorted((sample / "app").iterdir())
        before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
        self.assertEqual(len(files), 5)

        def generate():
            subprocess.run([ORMGEN, "generate", "blog.orm", "--out", ".", "--manifest", "manifest"],
                           cwd=sample, check=True)
            return (sample / "blog.orm.hpp").read_text()

        self.assertNotIn("nickname", generate())
        schema = sample / "blog.orm"
        schema.write_text(schema.read_text().replace("  name: string;",
                                                     "  name: string;\n  nickname: string?;"))
        self.assertIn("nickname", generate())
        # Without its entity, a class is still its author's.
        schema.write_text("orm 1;\nnamespace blog;\n")
        self.assertNotIn("UserBase", generate())
        self.assertEqual(sorted((sample / "app").iterdir()), files)
        after = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
        self.assertEqual(after, before)

    def test_programs_need_neither_antlr_nor_java(self):
        libraries = subprocess.run(["ldd", RELATIONSHIPS], capture_output=True, text=True).stdout
        self.assertIn("libsqlite3", libraries)
        self.assertNotRegex(libraries, "(?i)antlr|java|jvm")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
