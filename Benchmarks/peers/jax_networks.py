"""The networks as functions of JAX."""

import math

import jax
import jax.numpy as jnp
from jax import lax

# Kernels of each network; every one has a bias.
KERNELS = {
    "dense": [(784, 128), (128, 10)],
    "convnet": [(3, 3, 1, 32), (3, 3, 32, 64), (1600, 10)],
    "lenet5": [(5, 5, 1, 6), (5, 5, 6, 16), (400, 120), (120, 84), (84, 10)],
}


def initial_parameters(job, key):
    """Glorot's uniform kernels, as in Keras, and biases of 0."""
    parameters = []
    for shape, part in zip(KERNELS[job], jax.random.split(key, len(KERNELS[job]))):
        window = math.prod(shape[:-2])
        limit = math.sqrt(6 / (window * (shape[-2] + shape[-1])))
        parameters.append(jax.random.uniform(part, shape, minval=-limit, maxval=limit))
        parameters.append(jnp.zeros(shape[-1]))
    return parameters


def convolution(pictures, kernel, bias, padding="VALID"):
    order = ("NHWC", "HWIO", "NHWC")
    sums = lax.conv_general_dilated(pictures, kernel, (1, 1), padding, dimension_numbers=order)
    return jax.nn.relu(sums + bias)


def pool(pictures, start, operation):
    return lax.reduce_window(pictures, start, operation, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def max_pool(pictures):
    return pool(pictures, -jnp.inf, lax.max)


def average_pool(pictures):
    return pool(pictures, 0.0, lax.add) / 4


def flatten(values):
    return values.reshape(len(values), -1)


def dropout(values, rate, key):
    """Without a key nothing is dropped."""
    if key is None:
        return values
    return jnp.where(jax.random.bernoulli(key, 1 - rate, values.shape), values / (1 - rate), 0)


def dense(p, pictures, key=None):
    hidden = jax.nn.relu(flatten(pictures) @ p[0] + p[1])
    return dropout(hidden, 0.2, key) @ p[2] + p[3]


def convnet(p, pictures, key=None):
    values = max_pool(convolution(pictures, p[0], p[1]))
    values = max_pool(convolution(values, p[2], p[3]))
    return dropout(flatten(values), 0.5, key) @ p[4] + p[5]


def lenet5(p, pictures, key=None):
    values = average_pool(convolution(pictures, p[0], p[1], "SAME"))
    values = average_pool(convolution(values, p[2], p[3]))
    values = jax.nn.relu(flatten(values) @ p[4] + p[5])
    values = jax.nn.relu(values @ p[6] + p[7])
    return values @ p[8] + p[9]


NETWORKS = {"dense": dense, "convnet": convnet, "lenet5": lenet5}
