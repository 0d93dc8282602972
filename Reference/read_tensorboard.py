"""Prints what TensorBoard itself finds in a directory of runs.

A line a scalar, `run tag step value`, and a line a picture, `run tag step width height`; the
size is what its PNG has, and must be what was said of it.

Usage: python3 Reference/read_tensorboard.py LOGDIR
"""

import io
import pathlib
import sys

from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

directory = pathlib.Path(sys.argv[1])
for run in sorted(path.name for path in directory.iterdir() if path.is_dir()):
    # All events, where TensorBoard would keep a sample of them.
    accumulator = EventAccumulator(str(directory / run), {"tensors": 0, "scalars": 0})
    accumulator.Reload()
    # Those of the first TensorFlow, which we do not write.
    for tag in accumulator.Tags()["scalars"]:
        for event in accumulator.Scalars(tag):
            print(run, tag, event.step, repr(event.value))
    for tag in accumulator.Tags()["tensors"]:
        plugin = accumulator.SummaryMetadata(tag).plugin_data.plugin_name
        for event in accumulator.Tensors(tag):
            value = tensor_util.make_ndarray(event.tensor_proto)
            if plugin == "scalars":
                print(run, tag, event.step, repr(float(value)))
            elif plugin == "images":
                size = Image.open(io.BytesIO(value[2])).size
                assert size == (int(value[0]), int(value[1])), (tag, size, value[:2])
                print(run, tag, event.step, *size)
