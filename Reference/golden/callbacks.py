"""What Keras' callbacks do when they are told of given epochs."""

import contextlib
import io
import math
import os
import tempfile

import keras
import numpy as np

from golden.csv_logs import texts
from golden.store import described

NAN = math.nan
LOSSES = [0.9, 0.7, 0.71, 0.695, 0.7, 0.694, 0.72, 0.69, 0.73, 0.74, 0.6, 0.75, 0.76, 0.77]
FLAT = [0.5] * 12
BUMPY = [0.8, 0.85, NAN, 0.79, 0.9, 0.78, 0.9, 0.9, 0.5, 0.9, 0.9]
ACCURACIES = [0.1, 0.3, 0.25, 0.32, 0.31, 0.315, 0.4, 0.39, 0.4, 0.38, 0.37]
# The fourth is better in float64 only, and Keras compares in float32.
CLOSE = [0.5, 0.4, 0.30000001, 0.3, 0.29999999, 0.31, 0.31]

CALLBACKS = [
    ("EarlyStopping", {}, LOSSES),
    ("EarlyStopping", {"patience": 2}, LOSSES),
    ("EarlyStopping", {"patience": 2, "restore_best_weights": True}, LOSSES),
    ("EarlyStopping", {"patience": 20, "restore_best_weights": True}, LOSSES),
    ("EarlyStopping", {"patience": 2, "min_delta": 0.05}, LOSSES),
    ("EarlyStopping", {"patience": 3, "baseline": 0.65, "restore_best_weights": True}, LOSSES),
    ("EarlyStopping", {"patience": 2, "baseline": 0.75}, LOSSES),
    ("EarlyStopping", {"patience": 2, "start_from_epoch": 4, "restore_best_weights": True}, LOSSES),
    ("EarlyStopping", {"patience": 2}, BUMPY),
    # Nothing is better than a NaN that came first.
    ("EarlyStopping", {"patience": 4}, [NAN, 0.5, 0.4, 0.3, 0.2, 0.1]),
    ("EarlyStopping", {"patience": 1}, CLOSE),
    ("EarlyStopping", {"monitor": "val_accuracy", "patience": 2}, ACCURACIES),
    (
        "EarlyStopping",
        {"monitor": "val_accuracy", "mode": "max", "patience": 3, "min_delta": 0.015},
        ACCURACIES,
    ),
    ("EarlyStopping", {"monitor": "val_accuracy", "mode": "min", "patience": 4}, ACCURACIES),
    ("ReduceLROnPlateau", {"patience": 2}, LOSSES),
    ("ReduceLROnPlateau", {"factor": 0.5, "patience": 1, "min_lr": 0.02}, FLAT),
    ("ReduceLROnPlateau", {"factor": 0.5, "patience": 2, "cooldown": 3}, FLAT),
    ("ReduceLROnPlateau", {"factor": 0.2, "patience": 2, "min_delta": 0.05}, LOSSES),
    ("ReduceLROnPlateau", {"factor": 0.3, "patience": 2, "cooldown": 1}, BUMPY),
    ("ReduceLROnPlateau", {"factor": 0.5, "patience": 1, "min_delta": 0.0}, CLOSE),
    ("ReduceLROnPlateau", {"monitor": "val_accuracy", "factor": 0.7, "patience": 2}, ACCURACIES),
    ("ModelCheckpoint", {"filepath": "best.keras", "save_best_only": True}, LOSSES),
    (
        "ModelCheckpoint",
        {
            "filepath": "model-{epoch:02d}-{val_loss:.3f}.keras", "save_best_only": True,
            "initial_value_threshold": 0.7,
        },
        BUMPY,
    ),
    (
        "ModelCheckpoint",
        {"filepath": "best.keras", "save_best_only": True, "monitor": "val_accuracy"},
        ACCURACIES,
    ),
    ("ModelCheckpoint", {"filepath": "epoch-{epoch}.keras"}, FLAT[:3]),
]


def tiny_model():
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    accuracy = keras.metrics.BinaryAccuracy(name="accuracy")
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=[accuracy])
    # Only now does the model have the metrics that tell a callback which direction is better.
    model.evaluate(np.zeros((1, 1)), np.zeros((1, 1)), verbose=0)
    return model


def printed(action, *arguments):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        action(*arguments)
    return output.getvalue()


def callback_case(class_name, config, values):
    """Weights hold the number of the epoch, so that restored ones show whose they are."""
    model = tiny_model()
    callback = getattr(keras.callbacks, class_name)(**config, verbose=1)
    callback.set_model(model)
    callback.on_train_begin()
    epochs = []
    for epoch, value in enumerate(values):
        model.set_weights([np.full((1, 1), epoch)])
        logs = {config.get("monitor", "val_loss"): value}
        before = set(os.listdir())
        for file in before:
            os.utime(file, (0, 0))
        callback.on_epoch_begin(epoch)
        text = printed(callback.on_epoch_end, epoch, dict(logs))
        epochs.append({
            "logs": texts(logs),
            "stopped": model.stop_training,
            "learning_rate": float(model.optimizer.learning_rate),
            "saved": [file for file in os.listdir() if os.path.getmtime(file) > 0],
            "text": text,
        })
        if model.stop_training:
            break
    end = printed(callback.on_train_end)
    weights_of = int(model.get_weights()[0].item())
    return {
        "callback": described((class_name, config)), "epochs": epochs,
        "end": {"text": end, "weights_of_epoch": weights_of},
    }


def callbacks():
    cases = []
    for arguments in CALLBACKS:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            cases.append(callback_case(*arguments))
    return cases
