"""Metrics of three batches of unequal size."""

import functools

import keras
import numpy as np

from golden.losses import softmax
from golden.store import described, generator, in_precision, normal

BATCHES = [slice(0, 13), slice(13, 30), slice(30, 41)]


def probabilities_and_labels(random, classes):
    """Predictions that are often right, of classes that are not equally frequent."""
    if classes == 1:
        labels = (random.uniform(size=41) < 0.4).astype(np.int32)
        logits = normal(random, (41, 1), 1.5) + 2 * labels[:, None] - 1
        return (1 / (1 + np.exp(-logits))).astype(np.float32), labels
    frequencies = 1 / np.arange(2, classes + 2)
    labels = random.choice(classes, 41, p=frequencies / frequencies.sum()).astype(np.int32)
    return softmax(normal(random, (41, classes), 1.5) + 1.5 * np.eye(classes)[labels]), labels


def metric_case(seed, class_name, classes, config):
    random = generator(seed)
    probabilities, labels = probabilities_and_labels(random, classes)
    if class_name.startswith("Sparse"):
        targets = labels
    else:
        targets = labels[:, None] if classes == 1 else np.eye(classes)[labels]
    metric = getattr(keras.metrics, class_name)(**config)
    for batch in BATCHES:
        metric.update_state(targets[batch], in_precision(probabilities[batch]))
    tensors = {"probabilities": probabilities, "labels": labels, "result": metric.result()}
    return tensors, {"metric": described((class_name, config))}


CASES = {}


def add(name, class_name, classes=5, **config):
    CASES[f"metric_{name}"] = 1300 + len(CASES), functools.partial(
        metric_case, class_name=class_name, classes=classes, config=config
    )


add("sparse_categorical_accuracy", "SparseCategoricalAccuracy")
add("sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy", classes=7)
add("sparse_top_3_categorical_accuracy", "SparseTopKCategoricalAccuracy", k=3)
for name in ["Precision", "Recall"]:
    add(name.lower(), name)
    add(f"{name.lower()}_class", name, class_id=2)
    add(f"{name.lower()}_top_2", name, top_k=2)
    add(f"{name.lower()}_top_2_class", name, top_k=2, class_id=1)
    add(f"{name.lower()}_threshold", name, thresholds=0.3)
    add(f"{name.lower()}_binary", name, classes=1)
for average in ["macro", "micro", "weighted"]:
    add(f"f1_score_{average}", "F1Score", average=average)
    add(f"f1_score_{average}_threshold", "F1Score", average=average, threshold=0.4)
add("auc", "AUC")
add("auc_precision_recall", "AUC", curve="PR")
add("auc_50_thresholds", "AUC", num_thresholds=50)
add("auc_binary", "AUC", classes=1)
add("auc_binary_precision_recall", "AUC", classes=1, curve="PR")
add("binary_accuracy", "BinaryAccuracy", classes=1)
add("binary_accuracy_threshold", "BinaryAccuracy", classes=1, threshold=0.3)
add("mean_squared_error", "MeanSquaredError")
add("mean_absolute_error", "MeanAbsoluteError")
