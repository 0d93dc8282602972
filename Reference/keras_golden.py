"""Writes golden values of Keras 3 for the tests of NeuralNetwork.

    python Reference/keras_golden.py [folder]

Numbers are computed in float64 and stored rounded to float32. Everything is computed a second
time in float32 and the differences are printed: they are what a tolerance has to allow.
README.md beside this file says how to run it and what each file holds.
"""

import os

# Before Keras is imported. COLUMNS keeps a narrow terminal from squeezing the summaries.
os.environ.update(KERAS_BACKEND="jax", JAX_PLATFORMS="cpu", COLUMNS="100")

import json
import pathlib
import platform
import sys

import jax
import keras
import numpy as np
from keras.src.backend.common import dtypes

from golden import (
    activations,
    branches,
    elementwise_layers,
    images,
    layers,
    losses,
    metrics,
    optimization,
    optimizers,
    regularization,
    spatial_layers,
    texts,
    training,
    weighted_training,
)
from golden.callbacks import callbacks
from golden.csv_logs import csv_files
from golden.initializers import initializers
from golden.reports import calibration, classification
from golden.schedules import schedules
from golden.store import rounded, write_safetensors

MODULES = [
    layers,
    spatial_layers,
    elementwise_layers,
    branches,
    activations,
    optimization,
    losses,
    metrics,
    optimizers,
    regularization,
    training,
    weighted_training,
    images,
]
VERSIONS = {
    "keras": keras.__version__,
    "jax": jax.__version__,
    "numpy": np.__version__,
    "python": platform.python_version(),
}


def use_precision(precision):
    jax.config.update("jax_enable_x64", precision == "float64")
    # With JAX, Keras turns the float64 result of a promotion into float32 unless told otherwise.
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = precision
    keras.utils.clear_session()
    keras.config.set_floatx(precision)
    keras.config.set_dtype_policy(precision)


def computed(case, seed, precision):
    use_precision(precision)
    tensors, metadata = case(seed)
    return {name: np.asarray(tensor) for name, tensor in tensors.items()}, metadata


def difference(single, double):
    """Largest difference, relative to the tensor's largest value."""
    if double.dtype != np.float64 or not np.any(double):
        return 0.0
    return float(np.max(np.abs(single - double)) / np.max(np.abs(double)))


def write_case(folder, name, case, seed):
    double, metadata = computed(case, seed, "float64")
    single, _ = computed(case, seed, "float32")
    error, worst = max((difference(single[key], double[key]), key) for key in double)
    metadata = {key: json.dumps(value) for key, value in metadata.items()}
    write_safetensors(
        folder / f"{name}.safetensors",
        {key: rounded(tensor) for key, tensor in double.items()},
        VERSIONS | {"precision": "float64, rounded to float32", "seed": str(seed)} | metadata,
    )
    print(f"{name:51} {error:8.1e}  {worst}")


def write_json(path, **values):
    path.write_text(json.dumps({"versions": VERSIONS} | values, indent=1) + "\n")


def write_texts(folder):
    # As a program sees Keras: in these, Keras' own float32 shows.
    use_precision("float32")
    for name, text in texts.summaries().items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    write_json(folder / "progress.json", sessions=texts.progress_sessions())
    write_json(folder / "csv_logger.json", files=csv_files(folder))
    write_json(folder / "callbacks.json", cases=callbacks())

    use_precision("float64")
    write_json(folder / "initializers.json", cases=initializers())
    write_json(folder / "schedules.json", cases=schedules())
    write_json(folder / "classification_report.json", **classification(folder))
    write_json(folder / "calibration.json", **calibration())


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/NeuralNetworkTests/Golden")
    folder.mkdir(parents=True, exist_ok=True)
    print(*(f"{name} {version}" for name, version in VERSIONS.items()), sep=", ")
    print(f"\n{'case':51} float32's largest error, and where")
    for module in MODULES:
        for name, (seed, case) in module.CASES.items():
            write_case(folder, name, case, seed)
    write_texts(folder)


if __name__ == "__main__":
    main()
