"""Whole training runs from given weights, without shuffling."""

import functools

import keras
import numpy as np

from golden.store import described, generator, in_precision, layer, set_random_variables


def pictures(random, prototypes, count):
    """Bytes and labels that a small network learns slowly enough for accuracy to move."""
    labels = random.integers(0, len(prototypes), count).astype(np.int32)
    noise = random.normal(0, 60, (count, *prototypes.shape[1:]))
    return np.clip(prototypes[labels] + noise, 0, 255).astype(np.uint8), labels


def strokes(random, shape):
    """Ten classes of mostly dark pictures."""
    return np.where(random.uniform(size=(10, *shape)) < 0.3, 255, 0)


def scaled(samples):
    """Divided in float32, as a program does, then widened exactly."""
    return in_precision(samples.astype(np.float32) / np.float32(255))


def weights(prefix, model):
    return {
        f"{prefix}/{layer.name}/{variable.name}": np.array(variable)
        for layer in model.layers
        for variable in layer.variables
    }


def compiled(random, shape, layers, optimizer):
    model = keras.Sequential([keras.Input(shape), *map(layer, layers)])
    class_name, config = optimizer
    model.compile(
        optimizer=getattr(keras.optimizers, class_name)(**config),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    set_random_variables(model, random)
    return model


def metadata(layers, optimizer, fit):
    return {"model": [*map(described, layers)], "optimizer": described(optimizer), "fit": fit}


def step_by_step(seed, layers, learning_rate, epochs):
    """Batch by batch, so that each one's own loss and accuracy are seen."""
    random = generator(seed)
    optimizer = ("Adam", {"learning_rate": learning_rate})
    samples, labels = pictures(random, strokes(random, (12, 10, 1)), 40)
    inputs = scaled(samples)
    model = compiled(random, (12, 10, 1), layers, optimizer)
    tensors = {"input": samples, "labels": labels} | weights("initial", model)
    logs = []
    for start in [*range(0, 40, 8)] * epochs:
        batch = slice(start, start + 8)
        model.reset_metrics()
        logs.append(model.train_on_batch(inputs[batch], labels[batch], return_dict=True))
    tensors |= {name: np.array([log[name] for log in logs]) for name in ["loss", "accuracy"]}
    tensors |= weights("final", model)
    tensors["predictions"] = model.predict(inputs, verbose=0)
    fit = {"batch_size": 8, "epochs": epochs, "shuffle": False}
    return tensors, metadata(layers, optimizer, fit)


def by_fit(seed, layers, nesterov=False, class_weight=None, weighted=False):
    """By `fit` itself, for the way it averages over batches of unequal size.

    Only training's samples are weighted.
    """
    random = generator(seed)
    config = {"learning_rate": 0.1, "momentum": 0.9}
    optimizer = ("SGD", config | {"nesterov": True} if nesterov else config)
    fit = {"batch_size": 7, "epochs": 4, "shuffle": False}
    prototypes = strokes(random, (7, 5, 1))
    samples, labels = pictures(random, prototypes, 40)
    validation_samples, validation_labels = pictures(random, prototypes, 11)
    sample_weight = random.uniform(0, 3, 40).astype(np.float32) if weighted else None
    model = compiled(random, (7, 5, 1), layers, optimizer)
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
    return tensors, metadata(layers, optimizer, fit)


CONVNET = [
    ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("BatchNormalization", {}),
    ("Flatten", {}),
    ("Dense", {"units": 16, "activation": "relu"}),
    ("Dense", {"units": 10}),
]
DENSE = [
    ("Flatten", {}),
    ("Dense", {"units": 12, "activation": "relu"}),
    ("Dense", {"units": 10}),
]

# With seed 336 every filter has active and inactive positions. Behind a filter that is active
# everywhere normalization cancels the bias, and Adam would blow its rounding noise up to a step.
CASES = {
    "training_convnet": (336, functools.partial(
        step_by_step, layers=CONVNET, learning_rate=0.001, epochs=4
    )),
    "training_dense": (302, functools.partial(by_fit, layers=DENSE, nesterov=True)),
}
