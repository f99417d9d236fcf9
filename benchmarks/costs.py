"""Prints what the comparison of speed does not show: memory, compile time, speed of the generator.

usage: costs.py --build DIR --repetitions N [--quick]

Prints `measure subject value unit`, separated by tabs. Times are processor time, the least of the
repetitions; memory is the peak of one process. --quick leaves out the larger models.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import many_entities
from large_schema import VALUES, write_schema
from measures import cost, show

HERE = os.path.dirname(os.path.abspath(__file__))
RUNTIME = os.path.join(os.path.dirname(HERE), "runtime", "include")
ENTITIES = 1000
COMPILERS = ["g++", "clang++-19"]
QUERIES = os.path.join(HERE, "compile", "queries")


def program(build, name):
    return os.path.join(build, "bin", name)


def objects(build):
    sys.stdout.flush()
    subprocess.run([program(build, "object_cost")], check=True)


def peak_memory(build):
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "bench.db")
        subprocess.run([program(build, "hand_written_bench"), "--make-database", database],
                       check=True)
        for name in ["raw", "best", "hand_written", "ormgen"]:
            if not os.path.exists(program(build, name + "_bench")):
                continue
            output = subprocess.run([program(build, name + "_bench"), "--rss", database],
                                    check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    text=True)
            kibibytes = int(output.stdout.split("\t")[2])
            show("peak_memory_W5", name, f"{kibibytes / 1024:.1f}", "MiB")


def compile_costs(build, repetitions):
    generated = os.path.join(build, "benchmarks", "bench_models.orm")
    sources = {name: os.path.join(HERE, "compile", name + ".cpp")
               for name in ["raw", "standard_headers", "model_header", "smallest_use"]}
    sources["generated_cpp"] = os.path.join(generated, "bench.orm.cpp")
    for name, source in sources.items():
        seconds, memory = cost(["g++", "-std=c++20", "-O2", "-I", RUNTIME, "-I", generated, "-c",
                                source, "-o", os.devnull], repetitions)
        show("compile_time", name, f"{seconds:.2f}", "s")
        show("compile_memory", name, f"{memory:.0f}", "MiB")


def compile_costs_by_size(build, repetitions, sizes):
    """The generated source and the header of models of several sizes."""
    for entities in sizes:
        with tempfile.TemporaryDirectory() as folder:
            schema = write_schema(folder, entities)
            cost([program(build, "ormgen"), "generate", schema, "--out", folder, "--base", folder])
            source = os.path.join(folder, "large.orm.cpp")
            made = os.path.join(folder, "large.o")
            for compiler in COMPILERS:
                seconds, memory = cost([compiler, "-std=c++20", "-O2", "-I", RUNTIME, "-I", folder,
                                        "-c", source, "-o", made], repetitions)
                subject = f"{compiler}_{entities}_entities"
                show("compile_time", subject, f"{seconds:.2f}", "s")
                show("compile_memory", subject, f"{memory:.0f}", "MiB")
                show("object_size", subject, f"{os.path.getsize(made) / 1024:.0f}", "KiB")


def compile_costs_of_queries(build, repetitions, levels):
    """A file with 50 queries beside one with the same statements by hand.

    What each has once for all files is not counted: the runtime and the generated source of the
    one, statement.cpp and records.cpp of the other. tests/integration/by_hand compares the results.
    """
    with tempfile.TemporaryDirectory() as folder:
        schema = os.path.join(QUERIES, "shop.orm")
        cost([program(build, "ormgen"), "generate", schema, "--out", folder, "--base", QUERIES])
        sources = {"queries": write_source(folder, "by_orm"),
                   "queries_by_hand": write_source(folder, "by_hand")}
        made = os.path.join(folder, "queries.o")
        for compiler in COMPILERS:
            for level in levels:
                costs = {}
                # In turns, for the machine may be busy with other things.
                for _ in range(repetitions):
                    for name, source in sources.items():
                        seconds, memory = cost([compiler, "-std=c++20", level, "-I", RUNTIME, "-I",
                                                QUERIES, "-I", folder, "-c", source, "-o", made])
                        size = os.path.getsize(made) / 1024
                        before = costs.get(name, (seconds, 0, 0))
                        costs[name] = (min(seconds, before[0]), max(memory, before[1]), size)
                show_side_by_side(f"{compiler}_{level[1:]}", costs)


def write_source(folder, way):
    """All of one way in one source; what only one way has stands beside the queries."""
    source = os.path.join(folder, way + ".cpp")
    with open(source, "w", encoding="utf-8") as file:
        for part in sorted(os.listdir(os.path.join(QUERIES, "by_orm"))):
            if part.endswith(".cpp"):
                file.write(f'#include "{way}/{part}"\n')
    return source


def show_side_by_side(subject, costs):
    measures = [("compile_time", "s", 2), ("compile_memory", "MiB", 0), ("object_size", "KiB", 0)]
    for measure, (name, unit, digits) in enumerate(measures):
        for way, values in costs.items():
            show(name, f"{subject}_{way}", f"{values[measure]:.{digits}f}", unit)
        ratio = costs["queries"][measure] / costs["queries_by_hand"][measure]
        show(name, f"{subject}_queries/queries_by_hand", f"{ratio:.2f}", "times")


def generator_speed(build, repetitions):
    with tempfile.TemporaryDirectory() as folder:
        schema = write_schema(folder, ENTITIES)
        # Into a new folder each time: what is there already would not be written again.
        seconds = float("inf")
        for repetition in range(repetitions):
            out = os.path.join(folder, str(repetition))
            took, memory = cost([program(build, "ormgen"), "generate", schema, "--out", out,
                                 "--base", folder, "--quiet"])
            seconds = min(seconds, took)
        written = sum(os.path.getsize(os.path.join(out, name)) for name in os.listdir(out))
        subject = f"{ENTITIES}_entities"
        show("generator_time", subject, f"{seconds:.3f}", "s")
        show("generator_memory", subject, f"{memory:.0f}", "MiB")
        show("generator_output", subject, f"{written / 1e6:.1f}", "MB")


def flatbuffers_table(number):
    lines = [f"table Type{number} {{", "  id: long;"]
    lines += [f"  value_{i}: {'string' if i % 2 else 'long = null'};" for i in range(VALUES)]
    return "\n".join(lines + ["  previous_id: long = null;"]) + "\n}\n"


def protobuf_message(number):
    lines = [f"message Type{number} {{", "  int64 id = 1;"]
    lines += [f"  {'string' if i % 2 else 'optional int64'} value_{i} = {i + 2};"
              for i in range(VALUES)]
    return "\n".join(lines + [f"  optional int64 previous_id = {VALUES + 2};"]) + "\n}\n"


def other_generators(repetitions):
    """The same types for the code generators of others; without the relationships."""
    others = {"flatc": ("large.fbs", "namespace large;\n", flatbuffers_table, "--cpp", "-o"),
              "protoc": ("large.proto", 'syntax = "proto3";\npackage large;\n', protobuf_message)}
    for name, (file_name, head, type_of, *flags) in others.items():
        if shutil.which(name) is None:
            print(f"costs.py: there is no {name}; skipped", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, file_name), "w", encoding="utf-8") as file:
                file.write(head)
                file.writelines(type_of(number) for number in range(ENTITIES))
            out = [*flags, folder] if flags else [f"--cpp_out={folder}", f"-I{folder}"]
            seconds, memory = cost([name, *out, os.path.join(folder, file_name)], repetitions)
            written = sum(os.path.getsize(os.path.join(folder, made))
                          for made in os.listdir(folder) if made != file_name)
            subject = f"{name}_{ENTITIES}_types"
            show("generator_time", subject, f"{seconds:.3f}", "s")
            show("generator_memory", subject, f"{memory:.0f}", "MiB")
            show("generator_output", subject, f"{written / 1e6:.1f}", "MB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--repetitions", type=int, required=True)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    print("measure\tsubject\tvalue\tunit", flush=True)
    objects(options.build)
    peak_memory(options.build)
    compile_costs(options.build, options.repetitions)
    # A ratio of single runs says little.
    compile_costs_of_queries(options.build, max(options.repetitions, 3),
                             ["-O2"] if options.quick else ["-O2", "-O0"])
    compile_costs_by_size(options.build, options.repetitions,
                          [10] if options.quick else [10, 50, 200])
    generator_speed(options.build, options.repetitions)
    other_generators(options.repetitions)
    if not options.quick:
        many_entities.measure(options.build, options.repetitions)


if __name__ == "__main__":
    main()
