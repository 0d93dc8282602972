"""Training runs with penalties, constraints, weighted samples and frozen layers."""

import functools

import numpy as np

from golden.store import described, generator
from golden.training import compiled, metadata, pictures, scaled, strokes, weights

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


def regularized(seed, class_weight=None, weighted=False):
    """By `fit` itself; only training's samples are weighted."""
    random = generator(seed)
    optimizer = ("SGD", {"learning_rate": 0.1, "momentum": 0.9})
    fit = {"batch_size": 7, "epochs": 4, "shuffle": False}
    prototypes = strokes(random, (7, 5, 1))
    samples, labels = pictures(random, prototypes, 40)
    validation_samples, validation_labels = pictures(random, prototypes, 11)
    sample_weight = random.uniform(0, 3, 40).astype(np.float32) if weighted else None
    model = compiled(random, (7, 5, 1), REGULARIZED, optimizer)
    initial = weights("initial", model)
    history = model.fit(
        scaled(samples), labels, class_weight=class_weight, sample_weight=sample_weight,
        validation_data=(scaled(validation_samples), validation_labels), verbose=0, **fit,
    )
    tensors = {
        "input": samples,
        "labels": labels,
        "validation_input": validation_samples,
        "validation_labels": validation_labels,
        **initial,
        **weights("final", model),
        **{name: np.array(values) for name, values in history.history.items()},
    }
    if weighted:
        tensors["sample_weight"] = sample_weight
    if class_weight:
        fit["class_weight"] = class_weight
    return tensors, metadata(REGULARIZED, optimizer, fit)


def frozen(seed):
    """Step by step, so that each batch's own loss and accuracy are seen."""
    random = generator(seed)
    optimizer = ("Adam", {"learning_rate": 0.002})
    samples, labels = pictures(random, strokes(random, (12, 10, 1)), 40)
    inputs = scaled(samples)
    model = compiled(random, (12, 10, 1), FROZEN, optimizer)
    tensors = {"input": samples, "labels": labels} | weights("initial", model)
    logs = []
    for start in [*range(0, 40, 8)] * 2:
        batch = slice(start, start + 8)
        model.reset_metrics()
        logs.append(model.train_on_batch(inputs[batch], labels[batch], return_dict=True))
    tensors |= {name: np.array([log[name] for log in logs]) for name in ["loss", "accuracy"]}
    tensors |= weights("final", model)
    tensors["predictions"] = model.predict(inputs, verbose=0)
    return tensors, metadata(FROZEN, optimizer, {"batch_size": 8, "epochs": 2, "shuffle": False})


CASES = {
    "training_regularized": (310, regularized),
    "training_class_weight": (311, functools.partial(
        regularized, class_weight={0: 3.0, 3: 0.5, 7: 0.0, 8: 1.75}
    )),
    "training_sample_weight": (312, functools.partial(regularized, weighted=True)),
    "training_frozen": (315, frozen),
}
