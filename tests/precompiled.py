"""Headers that a compiler reads once for the many calls of a test."""

import pathlib
import shutil
import subprocess
import sys


class Headers:
    """A header as one compiler has compiled it, with the same flags as those who use it."""

    def __init__(self, compiler, header, folder):
        self.compiler = compiler
        self.header = pathlib.Path(header)
        self.copy = pathlib.Path(folder) / self.header.name
        self.is_clang = "clang" in pathlib.Path(compiler).name
        self.compiled = self.copy.with_name(
            self.copy.name + (".pch" if self.is_clang else ".gch"))

    def compile(self, flags):
        self.copy.parent.mkdir(parents=True, exist_ok=True)
        # g++ looks for what is compiled beside what is included.
        shutil.copy(self.header, self.copy)
        command = [self.compiler, *flags, "-x", "c++-header", self.copy, "-o", self.compiled]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{self.compiler} does not compile {self.header}:\n{done.stderr}")

    def use(self):
        """What the compiler is told by those who include the header first of all."""
        if self.is_clang:
            return ["-include-pch", self.compiled]
        return ["-Winvalid-pch", "-include", self.copy]
