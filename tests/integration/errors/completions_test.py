"""What `ormgen completions` makes: `completions_test.py <case> <ormgen> <work folder>`.

bash runs its script, as it would behind the tab key. zsh and fish read theirs, where they are
installed; what stands in them is looked at anyhow.
"""

import pathlib
import re
import shutil
import subprocess
import sys

from cli_test import Place, expect, expect_ends

ASK = r"""source ./completions.bash
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_ormgen
printf '%s\n' "${COMPREPLY[@]}"
"""
COMMANDS = {"check", "completions", "describe", "diagram", "explain", "fmt", "generate", "init",
            "lint", "sql", "version"}


def script_of(place, shell):
    script = expect_ends(place.run("completions", shell), 0).stdout
    place.put(f"completions.{shell}", script)
    return script


def offered(place, *words):
    """Of bash, when these words are typed; the last one is the one to complete."""
    done = subprocess.run(["bash", "-c", ASK, "bash", "ormgen", *words], cwd=place.folder,
                          capture_output=True, text=True)
    expect(done.returncode == 0 and not done.stderr, "a script that runs", done.stderr)
    return set(done.stdout.split("\n")) - {""}


def expect_offers(place, typed, wanted):
    seen = offered(place, *typed)
    expect(seen == set(wanted), f"{sorted(wanted)} behind {typed}", sorted(seen))


def case_bash_completions(place):
    script_of(place, "bash")
    place.put("schema/a.orm")
    place.put("b.orm")
    place.put("notes.txt")
    for typed, wanted in (
            ([""], COMMANDS),
            (["de"], {"describe"}),
            (["sql", ""], {"create", "drop"}),
            (["sql", "create", "--d"], {"--dialect"}),
            (["sql", "create", "--dialect", ""], {"sqlite"}),
            (["completions", ""], {"bash", "fish", "zsh"}),
            (["diagram", "--format", ""], {"dbml", "dot", "mermaid"}),
            (["diagram", "--format", "dbml", "--en"], {"--entities"}),
            (["diagram", "--format", "=", "m"], {"mermaid"}),
            (["--color", ""], {"always", "auto", "never"}),
            (["check", "--error-format", "s"], {"sarif", "short"}),
            (["check", "b.orm", "--col"], {"--color"}),
            (["check", ""], {"b.orm", "schema"}),
            (["check", "schema/"], {"schema/a.orm"}),
            (["generate", "b.orm", "--out", ""], {"schema"}),
            (["generate", "--depfile", "no"], {"notes.txt"}),
            (["nothing", "--js"], set())):
        expect_offers(place, typed, wanted)


def case_completions_of_all(place):
    """Every command and option of --help is completed by every shell."""
    for shell in "bash", "zsh", "fish":
        script = script_of(place, shell)
        for command in [[], *([each] for each in COMMANDS - {"sql"}), ["sql", "create"]]:
            page = place.run(*command, "--help").stdout
            options = re.findall(r"^  +(?:-\w,)?--([\w-]+)", page, re.M)
            expect(options, "options", page)
            for option in options:
                word = f"-l {option}" if shell == "fish" else f"--{option}"
                expect(re.search(rf"{word}\b", script), f"{word} for {shell}", script)
        for command in COMMANDS:
            expect(re.search(rf"\b{command}\b", script), f"{command} for {shell}", script)


def case_completions_are_read(place):
    for shell, arguments in (("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])):
        script_of(place, shell)
        if not shutil.which(shell):
            continue
        done = subprocess.run([shell, *arguments, f"completions.{shell}"], cwd=place.folder,
                              capture_output=True, text=True)
        expect(done.returncode == 0 and not done.stderr, f"a script of {shell}", done.stderr)


def case_fish_completions(place):
    script_of(place, "fish")
    if not shutil.which("fish"):
        return
    place.put("b.orm")
    for line, wanted in (("ormgen ", COMMANDS), ("ormgen sql ", {"create", "drop"}),
                         ("ormgen diagram --format ", {"dbml", "dot", "mermaid"}),
                         ("ormgen sql create --dialect ", {"sqlite"})):
        done = subprocess.run(["fish", "--no-config", "-c",
                               f"source completions.fish; complete -C '{line}'"],
                              cwd=place.folder, capture_output=True, text=True)
        seen = {each.split("\t")[0] for each in done.stdout.splitlines()}
        expect(seen == wanted, f"{wanted} behind {line!r}", f"{seen}\n{done.stderr}")


def case_completions_of_no_shell(place):
    expect_ends(place.run("completions", "tcsh"), 2, "tcsh")
    expect_ends(place.run("completions"), 2, "SHELL")


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / case))


main()
