"""The sample and the questions over the published Chinook database.

usage: chinook_test.py CHINOOK CHINOOK_QUESTIONS CHINOOK_QUERIES DATA_FOLDER
"""
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest

SAMPLE, QUESTIONS, QUERIES = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])
DATA = pathlib.Path(sys.argv[4])

# What walking the objects costs.
STATEMENTS = {"1": 1, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 1, "8": 3,
              "joined": 1, "selectin": 2}

# Questions of our own, which queries.cpp asks without text.
OWN = {
    "unsold": """
        SELECT g.Name, count(*) FROM Track t JOIN Genre g ON g.GenreId = t.GenreId
        LEFT JOIN InvoiceLine l ON l.TrackId = t.TrackId WHERE l.InvoiceLineId IS NULL
        GROUP BY g.GenreId HAVING count(*) > 20 ORDER BY count(*) DESC, g.GenreId""",
    "countries": """
        SELECT BillingCountry, count(*), count(DISTINCT c.CustomerId),
               printf('%.2f', sum(Total)), printf('%.2f', min(Total)), printf('%.2f', max(Total)),
               sum(Total > 10), round(avg(Total), 3)
        FROM Invoice i JOIN Customer c ON c.CustomerId = i.CustomerId
        GROUP BY BillingCountry ORDER BY round(sum(Total) * 100) DESC, BillingCountry""",
    "longest": """
        SELECT t.TrackId, g.Name, t.Milliseconds FROM Track t JOIN Genre g ON g.GenreId = t.GenreId
        WHERE t.Milliseconds > 3 * (SELECT avg(Milliseconds) FROM Track WHERE GenreId = t.GenreId)
        ORDER BY t.TrackId""",
    "playlists": """
        WITH bought AS (SELECT TrackId FROM InvoiceLine l JOIN Invoice i USING (InvoiceId)
                        WHERE i.CustomerId = 12)
        SELECT PlaylistId, sum(TrackId IN bought), iif(count(*) > 1000, 'long', 'short')
        FROM PlaylistTrack GROUP BY PlaylistId HAVING sum(TrackId IN bought) > 0
        ORDER BY PlaylistId""",
    "ranked": """
        SELECT g.Name, t.TrackId FROM Track t JOIN Genre g ON g.GenreId = t.GenreId
        WHERE g.Name LIKE '%Rock%' AND
              (SELECT count(*) FROM Track o WHERE o.GenreId = t.GenreId AND
               (o.Milliseconds > t.Milliseconds OR
                o.Milliseconds = t.Milliseconds AND o.TrackId < t.TrackId)) < 3
        ORDER BY g.Name, t.Milliseconds DESC, t.TrackId""",
    "running": """
        SELECT i.CustomerId, substr(i.InvoiceDate, 1, 7),
               round((SELECT sum(o.Total) FROM Invoice o WHERE o.CustomerId = i.CustomerId AND
                      (o.InvoiceDate, o.InvoiceId) <= (i.InvoiceDate, i.InvoiceId)), 2)
        FROM Invoice i JOIN Customer c USING (CustomerId) WHERE c.Country = 'Brazil'
        ORDER BY i.CustomerId, i.InvoiceDate, i.InvoiceId""",
    "page": """
        SELECT Name, TrackId FROM Track
        WHERE Name > 'Fear Of The Dark' OR Name = 'Fear Of The Dark' AND TrackId > 1239
        ORDER BY Name, TrackId LIMIT 10""",
    "sales": """
        WITH RECURSIVE below (boss, employee) AS (
          SELECT EmployeeId, EmployeeId FROM Employee
          UNION ALL SELECT b.boss, e.EmployeeId FROM Employee e JOIN below b
                    ON e.ReportsTo = b.employee)
        SELECT e.LastName, count(DISTINCT c.CustomerId), printf('%.2f', ifnull(sum(i.Total), 0))
        FROM Employee e JOIN below b ON b.boss = e.EmployeeId
        LEFT JOIN Customer c ON c.SupportRepId = b.employee
        LEFT JOIN Invoice i ON i.CustomerId = c.CustomerId
        GROUP BY e.EmployeeId ORDER BY e.EmployeeId""",
}


def text_of(rows):
    """Each row with an end of line, cells joined by `|`."""
    return "".join("|".join("NULL" if cell is None else str(cell) for cell in row) + "\n"
                   for row in rows)


class Chinook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.file = pathlib.Path(cls.folder.name) / "chinook.db"
        database = sqlite3.connect(cls.file)
        database.executescript((DATA / "Chinook_Sqlite.sql").read_text(encoding="utf-8-sig"))
        database.close()
        cls.answers, cls.statements = cls.ask(QUESTIONS)
        cls.found, cls.queries = cls.ask(QUERIES)

    @classmethod
    def ask(cls, program):
        done = subprocess.run([program, cls.file], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        answers, statements = {}, {}
        for line in done.stdout.splitlines():
            if head := re.fullmatch(r"== (\w+): (\d+) statements", line):
                name = head[1]
                answers[name], statements[name] = [], int(head[2])
            else:
                answers[name].append(line)
        return answers, statements

    def test_every_question_has_its_answer(self):
        questions = json.loads((DATA / "questions.json").read_text(encoding="utf-8"))
        self.assertEqual(len(questions), 8)
        for question in questions:
            for answers in (self.answers, self.found):
                text = "".join(row + "\n" for row in answers[str(question["number"])])
                self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), question["sha256"],
                                 f"{question['question']}\n{text}")

    def test_queries_answer_as_sqlite_does(self):
        database = sqlite3.connect(self.file)
        self.addCleanup(database.close)
        for name, sql in OWN.items():
            rows = database.execute(sql).fetchall()
            self.assertTrue(rows, name)
            self.assertEqual("".join(row + "\n" for row in self.found[name]), text_of(rows), name)

    def test_each_query_is_one_statement(self):
        self.assertEqual(set(self.queries), {str(number) for number in range(1, 9)} | set(OWN))
        self.assertEqual(set(self.queries.values()), {1})

    def test_statements_are_counted(self):
        for name, count in STATEMENTS.items():
            print(f"question {name}: {self.statements[name]} statements")
            self.assertEqual(self.statements[name], count, name)

    def test_longest_playlist(self):
        for name in ("joined", "selectin"):
            self.assertEqual(self.answers[name][0].split("|")[0], "3290")
        self.assertEqual(self.answers["joined"], self.answers["selectin"])

    def test_the_schema_is_that_of_the_database(self):
        self.assertEqual(self.answers["verify"], [])

    def test_sample_prints_albums_employees_and_invoices(self):
        done = subprocess.run([SAMPLE, self.file], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        self.assertEqual(lines[:3], ["AC/DC", "  For Those About To Rock We Salute You",
                                     "    For Those About To Rock (We Salute You) (5:43)"])
        self.assertIn("Andrew Adams, General Manager", lines)
        self.assertIn("  Nancy Edwards, Sales Manager", lines)
        self.assertIn("    Jane Peacock, Sales Support Agent", lines)
        at = lines.index("Roberto Almeida, roberto.almeida@riotur.gov.br")
        self.assertRegex(lines[at + 1], r"^  \d{4}-\d\d-\d\d 00:00:00: \d+\.\d\d$")
        self.assertRegex(lines[at + 2], r"^    1 x 0\.99 ")

    def test_sample_says_what_is_wrong(self):
        for arguments, words in (([], "usage: chinook FILE"), (["no such.db"], "no such.db")):
            done = subprocess.run([SAMPLE, *arguments], capture_output=True, text=True,
                                  cwd=self.folder.name)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    if not (DATA / "Chinook_Sqlite.sql").is_file():
        print("there is no ../shared/data/chinook/Chinook_Sqlite.sql")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    unittest.main(argv=sys.argv[:1])
