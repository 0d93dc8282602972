"""What is measured, and how each system is called for it."""

import sys
from typing import NamedTuple

from .process import CORES

DIGITS_COMMAND = ".build/release/digits"
PEERS = "Benchmarks/peers"

DIGITS = "Digits"
ONE_THREAD = "Digits, one thread"
KERAS = "Keras"
PYTORCH = "PyTorch"
COMPILED = "PyTorch, compiled"
JAX = "JAX"
ONNX = "ONNX Runtime"


class Training(NamedTuple):
    title: str
    model: str
    batch_size: int
    epochs: int
    extra: list  # systems besides the four that do every job

    @property
    def name(self):
        return f"{self.model}-{self.batch_size}"


TRAININGS = [
    Training("Dense, batches of 32", "dense", 32, 5, [COMPILED]),
    Training("Dense, batches of 128", "dense", 128, 5, [ONE_THREAD]),
    Training("Convnet, batches of 128", "convnet", 128, 2, [ONE_THREAD]),
    Training("LeNet-5, batches of 128", "lenet5", 128, 3, []),
]
PREDICTIONS = ["dense", "convnet"]


def training_commands(job, epochs=None, limit=None):
    """The systems of a training with their commands."""
    options = ["--batch-size", str(job.batch_size), "--epochs", str(epochs or job.epochs)]
    limits = ["--limit", str(limit)] if limit else []

    def digits(threads):
        model = ["benchmark", "train", "--model", job.model]
        return [DIGITS_COMMAND, *model, *options, "--threads", str(threads)]

    def peer(script, *others):
        script = [sys.executable, f"{PEERS}/{script}.py", "--job", job.model]
        return [*script, *options, *limits, *others]

    commands = {
        DIGITS: digits(CORES),
        KERAS: peer("keras_train"),
        PYTORCH: peer("torch_train"),
        JAX: peer("jax_train"),
        ONE_THREAD: digits(1),
        COMPILED: peer("torch_train", "--compile"),
    }
    return {name: commands[name] for name in [DIGITS, KERAS, PYTORCH, JAX, *job.extra]}


def prediction_commands(model, path):
    options = ["--job", model, "--model", path]
    return {
        DIGITS: [DIGITS_COMMAND, "benchmark", "predict", path],
        ONNX: [sys.executable, f"{PEERS}/onnx_predict.py", *options],
        PYTORCH: [sys.executable, f"{PEERS}/torch_predict.py", *options],
    }


def whole_command(folder, model="dense", epochs=5):
    """What a user calls, with figures, checkpoints and files."""
    options = ["--model", model, "--epochs", str(epochs), "--output", folder, "--json"]
    return [DIGITS_COMMAND, "train", *options]


def settings(system, model):
    """Short words for the tables; Benchmarks/README.md has the reasons."""
    return {
        DIGITS: "two threads",
        ONE_THREAD: "",
        KERAS: "50 steps an execution" if model == "dense" else "as it comes",
        PYTORCH: "fused Adam" + ("" if model == "dense" else ", channels last"),
        COMPILED: "fused Adam, torch.compile",
        JAX: "an epoch in one scan" if model == "dense" else "compiled steps in a loop",
    }[system]
