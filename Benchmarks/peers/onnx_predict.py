"""Predicts with ONNX Runtime, from one of our model files."""

import argparse

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from data import read_test
from prediction import better, in_batches, report, seconds_all, seconds_one

FLOAT = TensorProto.FLOAT
SHAPES = {"dense": [784], "convnet": [1, 28, 28]}


class Graph:
    """Nodes in a row, each of which takes what the one before gives."""

    def __init__(self, shape):
        self.nodes, self.weights = [], []
        self.value, self.shape = "pictures", shape

    def add(self, operator, *weights, **attributes):
        names = [f"weight{len(self.weights) + i}" for i in range(len(weights))]
        self.weights += map(numpy_helper.from_array, map(np.ascontiguousarray, weights), names)
        result = f"value{len(self.nodes)}"
        inputs = [self.value, *names]
        self.nodes.append(helper.make_node(operator, inputs, [result], **attributes))
        self.value = result

    def model(self):
        pictures = helper.make_tensor_value_info("pictures", FLOAT, ["batch", *self.shape])
        result = helper.make_tensor_value_info(self.value, FLOAT, None)
        graph = helper.make_graph(self.nodes, "digits", [pictures], [result], self.weights)
        opset = helper.make_opsetid("", 17)
        return helper.make_model(graph, opset_imports=[opset], ir_version=8).SerializeToString()


def dense(weights):
    graph = Graph(SHAPES["dense"])
    graph.add("Gemm", weights["dense/kernel"], weights["dense/bias"])
    graph.add("Relu")
    graph.add("Gemm", weights["dense_1/kernel"], weights["dense_1/bias"])
    return graph.model()


def convnet(weights):
    graph = Graph(SHAPES["convnet"])
    for layer in ["conv2d", "conv2d_1"]:
        kernel = weights[f"{layer}/kernel"].transpose(3, 2, 0, 1)
        graph.add("Conv", kernel, weights[f"{layer}/bias"])
        graph.add("Relu")
        graph.add("MaxPool", kernel_shape=[2, 2], strides=[2, 2])
    graph.add("Flatten")
    # Our pictures have their channels last. Sorting the kernel once saves sorting each picture.
    kernel = weights["dense/kernel"].reshape(5, 5, 64, 10).transpose(2, 0, 1, 3)
    graph.add("Gemm", kernel.reshape(1600, 10), weights["dense/bias"])
    return graph.model()


def nothing(shape):
    """What a call costs that computes nothing."""
    graph = Graph(shape)
    graph.add("Identity")
    return graph.model()


def predictor(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    return lambda pictures: session.run(None, {"pictures": pictures})[0]


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", required=True)
parser.add_argument("--job", required=True, choices=["dense", "convnet"])
options = parser.parse_args()

shape = SHAPES[options.job]
model = {"dense": dense, "convnet": convnet}[options.job](load_file(options.model))
pictures, labels = read_test()
pictures = pictures.reshape(len(pictures), *shape)
predict = predictor(model, 2)
report(
    seconds_all(predict, pictures),
    better(seconds_one(predict, pictures), seconds_one(predictor(model, 1), pictures)),
    in_batches(predict, pictures, 1000).argmax(1),
    labels,
    seconds_call=seconds_one(predictor(nothing(shape), 1), pictures),
)
