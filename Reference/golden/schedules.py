"""Learning rates of each schedule, step by step."""

import keras

from golden.store import described

DECAY = {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.6}
POLYNOMIAL = {"initial_learning_rate": 0.1, "decay_steps": 9, "end_learning_rate": 0.015}
COSINE = {"initial_learning_rate": 0.1, "decay_steps": 13}
RESTARTS = {"initial_learning_rate": 0.1, "first_decay_steps": 5}

SCHEDULES = [
    ("ExponentialDecay", DECAY),
    ("ExponentialDecay", DECAY | {"staircase": True}),
    ("InverseTimeDecay", DECAY),
    ("InverseTimeDecay", DECAY | {"staircase": True}),
    ("PiecewiseConstantDecay", {"boundaries": [4, 11, 20], "values": [0.1, 0.03, 0.25, 0.002]}),
    ("PolynomialDecay", POLYNOMIAL),
    ("PolynomialDecay", POLYNOMIAL | {"cycle": True}),
    ("PolynomialDecay", POLYNOMIAL | {"power": 2.0}),
    ("PolynomialDecay", POLYNOMIAL | {"power": 2.0, "cycle": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.05, "decay_steps": 20}),
    ("CosineDecay", COSINE),
    ("CosineDecay", COSINE | {"alpha": 0.2}),
    ("CosineDecay", COSINE | {"warmup_target": 0.4, "warmup_steps": 6}),
    ("CosineDecay", COSINE | {"alpha": 0.2, "warmup_target": 0.05, "warmup_steps": 4}),
    ("CosineDecayRestarts", RESTARTS),
    ("CosineDecayRestarts", RESTARTS | {"t_mul": 1.0, "m_mul": 0.8}),
    ("CosineDecayRestarts", RESTARTS | {"t_mul": 2.0, "m_mul": 0.5, "alpha": 0.1}),
    # The later restarts fall between steps: near one, a logarithm's rounding would decide.
    ("CosineDecayRestarts", RESTARTS | {"t_mul": 1.5, "m_mul": 0.9, "alpha": 0.05}),
]


def schedules():
    cases = []
    for class_name, config in SCHEDULES:
        schedule = getattr(keras.optimizers.schedules, class_name)(**config)
        values = [float(schedule(step)) for step in range(31)]
        cases.append(described((class_name, config)) | {"values": values})
    return cases
