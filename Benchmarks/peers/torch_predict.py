"""Predicts with PyTorch, from one of our model files."""

import argparse
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
from safetensors.torch import load_file

from data import read_test
from prediction import better, in_batches, report, seconds_all, seconds_one
from torch_networks import NETWORKS, layout, tensors

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", required=True)
parser.add_argument("--job", required=True, choices=["dense", "convnet"])
options = parser.parse_args()


def our_parameters(weights):
    """Kernels and biases in PyTorch's order of layers, axes and channels."""
    layers = {"dense": ["dense", "dense_1"], "convnet": ["conv2d", "conv2d_1", "dense"]}
    for layer in layers[options.job]:
        kernel = weights[f"{layer}/kernel"]
        if kernel.ndim == 4:
            kernel = kernel.permute(3, 2, 0, 1)
        elif options.job == "convnet":
            kernel = kernel.reshape(5, 5, 64, 10).permute(3, 2, 0, 1).reshape(10, 1600)
        else:
            kernel = kernel.T
        yield kernel
        yield weights[f"{layer}/bias"]


network = NETWORKS[options.job]()
with torch.no_grad():
    for ours, theirs in zip(our_parameters(load_file(options.model)), network.parameters()):
        theirs.copy_(ours)
network = network.to(memory_format=layout(options.job)).eval()


def predict(pictures):
    return network(pictures)


with torch.inference_mode():
    pictures, labels = tensors(*read_test(), options.job)
    torch.set_num_threads(1)
    on_one_thread = seconds_one(predict, pictures)
    torch.set_num_threads(2)
    report(
        seconds_all(predict, pictures),
        better(seconds_one(predict, pictures), on_one_thread),
        in_batches(predict, pictures, 1000).argmax(1),
        labels.numpy(),
    )
