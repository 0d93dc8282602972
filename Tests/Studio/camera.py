"""A film for Chromium's fake camera: paper on which one number after the other is laid.

The numbers are digits of MNIST's test set, enlarged. The film tells by its colour what it shows: the
light is a little bluer in each scene, with the same brightness. So whoever sees the film in the page
can say when a scene began, and a reader of grey pixels sees nothing of it.
"""

from __future__ import annotations

import pathlib
import random
from dataclasses import dataclass

import mnist

WIDTH, HEIGHT, RATE = 640, 480, 30
PAPER, INK = 175, 40
NUMBERS = ["274", "9061", "538"]


@dataclass(frozen=True)
class Scene:
    """What the camera sees for a while: a number, or blank paper where `text` is empty."""

    text: str
    seconds: float
    tint: int


def scenes(numbers: list[str] = NUMBERS, shown: float = 4, blank: float = 1) -> list[Scene]:
    """Each number after a while of blank paper."""
    result: list[Scene] = []
    for place, number in enumerate(numbers):
        result += [Scene("", blank, 0), Scene(number, shown, (place + 1) * 4)]
    return result


def write(path: pathlib.Path, film: list[Scene], seed: int = 1) -> None:
    """Writes the film as a .y4m file, which Chromium plays over and over."""
    chance = random.Random(seed)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for scene in film:
            quarter = WIDTH * HEIGHT // 4
            colour = bytes([128 + scene.tint]) * quarter + bytes([128 - scene.tint]) * quarter
            page = paper(scene.text, chance)
            # A few noises take turns, as each costs a second in Python.
            frames = [b"FRAME\n" + noisy(page, chance) + colour for _ in range(3)]
            for number in range(round(scene.seconds * RATE)):
                file.write(frames[number % len(frames)])


def paper(text: str, chance: random.Random) -> list[float]:
    """The brightness of a frame: paper, darker towards one corner, with a number on it."""
    page = [
        PAPER + 25 * (1 - x / WIDTH) + 15 * (1 - y / HEIGHT)
        for y in range(HEIGHT)
        for x in range(WIDTH)
    ]
    if not text:
        return page
    size = 150
    advance = 125
    left = (WIDTH - advance * (len(text) - 1) - size) // 2
    for place, digit in enumerate(text):
        top = (HEIGHT - size) // 2 + chance.randint(-8, 8)
        ink = enlarged(chance.choice(mnist.examples(int(digit))), size)
        for y in range(size):
            row = (top + y) * WIDTH + left + place * advance
            for x in range(size):
                if share := ink[y * size + x]:
                    page[row + x] += (INK - page[row + x]) * share
    return page


def enlarged(picture: bytes, size: int) -> list[float]:
    """A picture as `size` × `size` shares of ink: smooth between the pixels, with a firm edge."""
    side = mnist.SIDE
    places = []
    for position in range(size):
        exact = min(max((position + 0.5) * side / size - 0.5, 0), side - 1.001)
        places.append((int(exact), exact - int(exact)))
    # Across first, then down.
    wide = [
        [
            picture[row * side + near] * (1 - part) + picture[row * side + near + 1] * part
            for near, part in places
        ]
        for row in range(side)
    ]
    result = []
    for near, part in places:
        upper, lower = wide[near], wide[near + 1]
        for x in range(size):
            value = (upper[x] * (1 - part) + lower[x] * part) / 255
            result.append(min(max((value - 0.25) * 2, 0.0), 1.0))
    return result


def noisy(page: list[float], chance: random.Random) -> bytes:
    """The page as a sensor sees it, each pixel up to four steps off."""
    return bytes(
        min(255, max(0, round(value) + (noise & 7) - 4))
        for value, noise in zip(page, chance.randbytes(len(page)))
    )
