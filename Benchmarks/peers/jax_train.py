"""Trains one of the networks with JAX, a whole epoch in one compiled function."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

from functools import partial

import jax

# The cheapest random bits on a processor, by a tenth of an epoch.
jax.config.update("jax_default_prng_impl", "rbg")
import jax.numpy as jnp
import numpy as np

from data import read_test, read_training
from jax_networks import NETWORKS, initial_parameters
from training import Clock, parse_options

options = parse_options(__doc__).parse_args()
network = NETWORKS[options.job]


def tensors(pictures, labels):
    return jnp.asarray(pictures)[..., None], jnp.asarray(labels, jnp.int32)


clock = Clock()
pictures, labels = tensors(*read_training(options.limit))
steps = len(pictures) // options.batch_size


def loss(parameters, pictures, labels, key):
    logits = network(parameters, pictures, key)
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1).mean()


def step(state, batch):
    """Adam, with Keras' epsilon."""
    parameters, means, squares, count = state
    indices, key = batch
    gradients = jax.grad(loss)(parameters, pictures[indices], labels[indices], key)
    count += 1
    rate = 0.001 * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    means = [m + 0.1 * (g - m) for m, g in zip(means, gradients)]
    squares = [s + 0.001 * (g * g - s) for s, g in zip(squares, gradients)]
    parameters = [
        p - rate * m / (jnp.sqrt(s) + 1e-7) for p, m, s in zip(parameters, means, squares)
    ]
    return (parameters, means, squares, count), None


@partial(jax.jit, donate_argnums=0)
def epoch(state, key):
    order, dropout = jax.random.split(key)
    # The last, smaller batch is left out: a scan needs steps of one shape.
    indices = jax.random.permutation(order, len(pictures))[: steps * options.batch_size]
    batches = indices.reshape(steps, options.batch_size), jax.random.split(dropout, steps)
    return jax.lax.scan(step, state, batches)[0]


parameters = initial_parameters(options.job, jax.random.key(0))
zeros = [jnp.zeros_like(p) for p in parameters]
state = parameters, zeros, [jnp.zeros_like(p) for p in parameters], jnp.float32(0)
keys = jax.random.split(jax.random.key(1), options.epochs)

clock.start_epoch()
compiled = epoch.lower(state, keys[0]).compile()
for key in keys:
    state = jax.block_until_ready(compiled(state, key))
    clock.end_epoch()
    clock.end_step()
    clock.start_epoch()

# Nobody sees the first step inside the first epoch: take the others of that epoch away again.
if options.epochs > 1:
    clock.first_step_seconds -= clock.epoch_seconds[1] * (steps - 1) / steps
pictures, labels = tensors(*read_test())
guesses = network(state[0], pictures).argmax(1)
clock.report((guesses == labels).mean())
