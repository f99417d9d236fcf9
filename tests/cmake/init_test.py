"""What `ormgen init` begins configures, builds and runs: `init_test.py <case> <option>...`."""

from cmake_test import expect, main, run
from documented_test import environment, folder_of

PRINTED = "The Dispossessed by Ursula K. Le Guin\n"


def begun(options, *arguments, name):
    """The project is in a folder whose path has a space."""
    folder = folder_of(options)
    env = environment(options, folder)
    env["CMAKE_PREFIX_PATH"] = options.prefix
    project = folder / "my shelf"
    run(f"{options.prefix}/bin/ormgen", "init", project, *arguments)
    # Twice: the program begins its database anew.
    run("cmake", "-S", project, "-B", project / "build", env=env)
    run("cmake", "--build", project / "build", env=env)
    for _ in range(2):
        printed = run(project / "build" / name, cwd=project).stdout
        expect(printed == PRINTED, PRINTED, printed)
    return project


def case_init(options):
    project = begun(options, name="my_shelf")
    expect((project / "my_shelf.db").exists(), "a database", sorted(project.iterdir()))


def case_init_named(options):
    begun(options, "--name", "library", name="library")


if __name__ == "__main__":
    main(globals())
