"""The include arrows of layers.txt against the #includes of every file."""

import fnmatch
import pathlib
import re

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
# Where an include path may start from, by the top folder of the file that includes.
ROOTS = {
    "generator": ["generator"],
    "runtime": ["runtime/src", "runtime/include"],
}


class Layers:
    def __init__(self, text):
        self.arrows, self.external, self.banned, self.light = {}, [], [], []
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            left, right = (part.split() for part in line.split(":"))
            if left[0] in ("external", "banned", "light"):
                getattr(self, left[0]).append((left[1:], right))
            else:
                self.arrows[left[0]] = right

    def layer_of(self, path):
        """The longest folder of the list that holds the file; None if it is in none."""
        for folder in pathlib.PurePosixPath(path).parents:
            if str(folder) in self.arrows:
                return str(folder)
        return None

    def fault(self, root, path, header):
        """What is wrong when `path` includes `header`, or None."""
        for headers, folders in self.banned:
            if inside(path, folders) and matches(header, headers):
                return f"<{header}> may not be included in {folders[0]}"
        for headers, folders in self.external:
            if matches(header, headers) and not inside(path, folders):
                return f"<{header}> may be included under {' '.join(folders)} only"
        layer = self.layer_of(path)
        if layer is None:
            return "its folder is not in layers.txt"
        for start in ROOTS[path.split("/")[0]]:
            if (root / start / header).exists():
                target = self.layer_of(f"{start}/{header}")
                if target != layer and target not in self.arrows[layer]:
                    return f"{layer} may not include {target} ({header})"
                return None
        for start in ROOTS.get("runtime" if path.startswith("generator") else "generator"):
            if (root / start / header).exists():
                return f"generator and runtime share no code ({header})"
        return None


def heavy_includes(root, headers, paths):
    """Yields (path, line number, header) for `headers` in what `paths` include, directly or not."""
    seen, left = set(), list(paths)
    while left:
        path = left.pop()
        if path in seen or not (root / path).exists():
            continue
        seen.add(path)
        for number, line in enumerate((root / path).read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if found and matches(found.group(1), headers):
                yield path, number, found.group(1)
            elif found:
                left.append(f"runtime/include/{found.group(1)}")


def inside(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def matches(header, patterns):
    return any(fnmatch.fnmatchcase(header, pattern) for pattern in patterns)


def faults(root, sources):
    """Yields (path, line number, message) for the product's sources."""
    layers = Layers((root / "tests/style/layers.txt").read_text())
    for headers, light in layers.light:
        for path, number, header in heavy_includes(root, headers, light):
            yield path, number, f"<{header}> comes with {' and '.join(light)}, which are to be light"
    for path in sources:
        if path.split("/")[0] not in ROOTS:
            continue
        for number, line in enumerate((root / path).read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            message = layers.fault(root, path, found.group(1)) if found else None
            if message:
                yield path, number, message
