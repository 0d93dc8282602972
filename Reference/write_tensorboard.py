"""Writes an event file with TensorBoard's own writer: two scalars at steps 0 and 300, a picture.

Usage: python3 Reference/write_tensorboard.py Tests/TensorBoardTests/Golden/events.tfevents
"""

import io
import pathlib
import sys
import tempfile

from PIL import Image
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.image import metadata
from tensorboard.plugins.scalar.summary_v2 import scalar_pb
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util

png = io.BytesIO()
Image.new("L", (3, 2)).save(png, "png")
picture = Summary()
picture.value.add(
    tag="confusion",
    metadata=metadata.create_summary_metadata(display_name=None, description=None),
    tensor=tensor_util.make_tensor_proto([b"3", b"2", png.getvalue()]),
)

with tempfile.TemporaryDirectory() as folder:
    writer = EventFileWriter(folder)
    for time, step, summary in [
        (1795377750.25, 0, scalar_pb("epoch_loss", 0.1)),
        (1795377751.5, 300, scalar_pb("epoch_loss", float("inf"))),
        (1795377752.75, 2, picture),
    ]:
        writer.add_event(Event(wall_time=time, step=step, summary=summary))
    writer.close()
    [file] = pathlib.Path(folder).iterdir()
    pathlib.Path(sys.argv[1]).write_bytes(file.read_bytes())
