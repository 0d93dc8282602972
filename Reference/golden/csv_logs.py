"""What Keras' CSVLogger writes of given epochs."""

import math

import keras
import numpy as np

NAN, INFINITY = math.nan, math.inf


def texts(logs):
    """JSON knows no NaN, and Python's own text of a number shows every digit."""
    return {name: str(value) for name, value in logs.items()}


CSV = {
    "csv_logger": [
        {"accuracy": 0.1, "loss": 1 / 3, "val_accuracy": 1.0, "val_loss": 123456.789},
        {"accuracy": 1e-07, "loss": NAN, "val_accuracy": 0.0, "val_loss": INFINITY},
        {"accuracy": 0.0001, "loss": 1e16, "val_accuracy": 0.00001234, "val_loss": 1e22},
        {"accuracy": 1.5e-08, "loss": -INFINITY},
        {"accuracy": 100.0, "loss": 1234567890123456.0, "val_accuracy": -0.0, "val_loss": 0.7},
        # As they come out of training: float32 values.
        {
            "accuracy": float(np.float32(0.1)), "loss": float(np.float32(2.3)),
            "val_accuracy": float(np.float32(1 / 3)), "val_loss": float(np.float32(1e-8)),
        },
    ],
    "csv_logger_late_validation": [
        {"loss": 2.25, "accuracy": 0.125, "learning_rate": 0.01},
        {"loss": 2.0, "accuracy": 0.25, "val_loss": 2.125, "val_accuracy": 0.5},
        {"val_loss": 1.5, "val_accuracy": 0.625, "loss": 1.75, "accuracy": 0.375, "other": 7.0},
    ],
}


def csv_files(folder):
    files = {}
    for name, epochs in CSV.items():
        path = folder / f"{name}.csv"
        logger = keras.callbacks.CSVLogger(path)
        logger.on_train_begin()
        for epoch, logs in enumerate(epochs):
            logger.on_epoch_end(epoch, logs)
        logger.on_train_end()
        files[path.name] = [texts(logs) for logs in epochs]
    return files
