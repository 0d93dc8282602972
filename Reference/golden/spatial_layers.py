"""Dilated, grouped, depthwise and separable convolutions, and layers that move pixels about."""

import functools

from golden import layers

CASES = {}
add = functools.partial(layers.add, cases=CASES, first_seed=400)

convolution = functools.partial(add, class_name="Conv2D")
convolution("conv2d_dilated", shape=(2, 9, 8, 3), filters=4, kernel_size=(3, 2), dilation_rate=2)
convolution(
    "conv2d_unevenly_dilated_same",
    shape=(2, 7, 8, 3), filters=4, kernel_size=(3, 2), dilation_rate=(2, 3), padding="same",
)
convolution(
    "conv2d_groups_strided_same",
    shape=(2, 7, 8, 6), filters=9, kernel_size=(3, 2), strides=2, padding="same", groups=3,
)
convolution(
    "conv2d_groups_relu_no_bias",
    shape=(2, 6, 5, 4), filters=6, kernel_size=(2, 3), groups=2, activation="relu",
    use_bias=False,
)

depthwise = functools.partial(add, class_name="DepthwiseConv2D")
depthwise("depthwise_conv2d_valid", shape=(3, 7, 6, 4), kernel_size=(3, 2))
depthwise(
    "depthwise_conv2d_multiplier_strided_same",
    shape=(2, 7, 8, 3), kernel_size=(3, 2), strides=2, padding="same", depth_multiplier=3,
    activation="relu",
)
depthwise("depthwise_conv2d_dilated", shape=(2, 9, 8, 3), kernel_size=(3, 2), dilation_rate=2)
depthwise("depthwise_conv2d_no_bias", shape=(3, 7, 6, 4), kernel_size=(2, 3), use_bias=False)

separable = functools.partial(add, class_name="SeparableConv2D")
separable(
    "separable_conv2d_multiplier_same",
    shape=(3, 7, 6, 3), filters=5, kernel_size=(3, 2), padding="same", depth_multiplier=2,
    activation="relu",
)
separable(
    "separable_conv2d_strided_valid_no_bias",
    shape=(2, 8, 7, 4), filters=5, kernel_size=(3, 2), strides=2, use_bias=False,
)

add("global_max_pooling2d", "GlobalMaxPooling2D", (3, 5, 4, 7), {"offset": -2})
add("global_max_pooling2d_ties", "GlobalMaxPooling2D", (3, 4, 5, 4), {"ties": True})
add("reshape", "Reshape", (3, 4, 3, 2), target_shape=(2, -1, 3))
add("zero_padding2d", "ZeroPadding2D", (2, 4, 3, 3), padding=((1, 2), (0, 3)))
add("zero_padding2d_symmetric", "ZeroPadding2D", (2, 3, 4, 3), padding=2)
