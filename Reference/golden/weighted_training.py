"""Training runs with penalties, constraints, weighted samples and frozen layers."""

import functools

from golden.store import described
from golden.training import by_fit, step_by_step

REGULARIZED = [
    ("Flatten", {}),
    ("Dense", {
        "units": 12, "activation": "relu",
        "kernel_regularizer": described(("L2", {"l2": 0.01})),
        "bias_regularizer": described(("L1", {"l1": 0.001})),
        "kernel_constraint": described(("MaxNorm", {"max_value": 1.5})),
    }),
    ("Dense", {"units": 10}),
]
FROZEN = [
    ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu", "trainable": False}),
    ("MaxPooling2D", {}),
    ("BatchNormalization", {"trainable": False}),
    ("Flatten", {}),
    ("Dense", {"units": 10}),
]

regularized = functools.partial(by_fit, layers=REGULARIZED)
CASES = {
    "training_regularized": (310, regularized),
    "training_class_weight": (311, functools.partial(
        regularized, class_weight={0: 3.0, 3: 0.5, 7: 0.0, 8: 1.75}
    )),
    "training_sample_weight": (312, functools.partial(regularized, weighted=True)),
    "training_frozen": (315, functools.partial(
        step_by_step, layers=FROZEN, learning_rate=0.002, epochs=2
    )),
}
