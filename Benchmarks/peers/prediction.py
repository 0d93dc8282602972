"""What the prediction scripts share: how a prediction is timed, and the line they print."""

import json
import statistics
import time

import numpy as np

BATCH_SIZES = [10_000, 1000, 256]
REPEATS = 10
SINGLES = 1000


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_batches(predict, pictures, size):
    batches = (pictures[i : i + size] for i in range(0, len(pictures), size))
    return np.concatenate([predict(batch) for batch in batches])


def seconds_all(predict, pictures):
    """Times of predicting all pictures, with the batch size that is fastest."""
    def predict_all(size):
        return seconds(lambda: in_batches(predict, pictures, size))

    best = min(BATCH_SIZES, key=lambda size: min(predict_all(size) for _ in range(2)))
    return [predict_all(best) for _ in range(REPEATS)]


def seconds_one(predict, pictures):
    """Times of predicting one picture after the other."""
    singles = [pictures[i : i + 1] for i in range(SINGLES)]
    for picture in singles[:200]:
        predict(picture)
    return [seconds(lambda: predict(picture)) for picture in singles]


def better(first, second):
    return min(first, second, key=statistics.median)


def report(all_seconds, one_seconds, guesses, labels, **others):
    print(json.dumps({
        "seconds_all": all_seconds,
        "seconds_one": one_seconds,
        "accuracy": float((guesses == labels).mean()),
        **others,
    }))
