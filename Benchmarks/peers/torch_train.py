"""Trains one of the networks with PyTorch."""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
from torch import nn

from data import read_test, read_training
from torch_networks import NETWORKS, accuracy, layout, tensors
from training import THREADS, Clock, parse_options

parser = parse_options(__doc__)
parser.add_argument("--compile", action="store_true", help="with torch.compile")
options = parser.parse_args()
torch.set_num_threads(THREADS)

model = NETWORKS[options.job]().to(memory_format=layout(options.job))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
cross_entropy = nn.CrossEntropyLoss()


def loss(pictures, labels):
    return cross_entropy(model(pictures), labels)


if options.compile:
    loss = torch.compile(loss)

clock = Clock()
pictures, labels = tensors(*read_training(options.limit), options.job)
for _ in range(options.epochs):
    clock.start_epoch()
    # Indexing whole tensors: a DataLoader takes longer than the network.
    for batch in torch.randperm(len(pictures)).split(options.batch_size):
        optimizer.zero_grad(set_to_none=True)
        loss(pictures[batch], labels[batch]).backward()
        optimizer.step()
        clock.end_step()
    clock.end_epoch()
clock.report(accuracy(model, *tensors(*read_test(), options.job)))
