"""The digits of MNIST's test set that come with the project."""

from __future__ import annotations

import functools
import gzip
import struct

from server import ROOT

FOLDER = ROOT / "Sources/CMNIST/mnist"
SIDE = 28


@functools.cache
def pictures() -> list[bytes]:
    """The 10,000 pictures, 784 bytes each, 255 ink."""
    with gzip.open(FOLDER / "t10k-images-idx3-ubyte.gz") as file:
        magic, count, height, width = struct.unpack(">4i", file.read(16))
        assert (magic, height, width) == (0x803, SIDE, SIDE)
        return [file.read(SIDE * SIDE) for _ in range(count)]


@functools.cache
def labels() -> bytes:
    """What the pictures show."""
    with gzip.open(FOLDER / "t10k-labels-idx1-ubyte.gz") as file:
        magic, count = struct.unpack(">2i", file.read(8))
        assert magic == 0x801
        return file.read(count)


def examples(label: int) -> list[bytes]:
    """All test pictures of a digit."""
    return [picture for picture, shown in zip(pictures(), labels()) if shown == label]
