"""The scales that initializers draw with."""

import types

import keras
from keras.src.initializers import random_initializers

from golden.store import described, replaced

SHAPES = [(784, 128), (3, 3, 32, 64), (5, 5, 1, 6)]
# A normal distribution cut at two deviations keeps this share of its own.
KEPT = 0.87962566103423978

NAMED = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal"]
SCALED = {"scale": 2.5, "mode": "fan_avg"}
CONFIGURED = [
    ("lecun_uniform", {}),
    ("lecun_normal", {}),
    ("VarianceScaling", SCALED | {"distribution": "uniform"}),
    ("VarianceScaling", SCALED),
    ("VarianceScaling", SCALED | {"distribution": "untruncated_normal"}),
    ("VarianceScaling", {"scale": 0.5, "mode": "fan_out"}),
    ("RandomNormal", {}),
    ("RandomNormal", {"mean": 0.25, "stddev": 0.125}),
    ("RandomUniform", {}),
    ("RandomUniform", {"minval": -0.25, "maxval": 0.75}),
    ("TruncatedNormal", {}),
    ("TruncatedNormal", {"mean": 0.25, "stddev": 0.125}),
]


def uniform(shape, minval, maxval, **_):
    return {"limit": maxval} if minval == -maxval else {"minval": minval, "maxval": maxval}


def truncated_normal(shape, mean, stddev, **_):
    scales = {"stddev": stddev * KEPT, "stddev_before_truncation": stddev}
    return scales | ({"mean": mean} if mean else {})


def untruncated_normal(shape, mean, stddev, **_):
    return {"stddev": stddev} | ({"mean": mean} if mean else {})


def case(initializer, shape):
    """What an initializer asks Keras' random functions for."""
    recorder = types.SimpleNamespace(
        uniform=uniform, truncated_normal=truncated_normal, normal=untruncated_normal
    )
    with replaced(random_initializers, "random", recorder):
        drawn = initializer(shape)
    fan_in, fan_out = random_initializers.compute_fans(shape)
    return {"shape": shape, "fan_in": fan_in, "fan_out": fan_out} | drawn


def initializers():
    cases = [
        {"initializer": name} | case(keras.initializers.get(name), shape)
        for name in NAMED for shape in SHAPES
    ]
    for name, config in CONFIGURED:
        initializer = keras.initializers.get(described((name, config)))
        cases += [
            {"initializer": name} | case(initializer, shape) | {"config": config}
            for shape in SHAPES
        ]
    return cases
