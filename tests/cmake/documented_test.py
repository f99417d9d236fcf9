"""What README and guide say of building and installing: `documented_test.py <case> <option>...`.

The blocks are taken from the pages and run; only the folder of the checkout is another.
"""

import os
import pathlib
import re
import shutil
import sys
import zipfile

from cmake_test import expect, main, run

PRINTED = "Post 1\nPost 2\nSoftware Developer\nAlice\nBob\n2 posts\n"


def blocks(page, language):
    text = pathlib.Path(page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def folder_of(options):
    folder = pathlib.Path(options.work) / options.case
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "app").mkdir(parents=True)
    return folder


def environment(options, folder):
    """A home of its own; compiled as the outer build, so that the compiler cache has most of it."""
    flags = folder / "flags.cmake"
    flags.write_text(f'set(CMAKE_CXX_FLAGS_RELEASE "{options.flags}" CACHE STRING "")\n'
                     'set(ORM_WARNINGS_AS_ERRORS ON CACHE BOOL "")\n'
                     f'set(ORM_UNITED_DIR "{options.build}/united" CACHE PATH "")\n')
    env = {**os.environ, "HOME": str(folder / "home"), "CXX": options.compiler,
           "CMAKE_GENERATOR": "Ninja", "CMAKE_CXX_COMPILER_LAUNCHER": options.launcher,
           "CMAKE_TOOLCHAIN_FILE": str(flags), "CMAKE_BUILD_TYPE": "Release",
           "CMAKE_BUILD_PARALLEL_LEVEL": "2"}
    launcher = options.launcher.split(";")[-1]
    if launcher.endswith("ccache"):
        # Else it would begin a new cache in the new home.
        env["CCACHE_DIR"] = run(launcher, "--get-config", "cache_dir").stdout.strip()
    return env


def write_app(options, folder, get_ormgen=None):
    """The README's program, in a project of the README's lines."""
    sample = pathlib.Path(options.source) / "samples" / "relationships"
    for name in ("main.cpp", "relationships.orm"):
        shutil.copy(sample / name, folder / "app")
    lines, = blocks(pathlib.Path(options.source) / "README.md", "cmake")
    if get_ormgen:
        lines, count = re.subn(r"^find_package\(ormgen.*$", lambda _: get_ormgen, lines,
                               flags=re.MULTILINE)
        expect(count == 1, "find_package(ormgen)", lines)
    (folder / "app" / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.23)\nproject(app LANGUAGES CXX)\n" + lines)


def case_documented_install(options):
    folder = folder_of(options)
    env = environment(options, folder)
    write_app(options, folder)
    commands = blocks(pathlib.Path(options.source) / "docs" / "guide.md", "sh")
    expect(len(commands) == 2, "how to install, and how to use it", commands)
    for block in commands:
        # Under its own path, for the compiler cache.
        block = block.replace("cmake -S ormgen ", f"cmake -S '{options.source}' ")
        run("sh", "-ex", "-c", block, cwd=folder, env=env)
    installed = folder / "home" / "ormgen" / "bin" / "ormgen"
    expect(installed.exists(), "an installation", installed)
    printed = run("app/build/app", cwd=folder).stdout
    expect(printed.endswith(PRINTED), PRINTED, printed)


def case_documented_fetch(options):
    folder = folder_of(options)
    block, = blocks(pathlib.Path(options.source) / "docs" / "guide.md", "cmake")
    # Under its own path, for the compiler cache.
    checkout = '"${CMAKE_CURRENT_SOURCE_DIR}/ormgen"'
    expect(checkout in block, checkout, block)
    block = block.replace(checkout, f'"{options.source}"')
    write_app(options, folder, block)
    run("cmake", "-S", "app", "-B", "build", "-DORM_BUILD_TOOLS=OFF",
        f"-DORMGEN_EXECUTABLE={options.prefix}/bin/ormgen", cwd=folder,
        env=environment(options, folder))
    run("cmake", "--build", "build", cwd=folder, env=environment(options, folder))
    printed = run("build/app", cwd=folder).stdout
    expect(PRINTED.splitlines()[-1] in printed, PRINTED, printed)


def case_antlr_jar(options):
    """The jar that ORMGEN_ANTLR_JAR names makes the parser: here one that names those of Debian."""
    jars = pathlib.Path("/usr/share/java")
    names = ["antlr4", "antlr4-runtime", "antlr3-runtime", "stringtemplate4", "treelayout"]
    missing = [name for name in names if not (jars / f"{name}.jar").exists()]
    if missing:
        sys.exit(f"not Debian's ANTLR: {missing}")
    folder = folder_of(options)
    jar = folder / "complete.jar"
    # A line goes on behind a break and one space; another space parts two paths.
    paths = "\n  ".join(f"{(jars / name).as_uri()}.jar" for name in names)
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF",
                         f"Manifest-Version: 1.0\nClass-Path: {paths}\n")
    run("cmake", "-G", "Ninja", "-S", options.source, "-B", folder / "build",
        "-DORM_BUILD_TESTS=OFF", "-DORM_BUILD_SAMPLES=OFF", f"-DORMGEN_ANTLR_JAR={jar}",
        "-DORMGEN_ANTLR_COMMAND=/no/antlr4")
    made = "generator/ormgen_parser/OrmParser.cpp"
    run("cmake", "--build", folder / "build", "--target", made)
    expect((folder / "build" / made).exists(), "a parser", "")


if __name__ == "__main__":
    main(globals())
