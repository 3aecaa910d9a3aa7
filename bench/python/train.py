# SPDX-License-Identifier: Apache-2.0
"""A training step of nnU-Net's 2-D U-Net: forward, Dice and cross entropy with deep supervision, backward, clipping, SGD.

Usage: train.py train-256|train-512 [--threads N] [--repeat N] [--precision fp32|bf16] [--layout ...] [--choose]
"""
import torch
import torch.nn.functional as F
from torch import nn

import common
from unet import UNet

PARAMETERS = 46_324_558


def dice_cross_entropy(scores, labels):
    """Minus the soft Dice coefficient of the classes but background, over the whole batch, and cross entropy."""
    scores = scores.float()
    probabilities = scores.softmax(1)
    truth = torch.zeros_like(probabilities).scatter_(1, labels[:, None], 1)[:, 1:]
    probabilities = probabilities[:, 1:]
    both = (probabilities * truth).sum((0, 2, 3))
    total = probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    return F.cross_entropy(scores, labels) - ((2 * both + 1e-5) / (total + 1e-5)).mean()


def deep_supervision(scores, labels):
    """Weights 1, 1/2, 1/4, ... of the resolutions, 0 of the lowest, with sum 1."""
    weights = [0.5**i for i in range(len(scores) - 1)]
    total = 0
    for i, weight in enumerate(weights):
        step = 1 << i
        total = total + weight / sum(weights) * dice_cross_entropy(scores[i], labels[:, step // 2 :: step, step // 2 :: step])
    return total


def sgd(parameters, rate=1e-4, momentum=0.99):
    return torch.optim.SGD(parameters, rate, momentum, weight_decay=3e-5, nesterov=True)


def descend(loss, optimizer, parameters):
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, 12)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def main():
    arguments = common.parser(__doc__)
    arguments.add_argument("case", choices=["train-256", "train-512"])
    options = arguments.parse_args()
    common.start(options)
    side = int(options.case.split("-")[1])

    def build(variant):
        network = UNet().train()
        common.parameters(network, PARAMETERS)
        network = variant.placed(network)
        images = variant.placed(torch.randn(2, 1, side, side))
        labels = torch.randint(0, 2, (2, side, side))
        trained = list(network.parameters())
        optimizer = sgd(trained)

        def step():
            with variant.autocast():
                scores = network(images)
            descend(deep_supervision(scores, labels), optimizer, trained)

        return step

    common.run(options.case, options, build, layout=["contiguous", "channels_last"])


if __name__ == "__main__":
    main()
