"""Reads a model file with Python's `safetensors` and checks that a network can be made of it.

Usage: python3 Reference/read_model.py MODEL
"""

import json
import sys

from safetensors import safe_open

with safe_open(sys.argv[1], framework="np") as file:
    metadata = file.metadata()
    arrays = {name: file.get_tensor(name) for name in file.keys()}

layers = json.loads(metadata["architecture"])["layers"]
assert metadata["format"] == "digits-model", metadata
assert any(layer["class_name"] == "Dense" for layer in layers), layers
assert all(array.dtype == "float32" and array.size > 0 for array in arrays.values())
assert arrays["dense/kernel"].std() > 0
print(f"Python reads {len(arrays)} arrays of {len(layers)} layers.")
