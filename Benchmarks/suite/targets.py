"""What Digits wants to reach, beside what was measured."""

from typing import NamedTuple

from .jobs import DIGITS, JAX, KERAS, ONE_THREAD, ONNX, PYTORCH
from .summary import ratio


class Target(NamedTuple):
    text: str
    measured: float | None
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def verdict(self):
        if self.measured is None:
            return "not measured"
        holds = self.measured >= self.limit if self.at_least else self.measured <= self.limit
        return "holds" if holds else "**does not hold**"

    @property
    def bound(self):
        return f"{'≥' if self.at_least else '≤'} {self.limit:.3g}{self.unit}"

    @property
    def value(self):
        return "–" if self.measured is None else f"{self.measured:.3g}{self.unit}"


def targets(summary):
    def epoch(job, peer, limit):
        theirs = summary.pytorch(job) if peer == PYTORCH else summary.epoch(job, peer)
        measured = ratio(summary.epoch(job, DIGITS), theirs)
        return Target(f"an epoch of {job}, ours / that of {peer}", measured, limit)

    yield epoch("dense-32", PYTORCH, 1 / 5)
    yield epoch("dense-32", KERAS, 1 / 12)
    yield epoch("dense-32", JAX, 0.6)
    yield epoch("dense-128", PYTORCH, 1 / 3)
    yield epoch("dense-128", KERAS, 1 / 5)
    yield epoch("convnet-128", PYTORCH, 1 / 3)
    yield epoch("convnet-128", KERAS, 1 / 4)
    others = [summary.epoch("lenet5-128", peer) for peer in (KERAS, PYTORCH, JAX)]
    best = min(filter(None, others), default=None)
    best = ratio(summary.epoch("lenet5-128", DIGITS), best)
    yield Target("an epoch of lenet5-128, ours / that of the best peer", best, 1 / 3)

    for value, text, limit in [
        ("seconds_all", "10,000 pictures", 1), ("seconds_one", "one picture", 0.7),
    ]:
        for model in ["dense", "convnet"]:
            ours, theirs = (
                summary.median(f"predict-{model}", system, value) for system in (DIGITS, ONNX)
            )
            text_of_model = f"{text} predicted by {model}, ours / ONNX Runtime"
            yield Target(text_of_model, ratio(ours, theirs), limit)

    for job, limit in [("convnet-128", 1.8), ("dense-128", 1.6)]:
        gain = ratio(summary.epoch(job, ONE_THREAD), summary.epoch(job, DIGITS))
        yield Target(f"gain by the second thread, {job}", gain, limit, at_least=True)

    for job, limit in [("dense-32", 150), ("convnet-128", 250)]:
        peak = ratio(summary.largest(job, DIGITS, "peak_bytes"), 1e6)
        yield Target(f"peak memory of {job}", peak, limit, " MB")
    for job in ["dense-32", "convnet-128"]:
        first = summary.median(job, DIGITS, "first_step_seconds")
        yield Target(f"from start to the end of the first step, {job}", first, 0.4, " s")

    theirs = summary.median("dense-32", KERAS, "wall_seconds")
    gain = ratio(theirs, summary.median("whole", DIGITS, "wall_seconds"))
    text = "whole process of five dense epochs, Keras' time / ours"
    yield Target(text, gain, 8, at_least=True)
