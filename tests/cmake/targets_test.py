"""Targets that share schemas, and files that are checked in: `targets_test.py <case> <option>...`.

As cmake_test.py, with the projects linked/ and checked_in/.
"""

import os
import pathlib
import shutil

from cmake_test import as_outer_build, Project, expect, installed, main, run

MET = "Ada of Chile in Spain, Europe\n"
BOUGHT = "The Dispossessed (Ursula K. Le Guin)\n"


def linked(options, generator, *definitions):
    project = Project(options, generator, "linked")
    done = project.configure("find_package", installed(options), *definitions)
    expect(done.returncode == 0, "configures", done.stdout)
    expect("people: 3 headers, 2 sources, in folder models" in done.stdout, "OUT_HEADERS",
           done.stdout)
    return project


def expect_nothing_to_do(project, *arguments):
    log = project.build(*arguments)
    expect("Generating" not in log and "Building" not in log, "nothing to do", log)


def case_linked_make(options):
    """A change of an imported schema reaches all targets, and nothing is defined twice."""
    project = linked(options, "Unix Makefiles")
    project.build()
    expect(project.output() == MET, MET, project.output())
    expect_nothing_to_do(project)
    files = sorted(path.name for path in (project.build_dir / "people.orm").rglob("*.hpp"))
    expect(files == ["people_fwd.hpp", "people_models.hpp", "person.orm.hpp"], "its own", files)

    country = "geography schemas/country.orm"
    project.replace(country, "entity", "// A state.\nentity")
    log = project.build()
    for target in ("geo", "people", "visits"):
        expect(f"Generating the models of {target}\n" in log, f"{target} is made again", log)
    expect("Building" not in log, "a comment compiles nothing", log)
    project.replace(country, "int32", "int64")
    project.build()
    header = (project.build_dir / "people.orm/app/people/person.orm.hpp").read_text()
    expect("std::optional<std::int64_t> country_id" in header, "a 64 bit key", header)
    expect(project.output() == MET, MET, project.output())


def case_linked_unity_multi_config(options):
    project = linked(options, "Ninja Multi-Config", "-DKIND=OBJECT", "-DCMAKE_UNITY_BUILD=ON",
                     "-DCMAKE_CONFIGURATION_TYPES=Release;Debug")
    log = project.build("--config", "Release")
    expect("unity" in log.lower(), "a unity build", log)
    expect(project.output("Release/app") == MET, MET, project.output("Release/app"))
    expect_nothing_to_do(project, "--config", "Release")


def case_linked_shared(options):
    """Hidden visibility: what other libraries need is exported."""
    project = linked(options, "Ninja", "-DKIND=SHARED")
    project.build()
    expect(project.output() == MET, MET, project.output())
    libraries = run("ldd", project.build_dir / "app").stdout
    for name in ("libgeo.so", "libpeople.so", "libvisits.so"):
        expect(name in libraries, name, libraries)
    symbols = run("nm", "-DC", "--defined-only", project.build_dir / "libgeo.so").stdout
    expect("geo::Country::mapping" in symbols and "geo::create_all" in symbols, "exported",
           symbols)


def checked_in(options, package, prefix, env=None):
    project = Project(options, project="checked_in")
    shutil.copytree(pathlib.Path(options.source) / "samples" / "checked_in",
                    project.source / "sample")
    done = project.configure("find_package", f"-DPACKAGE={package}",
                             f"-DCMAKE_PREFIX_PATH={prefix}", env=env)
    expect(done.returncode == 0, "configures", done.stdout)
    return project, done.stdout


def without_tools(options):
    """An environment whose PATH has everything but Java, ANTLR and ormgen."""
    folder = pathlib.Path(options.work) / options.case / "programs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for place in os.environ["PATH"].split(os.pathsep):
        for program in pathlib.Path(place).glob("*"):
            name = folder / program.name
            if not program.name.startswith(("java", "antlr", "ormgen")) and not name.exists():
                name.symlink_to(program)
    env = dict(os.environ, PATH=str(folder))
    for program in ("java", "antlr4", "ormgen"):
        expect(shutil.which(program, path=env["PATH"]) is None, f"no {program}", folder)
    return env


def expect_not_checked(log, project):
    expect("without ormgen the checked-in files of bookshop are not checked" in log, "a status",
           log)
    targets = run("cmake", "--build", project, "--target", "help").stdout
    expect("ormgen_check" not in targets and "ormgen_update" not in targets, "no check", targets)


def case_checked_in_alone(options):
    """The package `orm` is all that a project with checked-in files needs."""
    prefix = pathlib.Path(options.work) / options.case / "runtime prefix"
    run("cmake", "--install", options.build, "--prefix", prefix, "--component", "orm")
    env = without_tools(options)
    project, log = checked_in(options, "orm", prefix, env)
    expect_not_checked(log, project.build_dir)
    project.build(env=env)
    expect(project.output("sample/checked_in") == BOUGHT, BOUGHT, "")


def case_tools_off(options):
    """All of this repository that needs no tool is built without one."""
    # As deep as the other projects, so that the compiler cache knows it.
    build = pathlib.Path(options.work) / options.case / "my project" / "build"
    shutil.rmtree(build.parent, ignore_errors=True)
    env = without_tools(options)
    log = run("cmake", "-G", "Ninja", "-S", options.source, "-B", build, *as_outer_build(options),
              "-DORM_BUILD_TOOLS=OFF", "-DORM_BUILD_TESTS=OFF", env=env).stdout
    expect_not_checked(log, build)
    run("cmake", "--build", build, "-j", "2", env=env)
    done = run(build / "bin" / "checked_in", cwd=build).stdout
    expect(done == BOUGHT, BOUGHT, done)


def case_checked_in_stale(options):
    project, _ = checked_in(options, "ormgen", options.prefix)
    project.build()

    def check():
        return run("ctest", "--test-dir", project.build_dir, "-L", "ormgen", "--output-on-failure",
                   "--no-tests=error", check=False)

    expect(check().returncode == 0, "up to date", check().stdout)
    project.build("--target", "ormgen_check")

    project.replace("sample/schema/bookshop.orm", "int32?;", "int64?;")
    expect_nothing_to_do(project)
    done = check()
    expect(done.returncode != 0, "the test fails", done.stdout)
    for line in ("--- a/bookshop.orm.hpp\n+++ b/bookshop.orm.hpp\n",
                 "-  std::optional<std::int32_t> year_;\n+  std::optional<std::int64_t> year_;\n"):
        expect(line in done.stdout, line, done.stdout)
    done = run("cmake", "--build", project.build_dir, "--target", "ormgen_check", check=False)
    expect(done.returncode != 0 and "is not what the schemas say" in done.stdout,
           "so does the target", done.stdout)

    project.build("--target", "ormgen_update")
    expect(check().returncode == 0, "up to date again", check().stdout)
    log = project.build()
    expect("bookshop.orm.cpp" in log, "what changed is compiled", log)

    schema = project.source / "sample/schema/bookshop.orm"
    formatted = schema.read_text()
    project.replace("sample/schema/bookshop.orm", "  id:   int64", "id:int64")
    project.build("--target", "ormgen_fmt")
    expect(schema.read_text() == formatted, "the schema is formatted", schema.read_text())

    shutil.rmtree(project.source / "sample" / "generated")
    done = project.configure("find_package", "-DPACKAGE=ormgen", installed(options))
    expect(done.returncode == 0 and "build the target ormgen_update" in " ".join(
        done.stdout.split()), "the way to begin", done.stdout)
    project.build("--target", "ormgen_update")
    expect(check().returncode == 0, "all is there again", check().stdout)


if __name__ == "__main__":
    main(globals())
