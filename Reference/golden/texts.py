"""What Keras prints."""

import contextlib
import io
import math

import keras
from keras.src.utils import progbar

from golden.store import layer, replaced

SMALL = [
    ("Conv2D", {"filters": 8, "kernel_size": 3, "padding": "same", "activation": "relu"}),
    ("BatchNormalization", {}),
    ("MaxPooling2D", {}),
    ("Flatten", {}),
    ("Dropout", {"rate": 0.25}),
    ("Dense", {"units": 32, "activation": "relu"}),
    ("Dense", {"units": 10}),
]
CONVNET = [
    ("Conv2D", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Conv2D", {"filters": 64, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Flatten", {}),
    ("Dropout", {"rate": 0.5}),
    ("Dense", {"units": 10, "activation": "softmax"}),
]


LONG_NAMES = [
    ("Flatten", {"name": "a_name_of_thirty_three_characters"}),
    ("Dense", {"units": 3, "name": "picture_to_three_classes_projection"}),
    ("Dense", {"units": 10, "name": "a_name_filling_the_column"}),
]


def summary(layers, optimizer_built=False):
    keras.utils.clear_session()
    model = keras.Sequential([keras.Input((28, 28, 1)), *map(layer, layers)])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    if optimizer_built:
        model.optimizer.build(model.trainable_variables)
    texts = []
    model.summary(line_length=80, print_fn=texts.append)
    return "".join(texts)


def summaries():
    keras.config.set_floatx("float32")
    return {
        "summary": summary(SMALL),
        "summary_convnet": summary(CONVNET),
        "summary_convnet_trained": summary(CONVNET, optimizer_built=True),
        "summary_long_names": summary(LONG_NAMES),
    }


class Clock:
    """Stands in for the module `time` inside Keras' progress bar."""

    now = 1000.0

    def time(self):
        return self.now


def session(target, verbose, updates, end):
    """The calls of `ProgbarLogger` in `fit`: one after each step, one at the epoch's end.

    An update is (step, seconds since the start, values); with verbose=2 only the end is shown.
    """
    calls = [(*update, False) for update in updates] + [(target, *end, True)]
    written = []
    with replaced(progbar, "time", Clock()) as clock:
        start = clock.now
        bar = progbar.Progbar(target, verbose=verbose, stateless_metrics=set())
        for step, seconds, values, finalize in calls:
            clock.now = start + seconds
            with contextlib.redirect_stdout(io.StringIO()) as output:
                bar.update(step, values, finalize=finalize)
            written.append({
                "step": step,
                "time": clock.now,
                "values": [{"name": name, "value": str(value)} for name, value in values],
                "finalize": finalize,
                "text": output.getvalue(),
            })
    return {"target": target, "verbose": verbose, "start": start, "calls": written}


def progress_sessions():
    """Times are sums of powers of two: exact, whatever instant a clock counts from."""

    def values(accuracy, loss):
        return [("accuracy", accuracy), ("loss", loss)]

    validation = [("val_accuracy", 0.90625), ("val_loss", 0.3210987)]
    # Slow first step; steps 3 and 6 come within 50 ms of the last drawing.
    epoch = [
        (1, 2.0, values(0.09375, 2.4123456)),
        (2, 2.25, values(0.25, 2.0301)),
        (3, 2.28125, values(0.34375, 1.7777)),
        (4, 2.3125, values(0.5, 1.25)),
        (5, 2.5625, values(0.5625, 1.12345)),
        (6, 2.59375, values(0.609375, 1.0)),
        (7, 3.0625, values(0.65625, 0.98765)),
        (8, 3.3125, values(0.6875, 0.87654)),
        (9, 3.5625, values(0.703125, 0.80005)),
    ]
    epoch_end = (4.0625, values(0.71, 0.798765) + validation)
    # Hours, minutes and exactly 60 seconds left; then shorter lines than before.
    long_epoch = [
        (1, 9.0, values(0.1, 1234.5678)),
        (2, 11.0, values(0.2, 12.5)),
        (409, 417.0, values(0.9, 0.25)),
        (410, 418.25, values(0.9, 0.25)),
        (440, 530.5, values(0.95, 0.0625)),
    ]
    # Microseconds, and values about 1e-3 where the notation changes.
    short_epoch = [
        (1, 0.125, [("loss", 0.0005), ("learning_rate", 0.001)]),
        (50, 0.1328125, [("loss", 0.0001), ("learning_rate", 0.001)]),
        (90, 0.1875, [("loss", -0.0009), ("learning_rate", 0.0)]),
        (100, 0.25, [("loss", -1.5), ("learning_rate", 0.00101)]),
    ]
    return [
        session(9, 1, epoch, epoch_end),
        session(9, 2, [], epoch_end),
        session(469, 1, long_epoch, (1100.5, values(0.97, 0.1) + validation)),
        session(100, 1, short_epoch, (0.25, [("loss", math.nan), ("learning_rate", 0.5)])),
        session(100, 2, [], (0.03125, [("loss", -0.5), ("learning_rate", 0.001)])),
        session(1, 1, [(1, 0.5, values(0.5, 1.5))], (0.75, values(0.5, 1.5))),
    ]
