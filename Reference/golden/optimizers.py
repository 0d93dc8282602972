"""Ten steps of the other optimizers, and of options that every optimizer has."""

import functools

import keras
import numpy as np

from golden.store import described, generator, in_precision, normal

FLAT = ((37,),)
TWO = ((3, 4), (5, 5))
# Only the matrices are Muon's own; one is wide and one square, or one tall and one square.
WIDE, TALL = ((3, 4), (4, 4), (9,)), ((4, 3), (4, 4), (9,))


def split(values, shapes):
    """Variables lie one after the other in each flat tensor of a file."""
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(values, ends[:-1]), shapes)]


def joined(variables):
    return np.concatenate([np.array(variable).ravel() for variable in variables])


def with_schedule(config):
    rate = config.get("learning_rate")
    if not isinstance(rate, dict):
        return config
    schedule = getattr(keras.optimizers.schedules, rate["class_name"])
    return config | {"learning_rate": schedule(**rate["config"])}


def optimizer_case(seed, class_name, shapes, uneven, config):
    random = generator(seed)
    start = normal(random, 37)
    # From 1e-4 to 10, so that a misplaced epsilon shows.
    scale = 10 ** random.uniform(-4, 1, 37)
    if uneven:
        # So that some steps lie below a bound on the norm.
        scale = scale * 10 ** random.uniform(-2, 0.5, (10, 1))
    gradients = normal(random, (10, 37), scale)
    optimizer = getattr(keras.optimizers, class_name)(**with_schedule(config))
    variables = [
        keras.Variable(part, dtype=keras.config.floatx()) for part in split(start, shapes)
    ]
    after, averages = [], []
    for gradient in gradients:
        optimizer.apply([in_precision(part) for part in split(gradient, shapes)], variables)
        after.append(joined(variables))
        if optimizer.use_ema:
            averages.append(joined(optimizer._model_variables_moving_average))
    tensors = {"parameters": start, "gradients": gradients, "parameters_after": np.stack(after)}
    metadata = {"optimizer": described((class_name, config))}
    if averages:
        tensors["averages_after"] = np.stack(averages)
    if shapes != FLAT:
        metadata["variables"] = shapes
    return tensors, metadata


CASES = {}


def add(name, class_name, shapes=FLAT, uneven=False, **config):
    CASES[name] = 1200 + len(CASES), functools.partial(
        optimizer_case, class_name=class_name, shapes=shapes, uneven=uneven, config=config
    )


add("rmsprop", "RMSprop")
add("rmsprop_momentum", "RMSprop", learning_rate=0.01, momentum=0.9)
add(
    "rmsprop_centered", "RMSprop",
    learning_rate=0.01, rho=0.8, momentum=0.5, epsilon=1e-3, centered=True,
)
add("adagrad", "Adagrad")
add("adagrad_custom", "Adagrad", learning_rate=0.1, initial_accumulator_value=0.02, epsilon=1e-3)
add("adadelta", "Adadelta")
add("adadelta_custom", "Adadelta", learning_rate=1.0, rho=0.8, epsilon=1e-4)
# With β₂ = 0.999 the largest velocity would hardly differ from the last.
add("adam_amsgrad", "Adam", learning_rate=0.01, beta_2=0.7, amsgrad=True)
add("adamw", "AdamW")
add("adamw_custom", "AdamW", learning_rate=0.01, weight_decay=0.1)
add("adamax", "Adamax")
add("adamax_custom", "Adamax", learning_rate=0.01, beta_1=0.7, beta_2=0.9, epsilon=1e-3)
add("nadam", "Nadam")
add("nadam_custom", "Nadam", learning_rate=0.01, beta_1=0.7, beta_2=0.9, epsilon=1e-3)
add("lion", "Lion")
add("lion_custom", "Lion", learning_rate=0.01, beta_1=0.7, beta_2=0.9)
add("muon", "Muon", WIDE)
add(
    "muon_custom", "Muon", TALL,
    learning_rate=0.02, weight_decay=0.1, adam_weight_decay=0.05, adam_lr_ratio=0.5, momentum=0.8,
    nesterov=False, ns_steps=3, rms_rate=None,
)

ema = {"use_ema": True, "ema_momentum": 0.9}
OPTIONS = {
    "weight_decay": {"weight_decay": 0.01},
    "clipvalue": {"clipvalue": 0.5},
    "clipnorm": {"clipnorm": 1.0, "shapes": TWO, "uneven": True},
    "global_clipnorm": {"global_clipnorm": 1.0, "shapes": TWO, "uneven": True},
    "ema": ema,
    "ema_overwriting": ema | {"ema_overwrite_frequency": 3},
    "accumulation": {"gradient_accumulation_steps": 3},
    "accumulation_ema": ema | {"gradient_accumulation_steps": 3},
}
momentum = functools.partial(add, class_name="SGD", momentum=0.9)
adam = functools.partial(add, class_name="Adam")
for option, config in OPTIONS.items():
    momentum(f"sgd_momentum_{option}", learning_rate=0.05, **config)
    adam(f"adam_{option}", learning_rate=0.01, **config)
for name, rate, optimizer in [("sgd_momentum", 0.05, momentum), ("adam", 0.01, adam)]:
    cosine = {"initial_learning_rate": rate, "decay_steps": 6, "alpha": 0.1}
    optimizer(f"{name}_cosine_decay", learning_rate=described(("CosineDecay", cosine)))
    # The schedule counts calls, not updates.
    optimizer(
        f"{name}_cosine_decay_accumulation",
        learning_rate=described(("CosineDecay", cosine)), gradient_accumulation_steps=3,
    )
