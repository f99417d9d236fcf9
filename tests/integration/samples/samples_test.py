"""The samples print what they should, twice in a row, and need neither ANTLR nor Java.

usage: samples_test.py RELATIONSHIPS TOUR CHECKED_IN
"""
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest

import sys

RELATIONSHIPS, TOUR, CHECKED_IN = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])

PRINTED = ["Post 1", "Post 2", "Software Developer", "Alice", "Bob", "2 posts"]


class Samples(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_in_folder(self, program):
        done = subprocess.run([program], cwd=self.folder.name, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_first_program_prints_its_lines_on_every_run(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(RELATIONSHIPS).stdout.splitlines(), PRINTED)

    def test_echo_goes_to_stderr(self):
        self.assertIn('INSERT INTO "posts"', self.run_in_folder(RELATIONSHIPS).stderr)

    def test_rows_are_linked_in_the_database(self):
        self.run_in_folder(RELATIONSHIPS)
        database = sqlite3.connect(pathlib.Path(self.folder.name) / "relationships.db")
        self.addCleanup(database.close)
        count = lambda sql: database.execute(sql).fetchone()[0]
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
        self.assertEqual(lines[-2:], ["lazy: 6 posts, statements: 5", "joined: 6 posts, statements: 1"])

    def test_checked_in_files_are_those_that_run(self):
        for _ in range(2):
            self.assertEqual(self.run_in_folder(CHECKED_IN).stdout,
                             "The Dispossessed (Ursula K. Le Guin)\n")
        database = sqlite3.connect(pathlib.Path(self.folder.name) / "bookshop.db")
        self.addCleanup(database.close)
        rows = database.execute("select b.title, a.name from books b join authors a "
                                "on a.id = b.author_id order by b.id").fetchall()
        self.assertEqual(rows, [("The Dispossessed", "Ursula K. Le Guin"),
                                ("Always Coming Home", "Ursula K. Le Guin")])

    def test_programs_need_neither_antlr_nor_java(self):
        libraries = subprocess.run(["ldd", RELATIONSHIPS], capture_output=True, text=True).stdout
        self.assertIn("libsqlite3", libraries)
        self.assertNotRegex(libraries, "(?i)antlr|java|jvm")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
