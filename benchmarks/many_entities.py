"""What a program costs whose schema has 500 entities: to generate, to compile, and to start."""
import os
import shutil
import subprocess
import tempfile

from large_schema import write_schema
from measures import cost, show

HERE = os.path.dirname(os.path.abspath(__file__))
RUNTIME = os.path.join(os.path.dirname(HERE), "runtime", "include")
ENTITIES = 500


def write_list_of_types(folder):
    names = ",\n    ".join(f"large::Type{number}" for number in range(ENTITIES))
    with open(os.path.join(folder, "all_types.h"), "w", encoding="utf-8") as file:
        file.write(f"#pragma once\n#include \"large_models.hpp\"\ntemplate <class... T>\n"
                   f"struct Types {{}};\nusing AllTypes = Types<\n    {names}>;\n")


def compile_all(build, folder):
    """Seconds of all commands, which a build would run one after another on one processor."""
    sources = sorted(name for name in os.listdir(folder) if name.endswith(".cpp"))
    seconds, memory = 0, 0
    for source in sources:
        took, needed = cost(["g++", "-std=c++20", "-O2", "-I", RUNTIME, "-I", folder, "-c",
                             os.path.join(folder, source), "-o",
                             os.path.join(folder, source + ".o")])
        seconds, memory = seconds + took, max(memory, needed)
    program = os.path.join(folder, "program")
    took, needed = cost(["g++", *(os.path.join(folder, source + ".o") for source in sources),
                         os.path.join(build, "runtime", "liborm_runtime.a"), "-lsqlite3", "-lfmt",
                         "-pthread", "-o", program])
    return program, seconds + took, max(memory, needed)


def measure(build, repetitions):
    subject = f"program_of_{ENTITIES}_entities"
    with tempfile.TemporaryDirectory() as folder:
        schema = write_schema(folder, ENTITIES)
        seconds, _ = cost([os.path.join(build, "bin", "ormgen"), "generate", schema, "--out", folder,
                           "--base", folder, "--quiet"])
        show("generator_time", subject, f"{seconds:.3f}", "s")
        write_list_of_types(folder)
        shutil.copy(os.path.join(HERE, "many_entities", "program.cpp"), folder)
        program, seconds, memory = compile_all(build, folder)
        show("compile_time", subject, f"{seconds:.2f}", "s")
        show("compile_memory", subject, f"{memory:.0f}", "MiB")
        subprocess.run(["strip", program], check=True)
        show("binary_size", subject, f"{os.path.getsize(program) / 1024:.0f}", "KiB")
        fastest = {}
        for _ in range(max(repetitions, 3)):
            output = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
            for line in output.splitlines():
                name, value, unit = line.split("\t")
                fastest[name] = min(float(value), fastest.get(name, (float("inf"), ""))[0]), unit
        for name, (value, unit) in fastest.items():
            show(name, subject, f"{value:.2f}", unit)
