"""The models of tinyfleet's boards in plain PyTorch, trained on request.

Arguments: threads, batch size, dimensions, classes. Reads lines `MODEL CHANNELS ROWS COLUMNS STEPS` from standard input
(a series has one row) and answers each with the seconds it took by the clock and on all cores.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Pool(nn.Module):
    """The mean of each channel, and adaptive average pooling of these to d."""

    def __init__(self, dimensions):
        super().__init__()
        self.dimensions = dimensions

    def forward(self, x):
        return F.adaptive_avg_pool1d(x.mean((2, 3)).unsqueeze(1), self.dimensions).flatten(1)


class Residual(nn.Module):
    def __init__(self, block, shortcut=None):
        super().__init__()
        self.block = block
        self.shortcut = shortcut or nn.Identity()

    def forward(self, x):
        return self.block(x) + self.shortcut(x)


class Gated(nn.Module):
    def __init__(self, gate):
        super().__init__()
        self.gate = gate

    def forward(self, x):
        return x * self.gate(x)


class Interleaved(nn.Module):
    """ShuffleNet's unit: two branches, on everything or on half the channels each, and a shuffle."""

    def __init__(self, even, odd, halves):
        super().__init__()
        self.even, self.odd, self.halves = even, odd, halves

    def forward(self, x):
        one, two = x.chunk(2, 1) if self.halves else (x, x)
        pairs = torch.stack((self.even(one), self.odd(two)), 2)
        return pairs.flatten(1, 2)


def conv2d(inputs, filters, kernel, stride=1, groups=1):
    return [
        nn.Conv2d(inputs, filters, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(filters),
    ]


def conv1d(inputs, filters, kernel, stride):
    return [
        nn.Conv1d(inputs, filters, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm1d(filters),
        nn.ReLU(inplace=True),
    ]


def cnn(channels, dimensions):
    return [
        *conv1d(channels, 32, 5, 2),
        *conv1d(32, 64, 5, 2),
        *conv1d(64, 128, 5, 2),
        nn.AdaptiveAvgPool1d(4),
        nn.Flatten(),
        nn.Linear(512, dimensions),
        nn.ReLU(inplace=True),
    ]


def resnet8(channels, dimensions):
    def around(inputs, filters, stride):
        return nn.Sequential(
            *conv2d(inputs, filters, 3, stride), nn.ReLU(inplace=True), *conv2d(filters, filters, 3)
        )

    def wider(inputs, filters):
        return Residual(around(inputs, filters, 2), nn.Sequential(*conv2d(inputs, filters, 1, 2)))

    return [
        *conv2d(channels, 64, 7, 2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, 2, 1),
        Residual(around(64, 64, 1)),
        nn.ReLU(inplace=True),
        wider(64, 128),
        nn.ReLU(inplace=True),
        wider(128, 256),
        nn.ReLU(inplace=True),
        Pool(dimensions),
    ]


def mobilenet_v2(channels, dimensions):
    def block(inputs, expansion, filters, stride):
        wide = inputs * expansion
        layers = [*conv2d(inputs, wide, 1), nn.ReLU6(inplace=True)] if expansion > 1 else []
        layers += [*conv2d(wide, wide, 3, stride, wide), nn.ReLU6(inplace=True), *conv2d(wide, filters, 1)]
        return nn.Sequential(*layers)

    stages = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    layers = [*conv2d(channels, 32, 3, 2), nn.ReLU6(inplace=True)]
    inputs = 32
    for expansion, filters, blocks, stride in stages:
        layers.append(block(inputs, expansion, filters, stride))
        layers += [Residual(block(filters, expansion, filters, 1)) for _ in range(blocks - 1)]
        inputs = filters
    return layers + [*conv2d(320, 1280, 1), nn.ReLU6(inplace=True), Pool(dimensions)]


def shufflenet_v2(channels, dimensions):
    def branch(inputs, filters, stride):
        return nn.Sequential(
            *conv2d(inputs, filters, 1),
            nn.ReLU(inplace=True),
            *conv2d(filters, filters, 3, stride, filters),
            *conv2d(filters, filters, 1),
            nn.ReLU(inplace=True),
        )

    layers = [*conv2d(channels, 24, 3, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
    inputs = 24
    for filters, blocks in [(116, 4), (232, 8), (464, 4)]:
        half = filters // 2
        shortcut = nn.Sequential(
            *conv2d(inputs, inputs, 3, 2, inputs), *conv2d(inputs, half, 1), nn.ReLU(inplace=True)
        )
        layers.append(Interleaved(shortcut, branch(inputs, half, 2), halves=False))
        layers += [Interleaved(nn.Identity(), branch(half, half, 1), halves=True) for _ in range(blocks - 1)]
        inputs = filters
    return layers + [*conv2d(464, 1024, 1), nn.ReLU(inplace=True), Pool(dimensions)]


def efficientnet_b0(channels, dimensions):
    def squeeze(wide, squeezed):
        return Gated(
            nn.Sequential(
                nn.AdaptiveAvgPool2d(1),
                nn.Conv2d(wide, squeezed, 1),
                nn.SiLU(inplace=True),
                nn.Conv2d(squeezed, wide, 1),
                nn.Sigmoid(),
            )
        )

    def block(inputs, expansion, kernel, filters, stride):
        wide = inputs * expansion
        layers = [*conv2d(inputs, wide, 1), nn.SiLU(inplace=True)] if expansion > 1 else []
        layers += [*conv2d(wide, wide, kernel, stride, wide), nn.SiLU(inplace=True)]
        layers += [squeeze(wide, inputs // 4), *conv2d(wide, filters, 1)]
        return nn.Sequential(*layers)

    stages = [
        (1, 3, 16, 1, 1),
        (6, 3, 24, 2, 2),
        (6, 5, 40, 2, 2),
        (6, 3, 80, 3, 2),
        (6, 5, 112, 3, 1),
        (6, 5, 192, 4, 2),
        (6, 3, 320, 1, 1),
    ]
    layers = [*conv2d(channels, 32, 3, 2), nn.SiLU(inplace=True)]
    inputs = 32
    for expansion, kernel, filters, blocks, stride in stages:
        layers.append(block(inputs, expansion, kernel, filters, stride))
        layers += [Residual(block(filters, expansion, kernel, filters, 1)) for _ in range(blocks - 1)]
        inputs = filters
    return layers + [*conv2d(320, 1280, 1), nn.SiLU(inplace=True), Pool(dimensions)]


SAMPLES = 256

MODELS = {
    "cnn": cnn,
    "resnet-8": resnet8,
    "mobilenet-v2": mobilenet_v2,
    "shufflenet-v2": shufflenet_v2,
    "efficientnet-b0": efficientnet_b0,
}


class Trainer:
    """A model with samples of its shape."""

    def __init__(self, name, channels, rows, columns, dimensions, classes):
        self.network = nn.Sequential(*MODELS[name](channels, dimensions), nn.Linear(dimensions, classes)).train()
        self.sgd = torch.optim.SGD(self.network.parameters(), lr=0.01)
        self.samples = torch.randn(SAMPLES, channels, *([columns] if rows == 1 else [rows, columns]))
        self.labels = torch.arange(SAMPLES) % classes

    def train(self, steps, batch):
        loss_sum = torch.zeros((), dtype=torch.float64)
        for step in range(steps):
            chosen = torch.arange(step * batch, (step + 1) * batch) % SAMPLES
            self.sgd.zero_grad(set_to_none=True)
            loss = F.cross_entropy(self.network(self.samples[chosen]), self.labels[chosen])
            loss.backward()
            self.sgd.step()
            loss_sum += loss.detach()
        return loss_sum.item()


def main():
    threads, batch, dimensions, classes = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    trainers = {}
    print(f"PyTorch {torch.__version__} for Python {sys.version.split()[0]}", flush=True)
    for line in sys.stdin:
        name, *numbers = line.split()
        channels, rows, columns, steps = map(int, numbers)
        if name not in trainers:
            trainers[name] = Trainer(name, channels, rows, columns, dimensions, classes)
        wall, cpu = time.perf_counter(), time.process_time()
        trainers[name].train(steps, batch)
        print(time.perf_counter() - wall, time.process_time() - cpu, flush=True)


if __name__ == "__main__":
    main()
