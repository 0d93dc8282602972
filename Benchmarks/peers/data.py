"""MNIST, as every peer gets it: the four files that Digits carries."""

import gzip
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/CMNIST/mnist"


def read_idx(name):
    data = bytearray(gzip.decompress((FOLDER / name).read_bytes()))
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def read_part(part):
    """Pictures as [count, 28, 28] floats from 0 to 1, and their labels."""
    pictures = read_idx(f"{part}-images-idx3-ubyte.gz").astype(np.float32) / np.float32(255)
    return pictures, read_idx(f"{part}-labels-idx1-ubyte.gz")


def read_training(limit=None):
    pictures, labels = read_part("train")
    return pictures[:limit], labels[:limit]


def read_test():
    return read_part("t10k")
