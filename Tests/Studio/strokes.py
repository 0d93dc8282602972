"""Digits as a person draws them: lines of a pen, in a square from 0 to 1, y downwards."""

from __future__ import annotations

import math
import random

from tab import Point

Stroke = list[Point]


def arc(x: float, y: float, width: float, height: float, start: float, end: float) -> Stroke:
    """Part of an ellipse about a point; angles in degrees, 0 to the right, 90 down."""
    steps = max(6, round(abs(end - start) / 12))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


DIGITS: dict[int, list[Stroke]] = {
    0: [arc(0.5, 0.5, 0.26, 0.4, -80, 282)],
    1: [[(0.42, 0.2), (0.53, 0.1), (0.51, 0.5), (0.5, 0.9)]],
    2: [arc(0.5, 0.32, 0.24, 0.22, 190, 395) + [(0.48, 0.68), (0.24, 0.9), (0.78, 0.88)]],
    3: [arc(0.48, 0.3, 0.22, 0.19, 205, 440) + arc(0.46, 0.69, 0.27, 0.21, 275, 510)],
    4: [[(0.34, 0.12), (0.25, 0.56), (0.76, 0.54)], [(0.66, 0.1), (0.62, 0.5), (0.6, 0.92)]],
    5: [[(0.34, 0.12), (0.3, 0.46)] + arc(0.46, 0.66, 0.25, 0.24, 225, 500), [(0.33, 0.12), (0.74, 0.1)]],
    6: [[(0.64, 0.1), (0.42, 0.34), (0.3, 0.62)] + arc(0.49, 0.69, 0.2, 0.2, 175, 530)],
    7: [[(0.24, 0.14), (0.76, 0.12), (0.58, 0.5), (0.44, 0.92)], [(0.36, 0.52), (0.7, 0.5)]],
    8: [
        arc(0.5, 0.29, 0.19, 0.18, -30, -270) + arc(0.5, 0.69, 0.22, 0.21, -90, 270)
        + arc(0.5, 0.29, 0.19, 0.18, 90, -30)
    ],
    9: [arc(0.5, 0.32, 0.2, 0.21, -20, -370) + [(0.68, 0.5), (0.62, 0.9)]],
}  # fmt: skip


def drawn(
    digit: int, left: float, top: float, width: float, height: float, chance: random.Random
) -> list[Stroke]:
    """The strokes of a digit in a box, with the hand's unsteadiness."""
    lean = chance.uniform(-0.06, 0.06)
    strokes = []
    for stroke in DIGITS[digit]:
        points = []
        for x, y in along(stroke, 0.06):
            x += (0.5 - y) * lean + chance.uniform(-0.008, 0.008)
            y += chance.uniform(-0.008, 0.008)
            points.append((left + x * width, top + y * height))
        strokes.append(points)
    return strokes


def along(stroke: Stroke, step: float) -> Stroke:
    """Points on a polyline, no further than `step` apart."""
    result: Stroke = []
    for x, y in stroke:
        if result:
            startx, starty = result[-1]
            count = max(1, round(((x - startx) ** 2 + (y - starty) ** 2) ** 0.5 / step))
            result += [
                (startx + (x - startx) * part / count, starty + (y - starty) * part / count)
                for part in range(1, count)
            ]
        result.append((x, y))
    return result
