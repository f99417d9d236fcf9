"""What commands print for the schemas of prints/, compared with the files beside them.

usage: prints_test.py compare|update|facts ORMGEN SOURCE_DIR
"""

import json
import os
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent / "prints"
COMMANDS = {
    ".describe.txt": ["describe"],
    ".describe.json": ["describe", "--json"],
    ".mermaid": ["diagram"],
    ".dot": ["diagram", "--format", "dot"],
    ".dbml": ["diagram", "--format", "dbml"],
}
# Members of the model that the description says under another name, or in another way.
NAMES = {"display_path": "path", "namespace_path": "namespace", "enumeration": "enum",
         "default_value": "default"}
# `value` of a position is a name in the description, that of a named type its keys.
UNNAMED = {"value"}
HEADERS = ("model.h", "value_type.h")
# Lists of the same objects.
ALIKE = {"link_tables": "entities"}
# In lists of their own, or said by the object itself.
OF_OBJECTS = {"relationship": "inverse", "entity": "target", "foreign_key": "columns"}


def printed(ormgen, schema, arguments):
    done = subprocess.run([ormgen, *arguments, schema.name], cwd=FOLDER, capture_output=True)
    # There are notes: SQLite has no schemas.
    if done.returncode or b"warning" in done.stderr:
        sys.exit(f"{schema.name}: {arguments} ends with {done.returncode}:\n{done.stderr.decode()}")
    return done.stdout


def compare(ormgen, _):
    wrong = []
    for schema in sorted(FOLDER.glob("*.orm")):
        for ending, arguments in COMMANDS.items():
            expected = schema.with_suffix(ending)
            seen = printed(ormgen, schema, arguments)
            if seen != printed(ormgen, schema, arguments):
                sys.exit(f"{expected.name}: two runs differ")
            if not expected.exists() or expected.read_bytes() != seen:
                wrong.append(expected.name)
                subprocess.run(["diff", "-u", expected, "-"], input=seen)
    if wrong:
        sys.exit("not as expected; look at it, then build update_golden_prints: " + " ".join(wrong))


def update(ormgen, _):
    for schema in FOLDER.glob("*.orm"):
        for ending, arguments in COMMANDS.items():
            schema.with_suffix(ending).write_bytes(printed(ormgen, schema, arguments))


def members_of_the_model(source):
    """Of every struct in HEADERS, without the prefix `is_`."""
    text = "".join((source / "generator/model" / name).read_text() for name in HEADERS)
    for struct, body in re.findall(r"^struct (\w+)[^;{]*\{\n(.*?)^\};", text, re.MULTILINE | re.DOTALL):
        for member in re.findall(r"^  [\w:<>, ]+ (\w+)(?: = [^;]+)?;$", body, re.MULTILINE):
            yield struct, member.removeprefix("is_")


def keys_with_values(value, found, place="whole"):
    """`place.key` of all objects: has one of them more than null, false or nothing there?"""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{place}.{key}"
            found[name] = found.get(name, False) or inner not in (None, False, [], {})
            keys_with_values(inner, found, ALIKE.get(key, key))
    elif isinstance(value, list):
        for inner in value:
            keys_with_values(inner, found, place)
    return found


def facts(ormgen, source):
    """Each fact of the model is in the description, has a value in everything.orm, and is explained."""
    found = keys_with_values(json.loads(printed(ormgen, FOLDER / "everything.orm",
                                                COMMANDS[".describe.json"])), {})
    members = [each for each in members_of_the_model(source) if each[1] not in UNNAMED]
    assert len(members) > 100, members
    keys = {name.split(".")[1] for name in found}
    missing = [f"{struct}.{name}" for struct, name in members
               if NAMES.get(name, OF_OBJECTS.get(name, name)) not in keys]
    unset = [name for name, has_value in found.items() if not has_value]
    page = (source / "docs/describe.md").read_text()
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", page, re.MULTILINE)
    explained = set(re.findall(r"\w+", " ".join(rows)))
    for what, names in (("not in the description", missing),
                        ("without a value in everything.orm", unset),
                        ("not explained in docs/describe.md", sorted(keys - explained)),
                        ("explained, but not there", sorted(explained - keys))):
        if names:
            sys.exit(f"{what}: {', '.join(names)}")


what, program, root = sys.argv[1:]
globals()[what](os.path.abspath(program), pathlib.Path(root))
