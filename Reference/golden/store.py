"""Random values, specifications of layers, and files."""

import contextlib
import json
import math
import struct

import jax
import keras
import numpy as np


def generator(seed):
    return np.random.Generator(np.random.PCG64(seed))


def normal(random, shape, scale=1.0, offset=0.0):
    """Normal values that float32 holds exactly, so both precisions see the same numbers."""
    return (random.standard_normal(shape) * scale + offset).astype(np.float32)


def set_random_variables(layer, random):
    """Every variable gets values of its own: an initial zero or one would hide a mistake."""
    for variable in layer.variables:
        match variable.name:
            case "kernel":
                value = normal(random, variable.shape, math.prod(variable.shape[:-1]) ** -0.5)
            case "gamma":
                value = normal(random, variable.shape, 0.25, offset=1)
            case "moving_variance":
                value = random.uniform(0.5, 2, variable.shape).astype(np.float32)
            case _:
                value = normal(random, variable.shape, 0.25)
        variable.assign(value)


def in_precision(array):
    return jax.numpy.asarray(array, dtype=keras.config.floatx())


def rounded(tensor):
    return tensor.astype(np.float32) if tensor.dtype == np.float64 else tensor


def layer(specification):
    """A layer of a class name and its non-default arguments."""
    class_name, config = specification
    return getattr(keras.layers, class_name)(**config)


@contextlib.contextmanager
def replaced(module, name, value):
    original = getattr(module, name)
    setattr(module, name, value)
    try:
        yield value
    finally:
        setattr(module, name, original)


def described(specification):
    class_name, config = specification
    return {"class_name": class_name, "config": config}


def write_safetensors(path, tensors, metadata):
    """The safetensors library writes metadata in an arbitrary order; here the bytes repeat."""
    type_names = {"float32": "F32", "int32": "I32", "uint8": "U8"}
    header, data = {"__metadata__": metadata}, b""
    # Larger elements first, so that each tensor is aligned without gaps.
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].itemsize, item[0])):
        header[name] = {
            "dtype": type_names[tensor.dtype.name],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + tensor.nbytes],
        }
        data += tensor.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
