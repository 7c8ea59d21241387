"""TinyProto and FedProto once more, in plain PyTorch: a yardstick for the accuracies of `tinyfleet experiment`.

It shares no code with the product and has the habits of the authors' code, as `habits: reference` has: batches in the
listing's order, the last short one dropped, prototypes from the features that training computes, n_ij with test samples.
Needs Debian's python3-torch and python3-pil. For example (six minutes on one core):

    python3 benchmarks/src/main/python/federation.py --images cifar10-jpeg.zip --listing cifar10-small-split.csv \\
        --method mean --mu 7.17e-3 --pull 1 --seed 0
"""

import argparse
import csv
import io
import zipfile

import numpy
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from training import MODELS

D, KEPT, BATCH, RATE = 500, 50, 32, 0.01


class Device:
    """One client's images, model, and the prototypes of its last epoch."""

    def __init__(self, train, test, model, classes):
        self.train, self.test, self.classes = train, test, classes
        self.features = nn.Sequential(*MODELS[model](3, D))
        self.head = nn.Linear(D, classes)
        if model != "shufflenet-v2":  # as torchvision and the authors begin
            for layer in self.features.modules():
                if isinstance(layer, nn.Conv2d):
                    nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
        parameters = [*self.features.parameters(), *self.head.parameters()]
        self.sgd = torch.optim.SGD(parameters, lr=RATE)
        self.counts = torch.bincount(torch.cat([train[1], test[1]]), minlength=classes)
        self.prototypes = {}

    def epoch(self, targets, pull):
        """One epoch towards targets [K, d], or without any."""
        self.features.train()
        sums, seen = torch.zeros(self.classes, D), torch.zeros(self.classes)
        images, labels = self.train
        for start in range(0, len(labels) - BATCH + 1, BATCH):
            x, y = images[start : start + BATCH], labels[start : start + BATCH]
            features = self.features(x)
            loss = F.cross_entropy(self.head(features), y)
            if targets is not None:
                loss = loss + pull * F.mse_loss(features, targets[y])
            sums.index_add_(0, y, features.detach())
            seen += torch.bincount(y, minlength=self.classes)
            self.sgd.zero_grad()
            loss.backward()
            self.sgd.step()
        self.prototypes = {j: sums[j] / seen[j] for j in range(self.classes) if seen[j] > 0}

    @torch.no_grad()
    def right(self, targets):
        """Right predictions: nearest local prototype, nearest target, head."""
        self.features.eval()
        images, labels = self.test
        features = self.features(images)
        held = sorted(self.prototypes)
        own = torch.stack([self.prototypes[j] for j in held])
        guesses = [
            torch.tensor(held)[torch.cdist(features, own).argmin(1)],
            torch.cdist(features, targets).argmin(1),
            self.head(features).argmax(1),
        ]
        return [(guess == labels).sum().item() for guess in guesses]


def dealt(archive, listing):
    """Client → split → (images, labels)."""
    parts = {}
    with zipfile.ZipFile(archive) as images, open(listing, newline="") as rows:
        for row in csv.DictReader(rows):
            with Image.open(io.BytesIO(images.read(row["path"]))) as image:
                pixels = numpy.asarray(image.convert("RGB"), dtype=numpy.float32)
            part = parts.setdefault(int(row["client"]), {"train": [], "test": []})[row["split"]]
            part.append(((pixels / 255 - 0.5) / 0.5, int(row["class"])))
    return {
        client: {
            split: (
                torch.tensor(numpy.stack([pixels for pixels, _ in samples])).permute(0, 3, 1, 2).contiguous(),
                torch.tensor([label for _, label in samples]),
            )
            for split, samples in splits.items()
        }
        for client, splits in sorted(parts.items())
    }


def combined(devices, masks, method, mu):
    """Global prototypes as targets: [K, d]."""
    targets = torch.zeros_like(masks)
    for j, mask in enumerate(masks):
        holders = [device for device in devices if j in device.prototypes]
        scale = (lambda device: 1) if method == "fedproto" else (lambda device: device.counts[j])
        uploads = torch.stack([scale(device) * mask * device.prototypes[j] for device in holders])
        targets[j] = uploads.mean(0) if method == "fedproto" else mu * getattr(uploads, method)(0)
    return targets


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", required=True)
    parser.add_argument("--listing", required=True)
    parser.add_argument("--method", choices=["fedproto", "mean", "sum"], required=True)
    parser.add_argument("--mu", type=float, default=1)
    parser.add_argument("--pull", type=float, default=1, help="lambda")
    parser.add_argument("--models", nargs="+", default=["resnet-8"], choices=list(MODELS), help="dealt round-robin")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    parts = dealt(options.images, options.listing)
    classes = 1 + max(int(labels.max()) for splits in parts.values() for _, labels in splits.values())
    devices = [
        Device(splits["train"], splits["test"], options.models[i % len(options.models)], classes)
        for i, splits in enumerate(parts.values())
    ]
    masks = torch.ones(classes, D)
    if options.method != "fedproto":  # disjoint blocks, dealt at random
        masks = F.one_hot(torch.randperm(classes), classes).float().repeat_interleave(KEPT, 1)
        assert masks.shape == (classes, D), "K · s must be d"
    targets = None
    tests = numpy.array([len(device.test[1]) for device in devices])
    print("round,local,global,head,weighted_local,weighted_global,weighted_head")
    for number in range(1, options.rounds + 1):
        for device in devices:
            device.epoch(targets, options.pull)
        targets = combined(devices, masks, options.method, options.mu)
        right = numpy.array([device.right(targets) for device in devices])
        mean, weighted = (right / tests[:, None]).mean(0), right.sum(0) / tests.sum()
        print(number, *(f"{100 * share:.1f}" for share in (*mean, *weighted)), sep=",", flush=True)


if __name__ == "__main__":
    main()
