"""Layers that scale, normalize or bend each value, with activations that are layers."""

import functools

from golden import layers

CASES = {}
add = functools.partial(layers.add, cases=CASES, first_seed=450)

add("rescaling", "Rescaling", (3, 4, 3, 2), {"scale": 99.0}, scale=1 / 127.5, offset=-1.0)
# Both lists are exact in float32: Keras would make float32 of them in either precision.
add(
    "normalization", "Normalization", (3, 4, 3, 3), {"scale": 2.0, "offset": 1.0},
    mean=[0.4375, -1.25, 3.5], variance=[0.0625, 2.5, 7.25],
)

normalization = functools.partial(
    add, class_name="LayerNormalization", inputs={"scale": 2.0, "offset": 1.0}
)
normalization("layer_normalization_picture", shape=(3, 4, 3, 7))
normalization("layer_normalization_no_center", shape=(5, 7), epsilon=0.05, center=False)
normalization("layer_normalization_no_scale", shape=(5, 7), scale=False)

wide = {"scale": 3.0}
add("leaky_relu", "LeakyReLU", (3, 2, 7), wide)
add("leaky_relu_custom", "LeakyReLU", (3, 2, 7), wide, negative_slope=0.1)
add("elu_custom", "ELU", (3, 2, 7), wide, alpha=0.5)
add("prelu", "PReLU", (3, 4, 3, 5), wide)
add("prelu_shared_axes", "PReLU", (3, 4, 3, 5), wide, shared_axes=[1, 2])
add("softmax", "Softmax", (3, 2, 7), wide)
add("relu_custom", "ReLU", (3, 5, 7), wide, max_value=2.0, negative_slope=0.1, threshold=0.5)
