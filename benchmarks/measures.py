"""What a command costs, and how a measure is printed."""
import os
import subprocess


def cost(command, repetitions=1):
    """Least processor seconds and greatest memory, in MiB, of a command and its children."""
    seconds, memory = float("inf"), 0
    for _ in range(repetitions):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"costs.py: failed: {' '.join(command)}")
        seconds = min(seconds, usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / 1024)
    return seconds, memory


def show(measure, subject, value, unit):
    print(f"{measure}\t{subject}\t{value}\t{unit}", flush=True)
