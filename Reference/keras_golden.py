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

from golden import layers, optimization, texts, training
from golden.store import rounded, write_safetensors

VERSIONS = {
    "keras": keras.__version__,
    "jax": jax.__version__,
    "numpy": np.__version__,
    "python": platform.python_version(),
}


def computed(case, seed, precision):
    jax.config.update("jax_enable_x64", precision == "float64")
    # With JAX, Keras turns the float64 result of a promotion into float32 unless told otherwise.
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = precision
    keras.utils.clear_session()
    keras.config.set_floatx(precision)
    keras.config.set_dtype_policy(precision)
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
    print(f"{name:46} {error:8.1e}  {worst}")


def write_json(path, key, value):
    path.write_text(json.dumps({"versions": VERSIONS, key: value}, indent=1) + "\n")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/NeuralNetworkTests/Golden")
    folder.mkdir(parents=True, exist_ok=True)
    print(*(f"{name} {version}" for name, version in VERSIONS.items()), sep=", ")
    print(f"\n{'case':46} float32's largest error, and where")
    cases = layers.CASES | optimization.CASES | training.CASES
    for name, (seed, case) in cases.items():
        write_case(folder, name, case, seed)
    for name, text in texts.summaries().items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    write_json(folder / "progress.json", "sessions", texts.progress_sessions())
    write_json(folder / "initializers.json", "cases", texts.initializers())


if __name__ == "__main__":
    main()
