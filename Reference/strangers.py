"""Draws pictures that are no digits, prepared as MNIST was: letters in handwriting fonts, and scribbles.

    apt-get install librsvg2-bin fonts-dkg-handwriting fonts-breip fonts-bwht fonts-femkeklaver \
        fonts-humor-sans fonts-kristi fonts-sjfonts fonts-rufscript
    python Reference/strangers.py Reference/strangers

Letters that many people write as digits (o, l, i, z, s, b, q, g and their like) are left out.
"""

import gzip
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy
from PIL import Image

FONTS = [
    "DkgHandwriting", "Breip", "Because We Build", "Because We Connect", "Because We Create",
    "Because We Learn", "Because We Mentor", "Because We Organize", "Humor Sans", "Kristi",
    "Delphine", "Steve", "Rufscript", "femkeklaver",
]  # fmt: skip
LETTERS = "acdefhkmnprtuvwxyABCEFHKMNPRTUVWXY"
SCRIBBLES = 500
CELL = 128


def drawing(body, columns, rows):
    """An SVG document as an array of grey values, ink 1."""
    width, height = columns * CELL, rows * CELL
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="white"/>{body}</svg>'
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "a.svg"), pathlib.Path(folder, "a.png")
        source.write_text(text)
        subprocess.run(["rsvg-convert", "-o", target, source], check=True)
        return 1 - numpy.asarray(Image.open(target).convert("L"), dtype=numpy.float64) / 255


def prepared(cell):
    """A picture as MNIST was made: 20 pixels at the longest side, centre of mass in the middle."""
    rows, columns = numpy.where(cell > 0.3)
    if len(rows) < 20:
        return None
    box = cell[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    side = max(box.shape)
    square = numpy.zeros((side, side))
    top, left = (side - box.shape[0]) // 2, (side - box.shape[1]) // 2
    square[top : top + box.shape[0], left : left + box.shape[1]] = box
    # Area averaging: every pixel twenty times, then means of as many as the square has.
    fine = square.repeat(20, axis=0).repeat(20, axis=1)
    small = fine.reshape(20, side, 20, side).mean(axis=(1, 3))
    small /= small.max()
    weights = small / small.sum()
    centre = [float((weights.sum(axis=1 - axis) * (numpy.arange(20) + 0.5)).sum()) for axis in (0, 1)]
    picture = numpy.zeros((28, 28))
    y, x = (min(max(int(15 - c), 0), 8) for c in centre)
    picture[y : y + 20, x : x + 20] = small
    return (picture * 255 + 0.5).astype(numpy.uint8)


def letters():
    for font in FONTS:
        body = "".join(
            f'<text x="{i * CELL + CELL / 2}" y="{CELL * 0.7}" font-family="{font}" '
            f'font-size="{CELL / 2}" text-anchor="middle">{letter}</text>'
            for i, letter in enumerate(LETTERS)
        )
        page = drawing(body, len(LETTERS), 1)
        for i in range(len(LETTERS)):
            yield prepared(page[:, i * CELL : (i + 1) * CELL])


def scribbles():
    random = numpy.random.default_rng(0)
    body = ""
    for i in range(SCRIBBLES):
        points = random.uniform(0.1, 0.9, size=(random.integers(6, 16), 2)) * CELL
        points[:, 0] += i % 25 * CELL
        points[:, 1] += i // 25 * CELL
        path = " T ".join(f"{x:.1f} {y:.1f}" for x, y in points)
        width = random.uniform(6, 12)
        body += f'<path d="M {path}" fill="none" stroke="black" stroke-width="{width:.1f}"/>'
    page = drawing(body, 25, SCRIBBLES // 25)
    for i in range(SCRIBBLES):
        row, column = i // 25 * CELL, i % 25 * CELL
        yield prepared(page[row : row + CELL, column : column + CELL])


def write(path, pictures):
    pictures = [picture for picture in pictures if picture is not None]
    header = struct.pack(">IIII", 0x803, len(pictures), 28, 28)
    data = header + b"".join(picture.tobytes() for picture in pictures)
    path.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{path}: {len(pictures)} pictures")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "letters-images-idx3-ubyte.gz", letters())
    write(folder / "scribbles-images-idx3-ubyte.gz", scribbles())
