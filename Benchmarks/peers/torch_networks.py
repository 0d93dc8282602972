"""The networks in PyTorch, and pictures as they take them."""

import torch
from torch import nn

NETWORKS = {
    "dense": lambda: nn.Sequential(
        nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10),
    ),
    "convnet": lambda: nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(1600, 10),
    ),
    "lenet5": lambda: nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10),
    ),
}


def layout(job):
    """Channels last is the faster order for convolutions on a processor."""
    return torch.contiguous_format if job == "dense" else torch.channels_last


def tensors(pictures, labels, job):
    pictures = torch.from_numpy(pictures).unsqueeze(1).contiguous(memory_format=layout(job))
    return pictures, torch.from_numpy(labels).long()


def accuracy(model, pictures, labels):
    model.eval()
    with torch.inference_mode():
        # In parts, so that memory is that of the training.
        guesses = [model(part).argmax(1) for part in pictures.split(100)]
    return (torch.cat(guesses) == labels).float().mean()
