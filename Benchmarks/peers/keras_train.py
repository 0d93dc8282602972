"""Trains one of the networks with Keras 3 on TensorFlow."""

import os

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")

import keras
import tensorflow as tf
from keras import layers

from data import read_test, read_training
from training import THREADS, Clock, parse_options

options = parse_options(__doc__).parse_args()
tf.config.threading.set_intra_op_parallelism_threads(THREADS)

networks = {
    "dense": lambda: [
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(10),
    ],
    "convnet": lambda: [
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(10),
    ],
    "lenet5": lambda: [
        layers.Conv2D(6, 5, padding="same", activation="relu"),
        layers.AveragePooling2D(pool_size=2),
        layers.Conv2D(16, 5, activation="relu"),
        layers.AveragePooling2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(120, activation="relu"),
        layers.Dense(84, activation="relu"),
        layers.Dense(10),
    ],
}
model = keras.Sequential([keras.Input((28, 28, 1)), *networks[options.job]()])
model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
    # Fewer returns to Python. The convolutions are slow enough not to notice.
    steps_per_execution=50 if options.job == "dense" else 1,
)


class Timer(keras.callbacks.Callback):
    """Passes what happens on to a clock."""

    # Otherwise Keras would wait for the metrics of each step before it begins the next.
    async_safe = True

    def __init__(self, clock):
        super().__init__()
        self.clock = clock

    def on_epoch_begin(self, epoch, logs=None):
        self.clock.start_epoch()

    def on_epoch_end(self, epoch, logs=None):
        self.clock.end_epoch()

    def on_train_batch_end(self, batch, logs=None):
        self.clock.end_step()


clock = Clock()
pictures, labels = read_training(options.limit)
model.fit(
    pictures[..., None], labels, batch_size=options.batch_size, epochs=options.epochs,
    verbose=0, callbacks=[Timer(clock)],
)
pictures, labels = read_test()
clock.report(model.evaluate(pictures[..., None], labels, verbose=0)[1])
