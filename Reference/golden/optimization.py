"""Losses with their gradients, and ten steps of each optimizer."""

import functools

import jax
import keras
import numpy as np

from golden.store import described, generator, in_precision, normal


def loss_case(seed, from_logits):
    random = generator(seed)
    labels = np.array([3, 0, 6, 2, 2], np.int32)
    outputs = normal(random, (5, 7), 2)
    if from_logits:
        outputs[1] = [-60, 80, 3, 79, 0, -1, 12]
    else:
        outputs = np.exp(outputs)
        outputs = (outputs / outputs.sum(-1, keepdims=True)).astype(np.float32)
        # The label's probability lies below Keras' epsilon, 1e-7, which bounds the loss.
        outputs[1] = [0, 0.25, 0.125, 0.375, 0.125, 0.0625, 0.0625]

    Loss = keras.losses.SparseCategoricalCrossentropy
    loss = Loss(from_logits=from_logits, reduction=None)(labels, in_precision(outputs))
    mean = functools.partial(Loss(from_logits=from_logits), labels)
    mean_loss, gradient = jax.value_and_grad(mean)(in_precision(outputs))
    tensors = {
        "logits" if from_logits else "probabilities": outputs,
        "labels": labels,
        "loss": loss,
        "mean_loss": mean_loss,
        "gradient": gradient,
    }
    config = {"from_logits": from_logits}
    return tensors, {"loss": described(("SparseCategoricalCrossentropy", config))}


def optimizer_case(seed, class_name, **config):
    random = generator(seed)
    start = normal(random, 37)
    # From 1e-4 to 10, so that a misplaced epsilon shows.
    gradients = normal(random, (10, 37), scale=10 ** random.uniform(-4, 1, 37))
    optimizer = getattr(keras.optimizers, class_name)(**config)
    parameters = keras.Variable(start, dtype=keras.config.floatx())
    after = []
    for gradient in gradients:
        optimizer.apply([in_precision(gradient)], [parameters])
        after.append(np.array(parameters))
    tensors = {"parameters": start, "gradients": gradients, "parameters_after": np.stack(after)}
    return tensors, {"optimizer": described((class_name, config))}


sgd = functools.partial(optimizer_case, class_name="SGD", learning_rate=0.05)
adam = functools.partial(optimizer_case, class_name="Adam")

CASES = {
    "sparse_categorical_crossentropy": (201, functools.partial(loss_case, from_logits=True)),
    "sparse_categorical_crossentropy_probabilities": (
        202, functools.partial(loss_case, from_logits=False)
    ),
    "sgd": (211, sgd),
    "sgd_momentum": (212, functools.partial(sgd, momentum=0.9)),
    "sgd_nesterov": (213, functools.partial(sgd, momentum=0.9, nesterov=True)),
    "adam": (214, adam),
    "adam_custom": (
        215, functools.partial(adam, learning_rate=0.01, beta_1=0.7, beta_2=0.9, epsilon=1e-3)
    ),
}
