"""How much of a disk each system takes."""

import os
import re
import subprocess
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .jobs import DIGITS_COMMAND, JAX, KERAS, ONNX, PYTORCH

ROOTS = {
    KERAS: ["keras", "tensorflow-cpu"],
    PYTORCH: ["torch"],
    JAX: ["jax"],
    ONNX: ["onnxruntime"],
}


def requirements(roots):
    """The packages with all that they need, and what those need."""
    found, waiting = set(), [Requirement(root) for root in roots]
    while waiting:
        wanted = waiting.pop()
        entry = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if entry in found:
            continue
        found.add(entry)
        for text in metadata.requires(wanted.name) or []:
            need = Requirement(text)
            extras = ["", *wanted.extras]
            if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(need)
    return {name for name, _ in found}


def package_bytes(name):
    paths = (file.locate() for file in metadata.files(name) or [])
    return sum(path.stat().st_size for path in paths if path.exists())


def peer(roots):
    sizes = {name: package_bytes(name) for name in requirements(roots)}
    cuda = sum(size for name, size in sizes.items() if re.match("nvidia-|cuda-", name))
    return {"bytes": sum(sizes.values()), "packages": len(sizes), "cuda_bytes": cuda}


def digits():
    """The command, and the libraries that it links, without those of the C compiler."""
    lines = subprocess.run(["ldd", DIGITS_COMMAND], capture_output=True, text=True, check=True)
    linked = re.findall(r"(\S+) => (/\S+)", lines.stdout)
    compilers = re.compile(r"lib(c|m|gcc_s|stdc\+\+|pthread|dl|rt)\.so")
    sizes = {path: os.stat(path).st_size for name, path in linked if not compilers.match(name)}
    command = os.stat(DIGITS_COMMAND).st_size
    return {
        "bytes": command + sum(sizes.values()),
        "command_bytes": command,
        "swift_bytes": sum(size for path, size in sizes.items() if "/swift/" in path),
    }


def installations():
    return {"Digits": digits(), **{name: peer(roots) for name, roots in ROOTS.items()}}
