"""Runs the fuzzer: `run_fuzzer.py FUZZER START WORK`. Fails when it finds anything.

START is what seeds.py has made. WORK/corpus keeps what was found to be new, and the next run goes
on from it; WORK/found the inputs that failed.

FUZZ_SECONDS   how long (default 60)
"""

import base64
import os
import pathlib
import re
import subprocess
import sys

# Bytes: a larger schema finds nothing that a small one does not, later.
LONGEST_INPUT = 4096
SLOWEST_INPUT = 10
MEMORY = 2048


def main(fuzzer, start, work):
    seconds = os.environ.get("FUZZ_SECONDS", "60")
    start, work = pathlib.Path(start), pathlib.Path(work)
    for name in ("corpus", "found"):
        (work / name).mkdir(parents=True, exist_ok=True)
    command = [fuzzer, work / "corpus", start / "seeds", f"-dict={start / 'words.dict'}",
               f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}",
               f"-timeout={SLOWEST_INPUT}", f"-rss_limit_mb={MEMORY}",
               f"-artifact_prefix={work / 'found'}/", "-print_final_stats=1", "-entropic=0"]
    # Half of the time would go into what is told of an error.
    environment = {**os.environ, "ASAN_OPTIONS": "malloc_context_size=4"}
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, errors="replace")
    executions = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode:
        print(done.stderr)
        # What a summary of all tests shows, from which the input can be had again.
        for told in re.findall(r"^SUMMARY: .*$", done.stderr, re.MULTILINE):
            print(f"note: {told}")
        for found in (work / "found").iterdir():
            print(f"note: {found.name}: {base64.b64encode(found.read_bytes()).decode()}")
        sys.exit(f"the fuzzer ends with {done.returncode}; see {work / 'found'}")
    if not executions or int(executions.group(1)) < 1000:
        sys.exit("the fuzzer has hardly run")
    print("\n".join(re.findall(r"^stat::.*$", done.stderr, re.MULTILINE)))
    print(f"note: {executions.group(1)} executions in {seconds} seconds")


main(*sys.argv[1:])
