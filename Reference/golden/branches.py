"""Layers of several inputs, each between branches of one input."""

import functools

import keras

from golden.layers import values
from golden.store import described, generator, normal, set_random_variables


def concatenated(x):
    branches = [
        keras.layers.Conv2D(4, 3, padding="same", activation="relu")(x),
        keras.layers.MaxPooling2D(3, strides=1, padding="same")(x),
        keras.layers.Conv2D(2, 1)(x),
    ]
    return keras.layers.Concatenate()(branches)


def added(x):
    branches = [keras.layers.Dense(5)(x), keras.layers.Dense(5, activation="tanh")(x)]
    return keras.layers.Add()(branches)


def branch_case(seed, class_name, shape, joined):
    random = generator(seed)
    inputs = normal(random, shape)
    x = keras.Input(shape[1:])
    model = keras.Model(x, joined(x))
    set_random_variables(model, random)
    tensors = values(model, inputs, random, {}, lambda variable: variable.path)
    return tensors, {"layer": described((class_name, {})), "call": {}}


CASES = {
    "concatenate": (500, functools.partial(
        branch_case, class_name="Concatenate", shape=(3, 5, 4, 3), joined=concatenated
    )),
    "add_branches": (501, functools.partial(
        branch_case, class_name="Add", shape=(4, 6), joined=added
    )),
}
