"""Losses with their gradients, plain and with a weight for each sample."""

import functools

import jax
import keras
import numpy as np

from golden.store import described, generator, in_precision, normal

CLASSES = 7
# A weight may be zero, and they need not sum to the number of samples.
WEIGHTS = np.array([0.5, 2, 0, 1.25, 3], np.float32)


def softmax(outputs):
    exponentials = np.exp(outputs.astype(np.float64))
    return (exponentials / exponentials.sum(-1, keepdims=True)).astype(np.float32)


def outputs_and_labels(random, kind, scale):
    """Of label 0 in row 1, which holds the extremes."""
    outputs = normal(random, (5, 1 if kind == "binary" else CLASSES), scale)
    labels = np.array([1, 0, 0, 1, 1] if kind == "binary" else [3, 0, 6, 2, 2], np.int32)
    match kind:
        case "binary":
            outputs[1], outputs[3] = 70, -70
        case "extreme":
            outputs[1] = [-60, 80, 3, 79, 0, -1, 12]
        case "hinge":
            # Beside the label's place, where Keras sees a zero, all are negative.
            outputs[1] = [0.75, -2, -1, -0.5, -3, -0.25, -1.5]
        case "probabilities":
            outputs = softmax(outputs)
            # The label's probability lies below Keras' epsilon, 1e-7, which bounds the loss.
            outputs[1] = [0, 0.25, 0.125, 0.375, 0.125, 0.0625, 0.0625]
    return outputs, labels


def loss_case(seed, class_name, kind, scale, config):
    random = generator(seed)
    outputs, labels = outputs_and_labels(random, kind, scale)
    if class_name.startswith("Sparse"):
        targets = labels
    elif kind == "binary":
        targets = labels[:, None]
    else:
        targets = np.eye(CLASSES)[labels]

    Loss = getattr(keras.losses, class_name)
    loss = Loss(**config, reduction=None)(targets, in_precision(outputs))
    reduced = jax.value_and_grad(
        lambda outputs, weights: Loss(**config)(targets, outputs, sample_weight=weights)
    )
    mean_loss, gradient = reduced(in_precision(outputs), None)
    weighted_loss, weighted_gradient = reduced(in_precision(outputs), in_precision(WEIGHTS))
    tensors = {
        "outputs": outputs,
        "labels": labels,
        "loss": loss,
        "mean_loss": mean_loss,
        "gradient": gradient,
        "sample_weight": WEIGHTS,
        "weighted_loss": weighted_loss,
        "weighted_gradient": weighted_gradient,
    }
    return tensors, {"loss": described((class_name, config))}


CASES = {}


def add(name, class_name, kind="normal", scale=2, **config):
    CASES[name] = 1100 + len(CASES), functools.partial(
        loss_case, class_name=class_name, kind=kind, scale=scale, config=config
    )


add("sparse_categorical_crossentropy_weighted", "SparseCategoricalCrossentropy", from_logits=True)

categorical = functools.partial(add, class_name="CategoricalCrossentropy")
categorical("categorical_crossentropy", kind="extreme", from_logits=True)
categorical(
    "categorical_crossentropy_smoothed", kind="extreme", from_logits=True, label_smoothing=0.1
)
categorical("categorical_crossentropy_probabilities", kind="probabilities")

binary = functools.partial(add, class_name="BinaryCrossentropy")
binary("binary_crossentropy", kind="binary", from_logits=True)
binary("binary_crossentropy_one_hot", kind="extreme", from_logits=True)
binary("binary_crossentropy_probabilities", kind="probabilities")
binary("binary_crossentropy_smoothed", kind="extreme", from_logits=True, label_smoothing=0.2)

add("mean_squared_error", "MeanSquaredError")
add("mean_absolute_error", "MeanAbsoluteError")
add("huber", "Huber")
add("huber_custom", "Huber", delta=0.4)
add("kl_divergence", "KLDivergence", "probabilities")
add("categorical_hinge", "CategoricalHinge", "hinge")

# Smaller: in float32 Keras loses 1 - p where p comes near 1.
focal = functools.partial(add, class_name="CategoricalFocalCrossentropy", scale=1)
focal("categorical_focal_crossentropy", from_logits=True)
focal("categorical_focal_crossentropy_custom", from_logits=True, alpha=0.6, gamma=1.5)
focal("categorical_focal_crossentropy_probabilities", kind="probabilities")
focal(
    "categorical_focal_crossentropy_probabilities_custom",
    kind="probabilities", alpha=0.6, gamma=3.0,
)
binary_focal = functools.partial(add, class_name="BinaryFocalCrossentropy", scale=1)
binary_focal("binary_focal_crossentropy", from_logits=True)
binary_focal("binary_focal_crossentropy_balanced", from_logits=True, apply_class_balancing=True)
