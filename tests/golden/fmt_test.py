"""`ormgen fmt` as it is called: `fmt_test.py --ormgen <program> --source <repository>`.

What it makes of a text is tested beside, in format_test.cpp.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import unittest

PLAIN = b"orm 1;namespace a;entity A{id:int64 primary key;}\n"
FORMATTED = b"orm 1;\nnamespace a;\n\nentity A {\n  id: int64 primary key;\n}\n"
BROKEN = b"orm 1;\nnamespace a;\nentity A { id int64 }\n"
OPTIONS = None


class Fmt(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        return path

    def fmt(self, *arguments, stdin=b""):
        return subprocess.run([OPTIONS.ormgen, "fmt", *arguments], cwd=self.folder, input=stdin,
                              capture_output=True)

    def expect(self, done, code, out=b"", err=b""):
        self.assertEqual((done.returncode, done.stdout, done.stderr), (code, out, err))

    def test_rewrites_in_place_only_what_changes(self):
        changed = self.write("a.orm", PLAIN)
        kept = self.write("b.orm", FORMATTED)
        os.utime(kept, (1, 1))
        os.chmod(changed, 0o640)
        self.expect(self.fmt("a.orm", "b.orm", "a.orm"), 0)
        self.assertEqual(changed.read_bytes(), FORMATTED)
        self.assertEqual(changed.stat().st_mode & 0o777, 0o640)
        self.assertEqual((kept.read_bytes(), kept.stat().st_mtime), (FORMATTED, 1))
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.orm", "b.orm"])

    def test_check_names_the_files_and_leaves_them_alone(self):
        path = self.write("a.orm", PLAIN)
        self.write("b.orm", FORMATTED)
        self.expect(self.fmt("--check", "a.orm", "b.orm"), 4, err=
                    b"ormgen: error: `a.orm` is not formatted\nFormat them with `ormgen fmt`.\n")
        self.assertEqual(path.read_bytes(), PLAIN)
        self.expect(self.fmt("--check", "b.orm"), 0)

    def test_diff_can_be_applied(self):
        path = self.write("a.orm", PLAIN)
        done = self.fmt("--diff", "a.orm")
        self.assertEqual(done.returncode, 4)
        self.assertTrue(done.stdout.startswith(b"--- a/a.orm\n+++ b/a.orm\n@@ -1"), done.stdout)
        self.assertEqual(path.read_bytes(), PLAIN)
        subprocess.run(["patch", "-p1"], cwd=self.folder, input=done.stdout, check=True,
                       capture_output=True)
        self.assertEqual(path.read_bytes(), FORMATTED)

    def test_byte_order_mark_goes(self):
        path = self.write("a.orm", b"\xef\xbb\xbf" + FORMATTED)
        self.assertEqual(self.fmt("--check", "a.orm").returncode, 4)
        self.expect(self.fmt("a.orm"), 0)
        self.assertEqual(path.read_bytes(), FORMATTED)

    def test_stdin_to_stdout(self):
        self.expect(self.fmt("-", stdin=PLAIN), 0, FORMATTED)
        self.expect(self.fmt("-", "--check", stdin=FORMATTED), 0)
        done = self.fmt("-", "--check", "--stdin-name", "x.orm", stdin=PLAIN)
        self.assertEqual((done.returncode, done.stdout), (4, b""))
        self.assertIn(b"`x.orm` is not formatted", done.stderr)
        done = self.fmt("-", stdin=BROKEN)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"stdin.orm:3:", done.stderr)

    def test_refuses_a_syntax_error_and_formats_the_others(self):
        broken = self.write("a.orm", BROKEN)
        other = self.write("b.orm", PLAIN)
        done = self.fmt("a.orm", "b.orm")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        check = subprocess.run([OPTIONS.ormgen, "check", "a.orm"], cwd=self.folder,
                               capture_output=True)
        self.assertEqual(done.stderr, check.stderr)
        self.assertEqual(broken.read_bytes(), BROKEN)
        self.assertEqual(other.read_bytes(), FORMATTED)

    def test_folder_means_all_schemas_below_it(self):
        first = self.write("schemas/a.orm", PLAIN)
        second = self.write("schemas/deep/b.orm", PLAIN)
        other = self.write("schemas/c.txt", PLAIN)
        self.expect(self.fmt("schemas", "schemas/a.orm"), 0)
        self.assertEqual([path.read_bytes() for path in (first, second, other)],
                         [FORMATTED, FORMATTED, PLAIN])
        (self.folder / "empty").mkdir()
        self.expect(self.fmt("empty"), 2, err=b"ormgen: error: there is no .orm file below `empty`\n")

    def test_imports_are_not_followed(self):
        self.write("a.orm", FORMATTED.replace(b";\n\n", b";\nimport \"b.orm\";\n\n"))
        imported = self.write("b.orm", PLAIN)
        self.expect(self.fmt("a.orm"), 0)
        self.assertEqual(imported.read_bytes(), PLAIN)

    def test_link_stays_a_link(self):
        path = self.write("real/a.orm", PLAIN)
        (self.folder / "link.orm").symlink_to(path)
        self.expect(self.fmt("link.orm"), 0)
        self.assertTrue((self.folder / "link.orm").is_symlink())
        self.assertEqual(path.read_bytes(), FORMATTED)

    def test_names_what_it_cannot_read(self):
        self.write("a.txt", PLAIN)
        other = self.write("b.orm", PLAIN)
        self.expect(self.fmt("none.orm", "a.txt", "b.orm"), 2, err=
                    b"ormgen: error: `a.txt` does not end in .orm\n"
                    b"ormgen: error: `none.orm` does not exist\n")
        self.assertEqual(other.read_bytes(), FORMATTED)

    def test_samples_are_formatted(self):
        self.expect(self.fmt("--check", str(pathlib.Path(OPTIONS.source) / "samples")), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--ormgen", required=True)
    parser.add_argument("--source", required=True)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=["fmt_test.py", *rest])
