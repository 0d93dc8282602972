"""Penalties of a tensor, and tensors put back within bounds."""

import functools

import jax
import keras
import numpy as np

from golden.store import described, generator, in_precision, normal


def regularizer_case(seed, class_name, config):
    value = normal(generator(seed), (3, 4, 5))
    regularizer = getattr(keras.regularizers, class_name)(**config)
    penalty, gradient = jax.value_and_grad(regularizer)(in_precision(value))
    tensors = {"value": value, "penalty": penalty, "gradient": gradient}
    return tensors, {"regularizer": described((class_name, config))}


def constraint_case(seed, class_name, shape, config):
    random = generator(seed)
    # Some slices lie within a bound on their norm, others beyond it.
    value = normal(random, shape, random.permutation(np.geomspace(0.05, 2, shape[-1])))
    constraint = getattr(keras.constraints, class_name)(**config)
    tensors = {"value": value, "constrained": constraint(in_precision(value))}
    return tensors, {"constraint": described((class_name, config))}


def regularizer(class_name, **config):
    return functools.partial(regularizer_case, class_name=class_name, config=config)


def constraint(class_name, shape, **config):
    return functools.partial(constraint_case, class_name=class_name, shape=shape, config=config)


CASES = {
    "regularizer_l1": (1400, regularizer("L1", l1=0.03)),
    "regularizer_l2": (1401, regularizer("L2", l2=0.02)),
    "regularizer_l1l2": (1402, regularizer("L1L2", l1=0.03, l2=0.02)),
    "constraint_max_norm": (1403, constraint("MaxNorm", (4, 5), max_value=0.8)),
    "constraint_max_norm_convolution": (
        1404, constraint("MaxNorm", (3, 2, 4, 5), max_value=0.8, axis=[0, 1, 2])
    ),
    "constraint_non_neg": (1405, constraint("NonNeg", (4, 5))),
    "constraint_unit_norm": (1406, constraint("UnitNorm", (4, 5))),
    "constraint_unit_norm_convolution": (
        1407, constraint("UnitNorm", (3, 2, 4, 5), axis=[0, 1, 2])
    ),
}
