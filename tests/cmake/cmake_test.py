"""add_orm_models as the project of a user sees it: `cmake_test.py <case> <option>...`.

Each case copies project/ to a folder of its own, whose path has a space, configures it with the
CMake of the outer build, and looks at what was built.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

PRINTED = "Poetry: Odes\n"


class Project:
    """One copy of project/, and the ways to configure, build and change it."""

    def __init__(self, options, generator="Ninja", project="project"):
        self.options, self.generator = options, generator
        self.source = pathlib.Path(options.work) / options.case / "my project"
        self.build_dir = self.source / "build"
        shutil.rmtree(self.source, ignore_errors=True)
        shutil.copytree(pathlib.Path(__file__).parent / project, self.source)

    def configure(self, origin, *definitions, env=None):
        known = [
            f"-DLIBRARY_FROM={origin}",
            f"-DORM_SOURCE={self.options.source}",
            *as_outer_build(self.options),
        ]
        return run("cmake", "-G", self.generator, "-S", self.source, "-B", self.build_dir,
                   *known, *definitions, check=False, env=env)

    def configured(self, origin, *definitions, env=None):
        done = self.configure(origin, *definitions, env=env)
        expect(done.returncode == 0, "configures", done.stdout)
        return self

    def build(self, *arguments, env=None):
        return run("cmake", "--build", self.build_dir, "-j", "2", *arguments, env=env).stdout

    def output(self, program="app"):
        return run(self.build_dir / program, cwd=self.build_dir).stdout

    def replace(self, path, old, new):
        text = (self.source / path).read_text()
        expect(old in text, f"{path} has {old!r}", text)
        (self.source / path).write_text(text.replace(old, new, 1))

    def generated(self, name):
        return (self.build_dir / "models.orm" / "app" / "models" / name).read_text()


def as_outer_build(options):
    """Definitions of a build of which the compiler cache has most."""
    return [
        f"-DCMAKE_CXX_COMPILER={options.compiler}",
        f"-DCMAKE_CXX_COMPILER_LAUNCHER={options.launcher}",
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DCMAKE_CXX_FLAGS_RELEASE={options.flags}",
        "-DORM_WARNINGS_AS_ERRORS=ON",
        f"-DORM_UNITED_DIR={options.build}/united",
    ]


def run(*command, check=True, cwd=None, env=None):
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if check:
        expect(done.returncode == 0, f"{command[0]} succeeds", done.stdout)
    return done


def expect(holds, what, seen):
    if not holds:
        sys.exit(f"expected: {what}\nseen:\n{seen}")


def installed(options):
    return f"-DCMAKE_PREFIX_PATH={options.prefix}"


def tool(options):
    return f"-DORMGEN_EXECUTABLE={options.prefix}/bin/ormgen"


def case_add_subdirectory(options):
    project = Project(options).configured("add_subdirectory")
    project.build()
    expect(project.output() == PRINTED, PRINTED, project.output())


def case_fetch_content_shared(options):
    """A shared runtime, and a tool from elsewhere."""
    project = Project(options).configured(
        "fetch_content", "-DBUILD_SHARED_LIBS=ON", "-DORM_BUILD_TOOLS=OFF", tool(options))
    project.build()
    expect(project.output() == PRINTED, PRINTED, project.output())
    linked = run("ldd", project.build_dir / "app").stdout
    expect("liborm_runtime.so" in linked, "the app links the shared runtime", linked)


def case_find_package(options):
    project = Project(options).configured("find_package", installed(options))
    project.build()
    expect(project.output() == PRINTED, PRINTED, project.output())
    linked = run("ldd", project.build_dir / "app").stdout
    expect(not re.search("antlr|java|jvm", linked), "neither ANTLR nor Java", linked)


def case_runtime_only(options):
    """The package `orm` alone brings add_orm_models; the tool is named."""
    prefix = pathlib.Path(options.work) / options.case / "runtime prefix"
    run("cmake", "--install", options.build, "--prefix", prefix, "--component", "orm")
    expect(not (prefix / "bin").exists(), "no tool is installed", "")
    project = Project(options).configured(
        "runtime_only", f"-DCMAKE_PREFIX_PATH={prefix}", tool(options))
    project.build()
    expect(project.output() == PRINTED, PRINTED, project.output())


def regenerates(options, generator):
    project = Project(options, generator).configured("find_package", installed(options))
    project.build()

    log = project.build()
    expect("Generating" not in log and "Building" not in log, "nothing to do", log)

    project.replace("library.orm", "entity Book", "// A book.\nentity Book")
    log = project.build()
    expect("Generating" in log, "a changed schema is read again", log)
    expect("Building" not in log, "a comment compiles nothing", log)

    expect("std::int64_t> country_id" not in project.generated("library.orm.hpp"),
           "a 32 bit key", project.generated("library.orm.hpp"))
    project.replace("imported/country.orm", "int32", "int64")
    log = project.build()
    expect("Generating" in log, "an imported schema that is not listed is tracked", log)
    expect("library.orm.cpp" in log, "what changed is compiled", log)
    expect("std::int64_t> country_id" in project.generated("library.orm.hpp"),
           "a 64 bit key", project.generated("library.orm.hpp"))
    expect(project.output() == PRINTED, PRINTED, project.output())


def case_regenerates_ninja(options):
    regenerates(options, "Ninja")


def case_regenerates_make(options):
    regenerates(options, "Unix Makefiles")


def case_existing_target(options):
    """The models are compiled into the user's own executable."""
    project = Project(options)
    project.replace("CMakeLists.txt", "add_orm_models(models",
                    "add_executable(app main.cpp)\nadd_orm_models(app")
    project.replace("CMakeLists.txt",
                    "add_executable(app main.cpp)\ntarget_link_libraries(app PRIVATE models)", "")
    project.replace("main.cpp", "models_models.hpp", "app_models.hpp")
    project.configured("find_package", installed(options)).build()
    expect(project.output() == PRINTED, PRINTED, project.output())


def case_wrong_schema(options):
    """What is wrong in a schema stops the build and names file and line."""
    project = Project(options)
    project.replace("library.orm", "title:      string;", "title:      strnig;")
    project.configured("find_package", installed(options))
    done = run("cmake", "--build", project.build_dir, check=False)
    expect(done.returncode != 0, "the build fails", done.stdout)
    expect(re.search(r"library\.orm:9:\d+: error: .*strnig", done.stdout), "file and line",
           done.stdout)


def case_lint(options):
    """LINT WARN tells and builds, LINT ERROR stops, and `ormgen_lint` is there without either."""
    for mode, fails in (("OFF", False), ("WARN", False), ("ERROR", True)):
        project = Project(options)
        project.replace("library.orm", "entity", "entity Shelved {\n  id: int64 primary key;\n"
                        "  class: string;\n}\n\nentity")
        project.replace("CMakeLists.txt", "IMPORT_DIRS", f"LINT {mode} IMPORT_DIRS")
        project.configured("find_package", installed(options))
        done = run("cmake", "--build", project.build_dir, check=False)
        expect((done.returncode != 0) == fails, f"LINT {mode} fails: {fails}", done.stdout)
        expect(("ORM605" in done.stdout) == (mode != "OFF"), f"what LINT {mode} says", done.stdout)
        done = run("cmake", "--build", project.build_dir, "--target", "ormgen_lint", check=False)
        expect("ORM605" in done.stdout, "the target ormgen_lint finds it", done.stdout)
        expect((done.returncode != 0) == fails, f"ormgen_lint fails: {fails}", done.stdout)
    # The same project, whose ormgen.toml allows it.
    (project.source / "ormgen.toml").write_text('[lint]\nallow = ["ORM601", "ORM605"]\n')
    project.configured("find_package", installed(options))
    log = project.build()
    expect("ORM605" not in log, "ormgen.toml is read", log)


# What the user wrote in add_orm_models -> what configure has to say about it.
MISTAKES = [
    ("IMPORT_DIRS imported", "HEADER_ONLY", "unknown argument `HEADER_ONLY`"),
    ("SCHEMAS library.orm", "LIMT OFF SCHEMAS library.orm", "unknown argument `LIMT`"),
    ("SCHEMAS library.orm", "LINT ON SCHEMAS library.orm", "it is OFF, WARN or ERROR"),
    ("IMPORT_DIRS", "DIALECTS sqlite postgresql IMPORT_DIRS", "knows sqlite only"),
    ("IMPORT_DIRS", "LINK_MODELS others IMPORT_DIRS", "`others` is none"),
    ("IMPORT_DIRS", "CHECKED_IN IMPORT_DIRS", "CHECKED_IN needs OUTPUT_DIR"),
    ("add_executable(app", "add_orm_models(more SCHEMAS library.orm OUTPUT_DIR models.orm "
     "INCLUDE_PREFIX app/models)\nadd_executable(app", "the files of `models` go to"),
    ("SCHEMAS library.orm shelves/shelf.orm", "", "SCHEMAS is missing"),
    ("INCLUDE_PREFIX app/models", "INCLUDE_PREFIX", "no value for INCLUDE_PREFIX"),
    ("shelves/shelf.orm", "shelf.orm", "there is no schema file"),
    ("shelves/shelf.orm", "main.cpp", "does not end in .orm"),
    ("IMPORT_DIRS", "BASE_DIR shelves IMPORT_DIRS", "is outside of BASE_DIR"),
    ("shelves/shelf.orm", "./library.orm", "is listed twice"),
    ("IMPORT_DIRS", "OPTIONS --no-such-option IMPORT_DIRS", None),
]


def case_mistakes(options):
    for old, new, message in MISTAKES:
        project = Project(options)
        project.replace("CMakeLists.txt", old, new)
        done = project.configure("find_package", installed(options))
        text = " ".join(done.stdout.split())
        if message is None:
            done = run("cmake", "--build", project.build_dir, check=False)
            text, message = done.stdout, "--no-such-option"
            expect(done.returncode != 0, "the build fails", text)
        expect(message in text, message, done.stdout)


def case_host_tool(options):
    """Cross compiling: the tool comes from the host's prefix, or the message says how."""
    cross = ["-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_SYSTEM_PROCESSOR=any", installed(options)]
    done = Project(options).configure("find_package", *cross)
    text = " ".join(done.stdout.split())
    if shutil.which("ormgen") is None and done.returncode != 0:
        expect("ORMGEN_EXECUTABLE" in text and "ORM_HOST_PATH" in text,
               "both cache variables", done.stdout)
    project = Project(options).configured(
        "find_package", *cross, f"-DORM_HOST_PATH={options.prefix}")
    ninja = (project.build_dir / "build.ninja").read_text().replace("$ ", " ")
    expect(f"{options.prefix}/bin/ormgen" in ninja, "the host's tool", ninja[:2000])


def oldest_abi(options):
    header = pathlib.Path(options.source) / "runtime" / "include" / "orm" / "abi.h"
    return int(re.search(r"OLDEST_ABI (\d+)", header.read_text())[1])


def case_other_abi(options):
    """A tool for another runtime is told apart when the project is configured."""
    newer = pathlib.Path(options.work) / options.case / "ormgen"
    newer.parent.mkdir(parents=True, exist_ok=True)

    def configured_with(first, last):
        facts = json.dumps({"runtime_abi": {"first": first, "last": last}})
        newer.write_text(f"#!/bin/sh\necho '{facts}'\n")
        newer.chmod(0o755)
        done = Project(options).configure("find_package", installed(options),
                                          f"-DORMGEN_EXECUTABLE={newer}")
        return done.returncode, " ".join(done.stdout.split())

    for first, last in ((98, 99), (0, 0)):
        code, text = configured_with(first, last)
        expect(code != 0 and f"for runtimes of ABI {first} to {last}" in text, "both numbers", text)
    # The runtime still runs what a former tool writes.
    for number in (oldest_abi(options), oldest_abi(options) + 1):
        code, text = configured_with(number, number)
        expect(code == 0, f"a tool of ABI {number} will do", text)
    newer.write_text("#!/bin/sh\necho something else\n")
    done = Project(options).configure("find_package", installed(options),
                                      f"-DORMGEN_EXECUTABLE={newer}")
    expect(done.returncode != 0 and "does not answer as ormgen" in " ".join(done.stdout.split()),
           "no ormgen", done.stdout)


def case_rebuilt_tool(options):
    """A tool of the same build is a dependency: when it is built again, it runs again."""
    project = Project(options).configured("wrapped_tool", installed(options),
                                          f"-DINSTALLED_ORMGEN={options.prefix}/bin/ormgen")
    project.build("--target", "models_ormgen")
    log = project.build("--target", "models_ormgen")
    expect("Generating" not in log, "nothing to do", log)
    project.replace("wrapped_tool.cpp", "int main", "// Changed.\nint main")
    log = project.build("--target", "models_ormgen")
    expect("Generating the models of models" in log, "the tool runs again", log)


def case_antlr_pair(options):
    """A tool and a runtime whose tables differ are told apart before anything is built."""
    folder = pathlib.Path(options.work) / options.case
    folder.mkdir(parents=True, exist_ok=True)
    newer = folder / "antlr4"
    newer.write_text("#!/bin/sh\necho ANTLR Parser Generator  Version 4.13.1\n")
    newer.chmod(0o755)
    done = run("cmake", "-S", options.source, "-B", folder / "build", "-DORM_BUILD_TESTS=OFF",
               f"-DORMGEN_ANTLR_COMMAND={newer}", check=False)
    text = " ".join(done.stdout.split())
    expect(done.returncode != 0 and "4.13.1 (table format 4)" in text
           and "ORMGEN_ANTLR_JAR and antlr4-runtime_DIR" in text, "they do not fit", done.stdout)


def main(cases):
    parser = argparse.ArgumentParser()
    parser.add_argument("case")
    for name in ("source", "build", "work", "prefix", "compiler"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--launcher", default="")
    parser.add_argument("--flags", default="")
    options = parser.parse_args()
    cases[f"case_{options.case}"](options)


if __name__ == "__main__":
    main(globals())
