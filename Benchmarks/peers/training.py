"""What the three training scripts share: their options, their clock, the line they print."""

import argparse
import json
import os
import time

STARTED = float(os.environ.get("BENCHMARK_STARTED") or time.time())
THREADS = 2


def parse_options(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--job", required=True, choices=["dense", "convnet", "lenet5"])
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--limit", type=int, help="train on the first LIMIT pictures only")
    return parser


class Clock:
    """Times epochs, and the first step from the start of the process."""

    def __init__(self):
        self.epoch_seconds = []
        self.first_step_seconds = None

    def start_epoch(self):
        self.epoch_start = time.perf_counter()

    def end_epoch(self):
        self.epoch_seconds.append(time.perf_counter() - self.epoch_start)

    def end_step(self):
        if self.first_step_seconds is None:
            self.first_step_seconds = time.time() - STARTED

    def report(self, accuracy):
        print(json.dumps({
            "epoch_seconds": self.epoch_seconds,
            "accuracy": float(accuracy),
            "first_step_seconds": self.first_step_seconds,
        }))
