"""Runs a program and measures it from outside."""

import json
import os
import subprocess
import tempfile
import time

CORES = 2
# Stands for a folder that only this run has.
FRESH = "{fresh}"
# Cores' worth of work that others may do meanwhile, and what the coarse clocks cannot tell.
QUIET, UNCLEAR_SECONDS = 0.1, 0.05


def use_two_cores():
    """Everything that is started later stays on these, too; then all have the same."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    return len(os.sched_getaffinity(0))


def busy_seconds():
    """What our cores have worked so far, for whomever, or were lent to other machines."""
    cores = {f"cpu{core}" for core in os.sched_getaffinity(0)}
    total = 0
    with open("/proc/stat") as file:
        for name, *ticks in map(str.split, file):
            if name in cores:
                user, nice, system, idle, wait, interrupts, soft_interrupts, stolen = ticks[:8]
                working = user, nice, system, interrupts, soft_interrupts, stolen
                total += sum(map(int, working))
    return total / os.sysconf("SC_CLK_TCK")


def run(command):
    """The JSON that the program printed, its time, its peak memory, and others' work.

    The peak is never less than what this process has itself, some 30 MB: Linux counts the moment
    of starting. So nothing large may be imported here.
    """
    with (
        tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory() as fresh,
    ):
        # A run is not written where another one was.
        command = [part.replace(FRESH, fresh) for part in command]
        busy, started = busy_seconds(), time.time()
        environment = {**os.environ, "BENCHMARK_STARTED": repr(started)}
        process = subprocess.Popen(command, stdout=output, stderr=errors, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.time() - started
        others = busy_seconds() - busy - usage.ru_utime - usage.ru_stime
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            lines = errors.read().decode(errors="replace")[-2000:]
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{lines}")
        return {
            "wall_seconds": wall,
            "peak_bytes": usage.ru_maxrss * 1024,
            "others": max(0.0, others - UNCLEAR_SECONDS) / wall,
            **json.loads(output.read()),
        }


def run_quietly(command, tries=3):
    """Runs it again if somebody else was at work, and takes the run with the least of that."""
    results = []
    while not results or (results[-1]["others"] > QUIET and len(results) < tries):
        results.append(run(command))
    return min(results, key=lambda result: result["others"])
