"""The forms of messages as a program reads them: `formats_test.py <case> <ormgen> <work folder>`."""

import json
import sys

from cli_test import Place, SHELF, expect, expect_ends

WRONG = SHELF.replace("title: string", "title: strin")
FORMATS = ("auto", "human", "short", "gcc", "msvc", "json", "github", "sarif")


def case_each_format(place):
    place.put("shelf.orm", WRONG)
    for form in FORMATS:
        done = place.run("check", "shelf.orm", "--error-format", form)
        expect_ends(done, 1, "ORM301", "there is no type `strin`")
    expect_ends(place.run("check", "shelf.orm", "--error-format", "xml"), 2, "xml")


def json_lines(done):
    return [json.loads(line) for line in done.stderr.splitlines()]


def case_json(place):
    place.put("shelf.orm", WRONG)
    done = place.run("check", "shelf.orm", "--error-format", "json", "-v")
    messages = json_lines(done)
    expect(len(messages) == 1 and messages[0]["code"] == "ORM301", "one message", done.stderr)
    edit = messages[0]["fixes"][0]["edits"][0]
    start, end = edit["range"]["start"]["byte"], edit["range"]["end"]["byte"]
    place.put("shelf.orm", WRONG[:start] + edit["text"] + WRONG[end:])
    expect_ends(place.run("check", "shelf.orm"), 0)


def case_json_of_a_missing_file(place):
    messages = json_lines(place.run("check", "none.orm", "--error-format", "json"))
    expect([message["message"] for message in messages] == ["`none.orm` does not exist"],
           "one failure", str(messages))
    expect(messages[0]["code"] is None and messages[0]["range"] is None, "no place", str(messages))


def sarif(done):
    document = json.loads(done.stderr)
    expect(document["version"] == "2.1.0", "SARIF 2.1.0", done.stderr)
    return document["runs"][0]


def case_sarif(place):
    place.put("shelf.orm", WRONG)
    run = sarif(place.run("check", "shelf.orm", "--error-format", "sarif", "-v"))
    expect(run["results"][0]["ruleId"] == "ORM301", "one result", str(run))
    run = sarif(place.run("check", "none.orm", "--error-format", "sarif"))
    expect(not run["invocations"][0]["executionSuccessful"], "a failed run", str(run))


def case_sarif_is_one_document(place):
    """Also when all is well, and when what fails comes after the schemas."""
    place.put("shelf.orm")
    done = place.run("check", "shelf.orm", "--error-format", "sarif")
    expect(sarif(done)["results"] == [] and done.returncode == 0, "nothing found", done.stderr)
    place.put("gen")
    done = place.run("generate", "shelf.orm", "--out", "gen", "--error-format", "sarif")
    expect(done.returncode == 2, "exit code 2", done.stderr)
    expect(not sarif(done)["invocations"][0]["executionSuccessful"], "a failed run", done.stderr)
    done = place.run("generate", "shelf.orm", "--out", "new", "--check", "--error-format", "sarif")
    notes = sarif(done)["invocations"][0]["toolExecutionNotifications"]
    expect(done.returncode == 4 and len(notes) > 1, "what is missing", done.stderr)


def case_color(place):
    place.put("shelf.orm", WRONG)
    wanted = {"NO_COLOR": "", "CLICOLOR_FORCE": "1"}
    for environment, is_colored in (({}, False), (wanted, True), ({"CLICOLOR_FORCE": "0"}, False),
                                    ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False)):
        done = place.run("check", "shelf.orm", "--error-format", "human", env=environment)
        expect(("\x1b[" in done.stderr) == is_colored, f"{environment}: {is_colored}", done.stderr)
    done = place.run("check", "shelf.orm", "--error-format", "human", "--color", "never",
                     env=wanted)
    expect("\x1b[" not in done.stderr, "the option wins", done.stderr)


def case_verbose(place):
    place.put("shelf.orm")
    place.put("top.orm", 'orm 1;\nnamespace top;\nimport "shelf.orm";\n')
    expect_ends(place.run("check", "top.orm", "-v"), 0, "read `top.orm`: 4 lines, 0 declarations",
                "imported `shelf.orm`", "2 files", "checked 1 entity, 0 link tables")
    expect_ends(place.run("check", "top.orm", "-v", "-q"), 2, "--quiet")


def case_werror(place):
    place.put("shelf.orm")
    for option in ("-Werror", "-Werror=301", "-Werror=ORM301"):
        expect_ends(place.run("check", option, "shelf.orm"), 0)
        expect_ends(place.run("check", "shelf.orm", option), 0)
    expect_ends(place.run("check", "shelf.orm", "-Werror=999"), 2, "there is no code `999`")
    expect_ends(place.run("check", "shelf.orm", "-Wall"), 2, "-W takes `error` or `error=CODE`")


if __name__ == "__main__":
    globals()["case_" + sys.argv[1]](Place(sys.argv[2], f"{sys.argv[3]}/formats_{sys.argv[1]}"))
