"""A client as one writes it for TensorFlow Serving: only the address is another.

Asks for the model's status and metadata, then for predictions of pictures, in rows, in columns and as
files in base64, and prints the digit it gets for each, a line each; then what errors it gets.

Usage: python3 Reference/tensorflow_serving_client.py http://localhost:8501 PICTURES

PICTURES is a file of 28 x 28 bytes a picture, 0 for paper and 255 for ink.
"""

import base64
import io
import json
import sys

import numpy as np
import requests
from PIL import Image

address, path = sys.argv[1:]
model = f"{address.rstrip('/')}/v1/models/digits"
pixels = np.fromfile(path, dtype=np.uint8).reshape(-1, 28, 28)
images = (pixels / 255.0).astype(np.float32)[..., np.newaxis]

# Is it there, and what does it take?
status = requests.get(model, timeout=60).json()
(version,) = status["model_version_status"]
assert version["state"] == "AVAILABLE", status
metadata = requests.get(f"{model}/metadata", timeout=60).json()
signature = metadata["metadata"]["signature_def"]["signature_def"]["serving_default"]
((name, tensor),) = signature["inputs"].items()
shape = [int(axis["size"]) for axis in tensor["tensor_shape"]["dim"]]
assert shape[1:] == list(images.shape[1:]), shape
print("model", metadata["model_spec"]["name"], "version", version["version"], "input", name, *shape)


def digits(rows):
    rows = np.array(rows)
    assert np.allclose(rows.sum(axis=1), 1, atol=1e-5), rows
    return " ".join(str(digit) for digit in rows.argmax(axis=1))


# Rows, as TensorFlow's tutorial sends them.
data = json.dumps({"signature_name": "serving_default", "instances": images.tolist()})
headers = {"content-type": "application/json"}
json_response = requests.post(f"{model}:predict", data=data, headers=headers, timeout=60)
predictions = json.loads(json_response.text)["predictions"]
print("rows", digits(predictions))

# Named rows, of one version.
response = requests.post(
    f"{model}/versions/{version['version']}:predict",
    json={"instances": [{name: image.tolist()} for image in images]}, timeout=60)
response.raise_for_status()
assert response.json()["predictions"] == predictions
print("named", digits(response.json()["predictions"]))

# Columns, over one connection.
with requests.Session() as session:
    for inputs in (images.tolist(), {name: images.tolist()}):
        response = session.post(f"{model}:predict", json={"inputs": inputs}, timeout=60)
        response.raise_for_status()
        assert response.json()["outputs"] == predictions
        print("columns", digits(response.json()["outputs"]))


# Picture files, as for a model that decodes them itself.
def png(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode("utf-8")


predict_request = json.dumps({"instances": [{"b64": png(picture)} for picture in pixels]})
response = requests.post(f"{model}:predict", data=predict_request, timeout=60)
response.raise_for_status()
assert np.allclose(response.json()["predictions"], predictions, atol=1e-6)
print("files", digits(response.json()["predictions"]))

# What goes wrong comes as a code and {"error": ...}.
for url, body in (
    (f"{address}/v1/models/half:predict", {"instances": [1.0, 5.0]}),
    (f"{model}/versions/99:predict", {"instances": [1.0, 5.0]}),
    (f"{model}:predict", {"instances": [[1.0, 2.0]]}),
    (f"{model}:predict", {"signature_name": "predict_images", "instances": images.tolist()}),
    (f"{model}:classify", {"examples": [{"x": 1.0}]}),
):
    response = requests.post(url, json=body, timeout=60)
    print("error", response.status_code, response.json()["error"])
