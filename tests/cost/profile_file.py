"""What a file of callgrind says: the instructions of each object file, without what they call.

The file has to be written with `--compress-strings=no --compress-pos=no`.
"""


def instructions_of(path):
    found, program, total, is_call = {}, None, None, False
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("ob="):
                program = line[3:].strip()
            elif line.startswith("calls="):
                is_call = True
            elif line.startswith("totals:"):
                total = int(line.split()[1])
            elif line[0].isdigit():
                # Behind "calls" are the instructions of what is called.
                if not is_call:
                    found[program] = found.get(program, 0) + int(line.split()[1])
                is_call = False
    if sum(found.values()) != total:
        raise ValueError(f"{path}: the parts are not the total")
    return found
