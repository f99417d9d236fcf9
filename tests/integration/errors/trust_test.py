"""Nothing outside of the output folder is written, and nothing that ormgen has not written is
removed: `trust_test.py <case> <ormgen> <folder>`. The whole program runs, beside a sentinel."""

import os
import pathlib
import random
import shutil
import subprocess
import sys

from cli_test import Place, SHELF, expect, expect_ends
from sentinel import OURS, OURS_TOO, Sentinel, state_of, tree

SCHEMAS = ("shelf.orm", "sub/inner.orm")
MANIFEST = "gen/shelf.manifest"
OUTPUT = ["--out", "gen", "--manifest", MANIFEST, "--name", "shelf"]
# A run that hangs is as bad as one that writes.
PATIENCE = 20


def generate(place, *arguments, schemas=SCHEMAS):
    done = place.run("generate", *schemas, *OUTPUT, *arguments, timeout=PATIENCE)
    expect(done.returncode in (0, 1, 2, 4), "an exit code of ours", done)
    return done


def fresh(place):
    """A sentinel, and the output of a first run."""
    sentinel = Sentinel(place)
    shutil.rmtree(place.folder / "gen", ignore_errors=True)
    expect_ends(generate(place), 0)
    return sentinel


def put_in_the_way(path, make):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
    make(path)


def link_to(target):
    return lambda path: path.symlink_to(target)


# What can stand where an output file goes. Each is refused, and --force replaces it.
IN_THE_WAY = {
    "a link to a file of ours": link_to("../outside/mine.hpp"),
    "a link to another file": link_to("../outside/notes.txt"),
    "a link to a manifest": link_to("../outside/mine.manifest"),
    "a link to nothing": link_to("../outside/none.hpp"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "an absolute link": lambda path: path.symlink_to(path.parents[1] / "outside" / "mine.hpp"),
}
# The same, and not even --force replaces it.
FOREVER_IN_THE_WAY = {
    "a link to a folder": link_to("../outside"),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
}


def case_links_for_files(place):
    for name in ("shelf.orm.hpp", "shelf_models.cpp", "shelf.manifest"):
        for what, make in {**IN_THE_WAY, **FOREVER_IN_THE_WAY}.items():
            sentinel = fresh(place)
            path = place.folder / "gen" / name
            put_in_the_way(path, make)
            before = tree(place.folder / "gen")
            for mode in ((), ("--check",), ("--diff",)):
                expect_ends(generate(place, *mode), 2, f"gen/{name}")
                expect(tree(place.folder / "gen") == before, f"{what} stops everything")
            done = generate(place, "--force")
            sentinel.expect_untouched(f"{what} for {name}")
            is_replaced = done.returncode == 0 and path.is_file() and not path.is_symlink()
            expect(is_replaced == (what in IN_THE_WAY), f"--force and {what}", done)
            expect(is_replaced or tree(place.folder / "gen") == before, f"{what} stays", done)


def case_links_for_folders(place):
    """A link in the place of a folder of the output, and of the output folder itself."""
    kinds = {"out": "../outside", "nowhere": "../outside/none", "circle": "sub",
             "up": "..", "file": "../outside/mine.hpp"}
    for kind, target in kinds.items():
        for force in ((), ("--force",)):
            sentinel = fresh(place)
            put_in_the_way(place.folder / "gen" / "sub", link_to(target))
            before = tree(place.folder / "gen")
            for mode in ((), ("--check",)):
                expect_ends(generate(place, *force, *mode), 2, "`gen/sub/inner.orm.hpp`")
            # The orphans beyond the link stay as well.
            generate(place, *force, schemas=("shelf.orm",))
            sentinel.expect_untouched(f"a link {kind}")
            expect((place.folder / "gen" / "sub").is_symlink(), "the link stays", before)
    sentinel = fresh(place)
    for target in ("outside/none/deep", "gen", "outside/mine.hpp"):
        put_in_the_way(place.folder / "gen", link_to(target))
        expect_ends(generate(place), 2, "gen/")
        sentinel.expect_untouched(f"the output folder is a link to {target}")


def case_links_within(place):
    """Links that a user has made on purpose work, and no file that is made is taken for an orphan."""
    sentinel = fresh(place)
    gen = place.folder / "gen"
    (gen / "sub").rename(gen / "moved")
    (gen / "sub").symlink_to("moved")
    expect_ends(generate(place), 0)
    manifest = gen / "shelf.manifest"
    made = manifest.read_text() + "file moved/inner.orm.hpp\nfile sub//inner.orm.cpp\n"
    manifest.write_text(made)
    expect_ends(generate(place), 0)
    expect((gen / "moved" / "inner.orm.hpp").is_file(), "made through the link", place.files())
    expect((gen / "moved" / "inner.orm.cpp").is_file(), "made through the link", place.files())
    (place.folder / "real").mkdir()
    sentinel = Sentinel(place)
    put_in_the_way(gen, link_to("real"))
    expect_ends(generate(place), 0)
    expect((place.folder / "real" / "sub" / "inner.orm.hpp").is_file(), "the user chose the place")
    shutil.rmtree(place.folder / "real")
    (place.folder / "real").mkdir()
    sentinel.before["real/."] = state_of(place.folder / "real")
    sentinel.expect_untouched("an output folder that is a link")


def case_temporary_files(place):
    """Whoever guesses the name of a temporary file gains nothing, and loses nothing."""
    sentinel = fresh(place)
    gen = place.folder / "gen"
    for name in ("shelf.orm.hpp", "sub/inner.orm.cpp"):
        (gen / name).unlink()
    script = """
        for end in "$$" "$$-0" "$$-1"; do
          ln -s ../outside/notes.txt "gen/shelf.orm.hpp.ormgen-$end"
          echo mine > "gen/sub/inner.orm.cpp.ormgen-$end"
        done
        exec "$@" """
    command = ["sh", "-c", script, "sh", place.ormgen, "generate", *SCHEMAS, *OUTPUT]
    done = subprocess.run(command, cwd=place.folder, capture_output=True, text=True,
                          timeout=PATIENCE)
    expect_ends(done, 0)
    sentinel.expect_untouched("links for temporary files")
    links = [path for path in gen.iterdir() if path.is_symlink()]
    files = [path for path in (gen / "sub").iterdir() if ".ormgen-" in path.name]
    expect(len(links) == 3 and len(files) == 3, "what stood there stays", place.files())
    for path in files:
        expect(path.read_text() == "mine\n", "as it was", path)
    expect((gen / "shelf.orm.hpp").read_text().startswith("// Generated"), "the output is there")


# Lines that no run has written, each in a manifest that is ours otherwise.
EDITS = [
    "file ../outside/mine.hpp", "file /etc/passwd", "file {top}/outside/mine.hpp",
    "file sub/../../outside/mine.hpp", "file ./../outside/mine.hpp", "file ..", "file .", "file /",
    "file ", "file", "file sub", "file sub/", "file up/mine.hpp", "file link.hpp",
    "file dangling.hpp", "file circle/circle/x.hpp", "file theirs.hpp", "file theirs.manifest",
    "file shelf.manifest", "file shelf.orm.hpp\0x", "file ..\0/outside/mine.hpp",
    "file sub//inner.orm.hpp", "file back/inner.orm.hpp", "file pipe.hpp", "file \\..\\x",
    "file " + "a/" * 3000 + "x.hpp", "file " + "n" * 5000, "schema ../outside/x.orm",
    "name ../../up", "namespace }; evil", "include-prefix ../\"", "files x", "\0\0\0", "\x7f\xff",
    "file theirs.hpp\r", "file\ttheirs.hpp", "File theirs.hpp", "#file theirs.hpp",
]


def furnish(place):
    """What manifests may name, in the output folder."""
    gen = place.folder / "gen"
    place.put("gen/theirs.hpp", "int mine;\n")
    place.put("gen/theirs.manifest", OURS_TOO)
    (gen / "up").symlink_to("../outside")
    (gen / "link.hpp").symlink_to("../outside/mine.hpp")
    (gen / "dangling.hpp").symlink_to("../outside/none.hpp")
    (gen / "circle").symlink_to("circle")
    (gen / "back").symlink_to("sub")
    os.mkfifo(gen / "pipe.hpp")


def check_manifest(place, sentinel, text, what):
    """Runs with the manifest, and again with --force. All but what ormgen makes has to stay."""
    gen = place.folder / "gen"
    for mode in ((), ("--force",)):
        (gen / "shelf.manifest").write_bytes(text)
        before = tree(gen, ("shelf.manifest",))
        done = generate(place, *mode)
        sentinel.expect_untouched(what)
        after = tree(gen, ("shelf.manifest",))
        expect(after == before, f"what is made and what is not ours stays: {what}",
               f"{done}\n{set(before) ^ set(after)}")
        expect(len(done.stderr) < 2000, "a message that can be read", done.stderr[:3000])
        expect("\0" not in done.stderr, "nothing binary in a message", done.stderr)


def case_edited_manifests(place):
    sentinel = fresh(place)
    furnish(place)
    manifest = (place.folder / "gen" / "shelf.manifest").read_bytes()
    for edit in EDITS:
        line = edit.replace("{top}", str(place.folder)).encode("latin-1")
        for text in (manifest + line + b"\n", manifest + line, line + b"\n" + manifest,
                     manifest + (line + b"\n") * 50):
            check_manifest(place, sentinel, text, repr(line[:80]))


def case_strange_manifests(place):
    """Empty, binary, huge, and none at all."""
    sentinel = fresh(place)
    furnish(place)
    gen = place.folder / "gen"
    manifest = (gen / "shelf.manifest").read_bytes()
    lines = b"".join(b"file many/%d.hpp\n" % i for i in range(200000))
    for what, text in {"empty": b"", "binary": bytes(range(256)) * 100, "one line": b"file x",
                       "one long line": manifest + b"x" * 3000000, "many": manifest + lines,
                       "ours and binary": manifest + bytes(range(256))}.items():
        check_manifest(place, sentinel, text, what)
    put_in_the_way(gen / "shelf.manifest", lambda path: path.write_bytes(manifest))
    os.truncate(gen / "shelf.manifest", 1 << 34)
    expect_ends(generate(place), 2, "shelf.manifest` is larger than")
    put_in_the_way(gen / "shelf.manifest", link_to("/dev/zero"))
    expect_ends(generate(place), 2, "shelf.manifest`")
    sentinel.expect_untouched("a manifest without an end")


FOLDERS = [b"sub", b"up", b"back", b"circle", b"outside"]
WRONG_FOLDERS = [b"..", b".", b"", b"\0", b"sub\0", b" "]
FILES = [b"mine.hpp", b"theirs.hpp", b"theirs.manifest", b"link.hpp", b"dangling.hpp", b"pipe.hpp",
         b"shelf.orm.hpp", b"inner.orm.cpp", b"shelf.manifest", b"deep.hpp", b"sub/inner.orm.hpp"]
WRONG_FILES = [b"\xff", b"x\0", b"shelf.orm.hpp\0x", b"..", b""]


def any_line(rng, folders, files):
    """Most of them lead somewhere."""
    depth = rng.choice((0, 1, 1, 1, 2, 4))
    return b"file " + rng.choice((b"/", b"/", b"//")).join(
        [*rng.choices(folders, k=depth), rng.choice(files)])


def mutated(rng, manifest):
    """A manifest with more lines than it had, or with some of its bytes and lines changed."""
    lines = manifest.split(b"\n")
    if rng.random() < 0.5:
        return b"\n".join(lines + [any_line(rng, FOLDERS, FILES) for _ in range(5)])
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(1, len(lines))
        kind = rng.randrange(8)
        if kind > 4:
            lines.insert(at, any_line(rng, FOLDERS + WRONG_FOLDERS, FILES + WRONG_FILES))
        elif kind == 0:
            lines[0] = rng.choice((b"", b"x", lines[0][:-1], lines[0] + b"\r"))
        elif kind == 1:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif kind == 2 and lines[at]:
            byte = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:byte] + bytes([rng.randrange(256)]) + lines[at][byte + 1:]
        elif kind == 3:
            lines[at] = lines[at].replace(b"/", rng.choice((b"/../", b"//", b"/./", b"\0")))
        else:
            lines[at] = rng.choice((b"file ", b"schema ", b"")) + rng.choice(FILES)
    return b"\n".join(lines)


def case_random_manifests(place):
    rng = random.Random(7)
    sentinel = fresh(place)
    furnish(place)
    manifest = (place.folder / "gen" / "shelf.manifest").read_bytes()
    for run in range(100):
        text = mutated(rng, manifest)
        check_manifest(place, sentinel, text, f"random manifest {run}: {text!r}")


def case_orphans_are_removed(place):
    """The other half: what these tests allow would be allowed to a tool that removes nothing."""
    sentinel = fresh(place)
    furnish(place)
    expect_ends(generate(place, schemas=("shelf.orm",)), 0)
    sentinel.expect_untouched("orphans go")
    expect("sub/inner.orm.hpp" not in place.files(), "the orphan has gone", place.files())
    expect("theirs.hpp" in place.files(), "what is not ours has not", place.files())


SWAPS = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
print("begun", flush=True)
while True:
    if libc.renameat2(-100, b"gen/sub", -100, b"gen/link", 2) != 0: sys.exit(1)
"""


def case_folder_becomes_a_link(place):
    """While the program runs, a folder of the output is exchanged for a link, over and over."""
    if not sys.platform.startswith("linux"):
        sys.exit(77)
    sentinel = fresh(place)
    (place.folder / "gen" / "link").symlink_to("../outside")
    swapping = subprocess.Popen([sys.executable, "-c", SWAPS], cwd=place.folder,
                                stdout=subprocess.PIPE)
    try:
        swapping.stdout.readline()
        seen = set()
        for run in range(100):
            place.run("generate", *SCHEMAS, *OUTPUT, "--force", "--include-prefix", f"p{run}",
                      timeout=PATIENCE)
            done = generate(place, schemas=("shelf.orm",))
            seen.add(done.returncode)
            sentinel.expect_untouched(f"run {run} against a race")
        expect(swapping.poll() is None, "the exchange goes on")
    finally:
        swapping.kill()
        swapping.wait()


def main():
    case, ormgen, work = sys.argv[1:]
    globals()[f"case_{case}"](Place(ormgen, pathlib.Path(work) / "trust" / case))


main()
