"""Writes what SciPy and scikit-image make of two digits, for those corruptions of MNIST-C that are not
random, or of which the random part is given.

    python Reference/mnist_c.py Tests/MNISTTests/Golden

Affine maps are given as matrices, since scikit-image has changed what it means by shear since 2018.
"""

import gzip
import json
import pathlib
import sys

import numpy
from skimage import feature, filters, transform

MNIST = pathlib.Path(__file__).parent.parent / "Sources/CMNIST/mnist/train-images-idx3-ubyte.gz"


def warped(x, matrix):
    """About the middle, as MNIST-C does it."""
    (a1, a2), (b1, b2) = matrix
    full = [[a1, a2, 13.5 * (1 - a1 - a2)], [b1, b2, 13.5 * (1 - b1 - b2)], [0, 0, 1]]
    return transform.warp(x, inverse_map=transform.AffineTransform(matrix=numpy.array(full)))


def moved(x, columns, rows):
    return transform.warp(
        x, inverse_map=transform.AffineTransform(translation=[columns, rows])
    )


def cases(x):
    c, s = numpy.cos(0.4), numpy.sin(0.4)
    yield "shear", warped(x, [[1, -s], [0, c]])
    yield "scale", warped(x, [[1 / 0.7, 0], [0, 1 / 0.7]])
    yield "rotate", warped(x, [[c, -s], [s, c]])
    yield "translate", moved(x, 3, -3)
    yield "blur", filters.gaussian(x, sigma=0.7)
    yield "wide blur", filters.gaussian(x, sigma=1.5)
    yield "canny edges", feature.canny(x).astype(float)


if __name__ == "__main__":
    data = gzip.open(MNIST).read()[16:]
    pictures = numpy.frombuffer(data, dtype=numpy.uint8).reshape(-1, 28, 28)
    result = []
    for index in (0, 7, 12):
        x = pictures[index] / 255
        outputs = {name: numpy.round(y, 6).ravel().tolist() for name, y in cases(x)}
        result.append({"index": index, "outputs": outputs})
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corruptions.json").write_text(json.dumps(result) + "\n")
