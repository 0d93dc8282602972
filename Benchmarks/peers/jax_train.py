"""Trains one of the networks with JAX."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

from functools import partial

import jax
import jax.numpy as jnp

from data import read_test, read_training
from jax_networks import NETWORKS, initial_parameters
from training import Clock, parse_options

# The cheapest random bits on a processor, by a tenth of a dense epoch.
jax.config.update("jax_default_prng_impl", "rbg")

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


@jax.jit
def shuffled_batches(key):
    """Indices and a key for each step. The last, smaller batch is left out, as scan needs."""
    order, dropout = jax.random.split(key)
    indices = jax.random.permutation(order, len(pictures))[: steps * options.batch_size]
    return indices.reshape(steps, options.batch_size), jax.random.split(dropout, steps)


@partial(jax.jit, donate_argnums=0)
def scan_epoch(state, batches):
    return jax.lax.scan(step, state, batches)[0]


@partial(jax.jit, donate_argnums=0)
def single_step(state, batch):
    return step(state, batch)[0]


def loop_epoch(state, batches):
    for batch in zip(*batches):
        state = single_step(state, batch)
        if clock.first_step_seconds is None:
            jax.block_until_ready(state)
            clock.end_step()
    return state


parameters = initial_parameters(options.job, jax.random.key(0))
zeros = [[jnp.zeros_like(p) for p in parameters] for _ in range(2)]
state = parameters, *zeros, jnp.float32(0)

for epoch, key in enumerate(jax.random.split(jax.random.key(1), options.epochs)):
    clock.start_epoch()
    batches = shuffled_batches(key)
    if options.job != "dense":
        # A convolution inside a scan runs on one thread, and several times slower.
        state = loop_epoch(state, batches)
    else:
        if epoch == 0:
            compiled = scan_epoch.lower(state, batches).compile()
            # Nobody sees the first step inside of it, but that takes less than a millisecond.
            clock.end_step()
        state = compiled(state, batches)
    jax.block_until_ready(state)
    clock.end_epoch()

pictures, labels = tensors(*read_test())
# In parts, so that memory is that of the training.
guesses = [network(state[0], part).argmax(1) for part in jnp.split(pictures, 100)]
clock.report((jnp.concatenate(guesses) == labels).mean())
