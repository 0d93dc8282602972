"""Measures Digits beside its peers; README.md says what and how.

Writes RESULTS.md, results.svg and results.json beside this file.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import sys
import tempfile

from suite.chart import chart
from suite.installation import installations
from suite.jobs import (
    DIGITS,
    PREDICTIONS,
    TRAININGS,
    prediction_commands,
    training_commands,
    whole_command,
)
from suite.machine import machine
from suite.process import FRESH, run_quietly, use_two_cores
from suite.report import report
from suite.summary import Summary

FOLDER = pathlib.Path(__file__).resolve().parent


def tasks(folder, quick):
    """Jobs, each a dictionary from systems to commands."""
    limits = {"epochs": 2, "limit": 6400} if quick else {}
    for job in TRAININGS:
        yield job.name, training_commands(job, **limits)
    for model in PREDICTIONS:
        yield f"predict-{model}", prediction_commands(model, f"{folder}/{model}/model.safetensors")
    yield "whole", {DIGITS: whole_command(f"{FRESH}/run")}


def rotated(commands, turn):
    items = list(commands.items())
    turn %= len(items)
    return items[turn:] + items[:turn]


def shortened(value):
    """Five of a thousand times: least, quartiles, most. Their median is that of all."""
    if not isinstance(value, list) or len(value) < 100:
        return value
    last, ordered = len(value) - 1, sorted(value)
    return [ordered[round(part * last / 4)] for part in range(5)]


def measure(rounds, quick):
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for model in PREDICTIONS:
            run_quietly(whole_command(f"{folder}/{model}", model, epochs=2), tries=1)
        for turn in range(rounds):
            for job, commands in tasks(folder, quick):
                # Another one begins each time, so that nobody always meets a cold processor.
                for system, command in rotated(commands, turn):
                    run = run_quietly(command, tries=1 if quick else 3)
                    # Where our run was written is nobody's business.
                    run = {name: shortened(value) for name, value in run.items() if name != "output"}
                    runs.append({"job": job, "system": system, "round": turn, **run})
                    print(f"round {turn + 1}, {job}, {system}: {run['wall_seconds']:.1f} s"
                          f", others {run['others']:.2f}", file=sys.stderr)
    return runs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each job is done")
    parser.add_argument("--quick", action="store_true",
                        help="only try the machinery, in another folder; the numbers mean nothing")
    parser.add_argument("--again", action="store_true",
                        help="measure nothing, write the page and the figure from results.json")
    options = parser.parse_args()
    os.chdir(FOLDER.parent)
    folder = pathlib.Path(".build/benchmarks/quick") if options.quick else FOLDER
    folder.mkdir(parents=True, exist_ok=True)

    if options.again:
        results = json.loads((folder / "results.json").read_text())
    else:
        rounds = 1 if options.quick else options.rounds
        cores = use_two_cores()
        results = {
            "date": datetime.date.today().isoformat(),
            "machine": machine(cores),
            "quick": options.quick,
            "rounds": rounds,
            "installations": installations(),
            "runs": measure(rounds, options.quick),
        }
        (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")

    summary = Summary(results)
    page = re.sub(r"\n{3,}", "\n\n", "\n".join(report(summary)))
    (folder / "RESULTS.md").write_text(page.rstrip() + "\n")
    (folder / "results.svg").write_text("\n".join(chart(summary)) + "\n")
    print(f"Wrote {folder / 'RESULTS.md'}, results.svg and results.json")
    if wrong := list(summary.inaccurate()):
        sys.exit("\n".join(["Less accurate than others at the same job:", *wrong]))


if __name__ == "__main__":
    main()
