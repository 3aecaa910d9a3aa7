# SPDX-License-Identifier: Apache-2.0
"""An iteration of step 2: a source and a target patch of 256 x 256 px through a frozen encoder and the projector, feature and
style reconstruction loss between them, and the distance of the source's features to what they were before; AdamW.

Usage: adapt.py [--threads N] [--repeat N] [--precision fp32|bf16] [--layout ...] [--choose]
"""
import copy

import torch
from torch import nn

import common
from vit_b import Encoder, Shape

SIDE = 256
TINY = Shape(96, 4, 4, 8, (1, 3), 16, 128, 710_432)
PARAMETERS = 1_476_864


def projector(inputs, strides, width=256):
    layers = []
    for i, stride in enumerate(strides):
        layers += [nn.Conv2d(width if i else inputs, width, 3, stride, 1), nn.InstanceNorm2d(width, affine=True),
                   nn.LeakyReLU(0.01, inplace=True)]
    return nn.Sequential(*layers)


def gram(features):
    flat = features.flatten(2)
    return flat @ flat.transpose(1, 2) / flat[0].numel()


def perceptual(source, target, style_weight=1.0):
    """Mean squared difference of features, and squared difference of their Gram matrices."""
    style = (gram(source) - gram(target)).square().sum((1, 2)).mean()
    return (source - target).square().mean() + style_weight * style


class Adaptation:
    """The projector as it learns, and as it was."""

    def __init__(self, now, variant):
        self.now, self.before, self.variant = now, copy.deepcopy(now), variant
        self.optimizer = torch.optim.AdamW(now.parameters(), 0.001, weight_decay=3e-5)

    def step(self, source, target):
        with self.variant.autocast():
            with torch.no_grad():
                anchor = self.before(source)
            kept, moved = self.now(source), self.now(target)
        anchor, kept, moved = anchor.float(), kept.float(), moved.float()
        loss = perceptual(anchor, moved) + (kept - anchor).square().mean()
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return loss.item()


def main():
    options = common.parser(__doc__).parse_args()
    common.start(options)

    def build(variant):
        encoder = variant.placed(Encoder(TINY).eval())
        now = projector(TINY.out, (1, 1, 1))
        common.parameters(now, PARAMETERS)
        adaptation = Adaptation(variant.placed(now), variant)
        source, target = (variant.placed(torch.randn(1, 1, SIDE, SIDE)) for _ in range(2))

        def embedding(patch):
            with torch.no_grad(), variant.autocast():
                return encoder(patch.expand(-1, 3, -1, -1))

        return lambda: adaptation.step(embedding(source), embedding(target))

    common.run("adapt", options, build, layout=["contiguous", "channels_last"])


if __name__ == "__main__":
    main()
