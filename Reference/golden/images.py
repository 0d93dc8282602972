"""Random image layers with a given transformation in place of a random one."""

import functools

import keras
import numpy as np

from golden.store import described, generator, in_precision

HEIGHT, WIDTH = 9, 7


def rotation(layer, angles):
    tensors = {"angle": in_precision(angles)}
    nothing = in_precision(np.zeros(len(angles)))
    tensors["rotation_matrix"] = layer._compute_affine_matrix(
        center_x=0.5, center_y=0.5, angle=tensors["angle"], translate_x=nothing,
        translate_y=nothing, scale=nothing + 1, shear_x=nothing, shear_y=nothing, height=HEIGHT,
        width=WIDTH,
    )
    return tensors


def translation(layer, pixels):
    return {"translations": in_precision(pixels)}


def zoom(layer, height_and_width):
    height_zoom, width_zoom = in_precision(height_and_width).T[..., None]
    return {"height_zoom": height_zoom, "width_zoom": width_zoom}


def contrast(layer, factors):
    return {"contrast_factor": in_precision(factors).reshape(-1, 1, 1, 1)}


def augmentation_case(seed, class_name, config, transformation, values):
    images = generator(seed).uniform(size=(4, HEIGHT, WIDTH, 2)).astype(np.float32)
    layer = getattr(keras.layers, class_name)(**config)
    parts = transformation(layer, values)
    output = layer.transform_images(in_precision(images), parts)
    tensors = {"images": images, "output": output}
    tensors |= {f"transformation/{name}": tensor for name, tensor in parts.items()}
    return tensors, {"augmentation": described((class_name, config))}


FILLS = {
    "constant": {"fill_mode": "constant", "fill_value": 0.25},
    "reflect": {},
    "nearest": {"fill_mode": "nearest"},
    "wrap": {"fill_mode": "wrap"},
}
# Keras handles translations and zooms in float32 always: of these it makes no rounding errors.
# All reach so far beyond an edge that reflections and copies repeat.
MOVES = {
    "rotation": ("RandomRotation", {"factor": 0.6}, rotation, [-33, 12.5, 90, 200]),
    "translation": (
        "RandomTranslation", {"height_factor": 1.0, "width_factor": 1.0}, translation,
        [[1.25, -2.75], [-3, 4], [6.375, 0.25], [-0.125, -8.625]],
    ),
    "zoom": (
        "RandomZoom", {"height_factor": 0.75, "width_factor": 0.75}, zoom,
        [[0.75, 1.28125], [1.6875, 0.40625], [1, 1.5], [3.25, 3.75]],
    ),
}
CASES = {}
for first, (kind, (class_name, config, transformation, values)) in zip(
    range(1500, 1515, 5), MOVES.items()
):
    for seed, (fill, options) in enumerate(FILLS.items(), first):
        CASES[f"augmentation_{kind}_{fill}"] = seed, functools.partial(
            augmentation_case,
            class_name=class_name, config=config | options, transformation=transformation,
            values=values,
        )
CASES["augmentation_contrast"] = 1515, functools.partial(
    augmentation_case,
    class_name="RandomContrast", config={"factor": 0.8, "value_range": [0, 1]},
    transformation=contrast, values=[0.25, 1, 1.375, 1.75],
)
