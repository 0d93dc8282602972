"""One layer at a time: output, gradients and changed state."""

import functools

import jax
import keras
import numpy as np

from golden.store import described, generator, in_precision, layer, normal, set_random_variables


def values(layer, inputs, random, call, name_of):
    """Outputs, new state and the gradients of sum(output * output_gradient)."""
    trainable = [variable.value for variable in layer.trainable_variables]
    state = [variable.value for variable in layer.non_trainable_variables]

    def forward(trainable, inputs):
        return layer.stateless_call(trainable, state, inputs, **call)

    output, pull_back, new_state = jax.vjp(forward, trainable, in_precision(inputs), has_aux=True)
    output_gradient = normal(random, output.shape)
    gradients, input_gradient = pull_back(in_precision(output_gradient))
    tensors = {
        "input": inputs,
        "output": output,
        "output_gradient": output_gradient,
        "input_gradient": input_gradient,
    }
    for variable in layer.variables:
        tensors[f"variables/{name_of(variable)}"] = variable.value
    for variable, gradient in zip(layer.trainable_variables, gradients):
        tensors[f"gradients/{name_of(variable)}"] = gradient
    if call.get("training"):
        for variable, value in zip(layer.non_trainable_variables, new_state):
            tensors[f"after/{name_of(variable)}"] = value
    return tensors


def layer_case(seed, specification, shape, scale, offset, ties, call):
    random = generator(seed)
    tested = layer(specification)
    inputs = normal(random, shape, scale, offset)
    if ties:
        inputs = np.round(inputs)
    tested.build((None, *shape[1:]))
    set_random_variables(tested, random)
    tensors = values(tested, inputs, random, call, lambda variable: variable.name)
    return tensors, {"layer": described(specification), "call": call}


def residual_case(seed):
    random = generator(seed)
    inputs = normal(random, (3, 5, 4, 6))
    x = keras.Input(inputs.shape[1:])
    y = keras.layers.Conv2D(6, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(6, 3, padding="same")(y)
    model = keras.Model(x, keras.layers.Add()([x, y]))
    set_random_variables(model, random)
    tensors = values(model, inputs, random, {}, lambda variable: variable.path)
    config = {"filters": 6, "kernel_size": 3}
    return tensors, {"layer": described(("Residual", config)), "call": {}}


CASES = {"residual": (100, residual_case)}


def add(name, class_name, shape, inputs={}, call={}, cases=CASES, first_seed=0, **config):
    """The seed is the case's place in its file, so new cases go to the end."""
    options = {"scale": 1.0, "offset": 0.0, "ties": False} | inputs
    specification = (class_name, config)
    seed = first_seed + len(cases)
    cases[name] = seed, functools.partial(
        layer_case, specification=specification, shape=shape, call=call, **options
    )


for activation in ["linear", "relu", "tanh", "sigmoid", "softmax"]:
    add(f"dense_{activation}", "Dense", (3, 7), units=5, activation=activation)

convolution = functools.partial(add, class_name="Conv2D")
convolution("conv2d_valid", shape=(3, 7, 6, 3), filters=5, kernel_size=(3, 2))
convolution("conv2d_same", shape=(3, 7, 6, 3), filters=5, kernel_size=3, padding="same")
convolution(
    "conv2d_same_even_kernel", shape=(3, 7, 6, 3), filters=5, kernel_size=(2, 4), padding="same"
)
convolution(
    "conv2d_strided_valid", shape=(3, 8, 7, 3), filters=5, kernel_size=(3, 2), strides=2
)
convolution(
    "conv2d_uneven_strides_valid",
    shape=(3, 7, 9, 3), filters=5, kernel_size=(3, 2), strides=(2, 3),
)
convolution(
    "conv2d_strided_same",
    shape=(3, 6, 7, 3), filters=5, kernel_size=(3, 2), strides=2, padding="same",
)
convolution(
    "conv2d_uneven_strides_same",
    shape=(3, 8, 5, 3), filters=5, kernel_size=(5, 2), strides=(3, 2), padding="same",
)
convolution("conv2d_pointwise", shape=(3, 7, 6, 3), filters=5, kernel_size=1)
convolution(
    "conv2d_relu", shape=(3, 7, 6, 3), filters=5, kernel_size=(3, 2), activation="relu"
)
convolution("conv2d_one_channel", shape=(3, 9, 8, 1), filters=4, kernel_size=3)
convolution(
    "conv2d_no_bias", shape=(3, 7, 6, 3), filters=5, kernel_size=(3, 2), use_bias=False
)

# Mostly negative inputs: padding that took part as zeros would show.
negative = {"offset": -2}
add("max_pooling2d", "MaxPooling2D", (3, 7, 5, 3), negative, pool_size=2)
add("max_pooling2d_overlapping", "MaxPooling2D", (3, 7, 9, 2), negative, pool_size=3, strides=2)
add(
    "max_pooling2d_strided_same", "MaxPooling2D", (3, 8, 5, 3), negative,
    pool_size=(3, 2), strides=(2, 1), padding="same",
)
add("max_pooling2d_ties", "MaxPooling2D", (3, 8, 9, 2), {"ties": True}, pool_size=(2, 3))
add("average_pooling2d", "AveragePooling2D", (3, 7, 5, 3), negative, pool_size=2)
add(
    "average_pooling2d_same", "AveragePooling2D", (3, 7, 6, 2), negative,
    pool_size=3, strides=2, padding="same",
)
add("global_average_pooling2d", "GlobalAveragePooling2D", (3, 5, 4, 7))

normalization = functools.partial(add, class_name="BatchNormalization")
uncentred, training = {"scale": 2.0, "offset": 1.0}, {"training": True}
normalization("batch_normalization_picture", shape=(5, 4, 3, 7), inputs=uncentred, call=training)
normalization(
    "batch_normalization_vector",
    shape=(5, 7), inputs=uncentred, call=training, momentum=0.75, epsilon=0.01,
)
normalization(
    "batch_normalization_inference",
    shape=(5, 4, 3, 7), inputs=uncentred, call={"training": False},
)
normalization("batch_normalization_no_scale", shape=(5, 7), call=training, scale=False)
normalization("batch_normalization_no_center", shape=(5, 7), call=training, center=False)

for activation in ["relu", "tanh", "sigmoid", "softmax"]:
    add(
        f"activation_{activation}", "Activation", (3, 2, 7), {"scale": 3.0}, activation=activation
    )

add("flatten", "Flatten", (3, 4, 3, 2))

# Channels and filters enough for Winograd's way, and tiles that reach over the edge.
convolution(
    "conv2d_winograd",
    shape=(2, 7, 6, 16), filters=17, kernel_size=3, padding="same", activation="relu",
)
