"""The functions of keras.activations, with their derivatives."""

import functools

import jax
import keras
import numpy as np

from golden.store import described, generator, in_precision, normal

SPECIAL = [[0, 0.5, -0.5, 1, -1, 3, -3, 6], [-6, 30, -30, 0.25, -0.125, 2, -2, 1.5]]


def sparsemax(x):
    """As Keras has it since its pull request 23469: up to 3.15.1 it adds up cumulative sums."""
    descending = -jax.numpy.sort(-x)
    count = jax.numpy.arange(1, x.shape[-1] + 1)
    kept = descending > (jax.numpy.cumsum(descending, -1) - 1) / count
    total = jax.numpy.sum(jax.numpy.where(kept, descending, 0), -1, keepdims=True)
    return jax.numpy.maximum(x - (total - 1) / kept.sum(-1, keepdims=True), 0)


def activation_case(seed, function, scale, special, kinks, config):
    random = generator(seed)
    inputs = normal(random, (5, 8), scale)
    if special:
        # Where left and right derivatives differ, an implementation may choose.
        inputs[3:] = [[x + 0.0625 if x in kinks else x for x in row] for row in SPECIAL]
    named = sparsemax if function == "sparsemax" else getattr(keras.activations, function)
    apply = functools.partial(named, **config)
    output, pull_back = jax.vjp(apply, in_precision(inputs))
    output_gradient = normal(random, output.shape)
    (input_gradient,) = pull_back(in_precision(output_gradient))
    tensors = {
        "input": inputs,
        "output": output,
        "output_gradient": output_gradient,
        "input_gradient": input_gradient,
    }
    return tensors, {"activation": described((function, config))}


CASES = {}


def add(function, kinks=(), scale=2.5, special=True, **config):
    """Every function comes with its defaults first; a second case has other arguments."""
    name = f"activation_function_{function}"
    if name in CASES:
        name += "_custom"
    CASES[name] = 1000 + len(CASES), functools.partial(
        activation_case,
        function=function, scale=scale, special=special, kinks=kinks, config=config,
    )


# Keras defines relu's derivative at 0 as 0, so there 0 stays.
add("relu")
add("relu", [0.5, 2], negative_slope=0.1, max_value=2.0, threshold=0.5)
add("leaky_relu", [0])
add("leaky_relu", [0], negative_slope=0.05)
add("relu6", [6])
add("softmax")
add("celu")
add("celu", alpha=0.7)
add("elu")
add("elu", [0], alpha=0.6)
add("selu", [0])
add("softplus")
add("softsign")
add("squareplus")
add("squareplus", b=2)
add("soft_shrink", [-0.5, 0.5])
add("soft_shrink", threshold=0.8)
add("sparse_plus")
add("silu")
add("gelu")
add("gelu", approximate=True)
add("glu")
add("tanh")
add("tanh_shrink")
add("threshold", threshold=0.4, default_value=0.1)
add("sigmoid")
add("sparse_sigmoid", [-1, 1])
# Larger inputs would leave nothing of the others beside a tolerance for e³⁰.
add("exponential", scale=1, special=False)
add("hard_sigmoid", [-3, 3])
add("hard_silu", [-3, 3])
add("hard_tanh", [-1, 1])
add("hard_shrink", [-0.5, 0.5])
add("hard_shrink", threshold=0.9)
add("linear")
add("mish")
add("log_softmax")
add("log_sigmoid")
# So small that several values of a row stay above zero.
add("sparsemax", scale=0.5, special=False)
