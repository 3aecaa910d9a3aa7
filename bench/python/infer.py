# SPDX-License-Identifier: Apache-2.0
"""Tiled inference of an image of 2048 x 2048 px: tiles of 512 x 512 px that overlap by half, blended with Gaussian weights.

Usage: infer.py [--threads N] [--repeat N] [--precision fp32|bf16] [--layout ...] [--batch TILES] [--choose]
"""
import torch

import common
from train import PARAMETERS
from unet import UNet

SIDE, TILE, BRIEF_SIDE = 2048, 512, 1024


def gaussian(tile):
    """Standard deviation an eighth of the tile, centred, largest value 10."""
    profile = torch.exp(-0.5 * ((torch.arange(tile) - tile // 2) / (tile / 8)) ** 2)
    return 10 * profile[:, None] * profile


def segment(network, image, tile, variant):
    """The most probable class of each pixel of [H, W]."""
    height, width = image.shape
    places = [(y, x) for y in range(0, height - tile + 1, tile // 2) for x in range(0, width - tile + 1, tile // 2)]
    weights = gaussian(tile)
    scores = torch.zeros(2, height, width)
    total = torch.zeros(height, width)
    for first in range(0, len(places), variant.batch):
        some = places[first : first + variant.batch]
        tiles = torch.stack([image[None, y : y + tile, x : x + tile] for y, x in some])
        with variant.autocast():
            logits = network(variant.placed(tiles))[0].float() * weights
        for (y, x), each in zip(some, logits):
            scores[:, y : y + tile, x : x + tile] += each
            total[y : y + tile, x : x + tile] += weights
    return (scores / total).argmax(0).byte()


def main():
    options = common.parser(__doc__).parse_args()
    common.start(options)
    side = BRIEF_SIDE if options.choose else SIDE

    def build(variant):
        network = UNet().eval()
        common.parameters(network, PARAMETERS)
        network = variant.placed(network)
        image = torch.randn(side, side)

        @torch.inference_mode()
        def work():
            segment(network, image, TILE, variant)

        return work

    common.run("infer", options, build, "Mpx/s", side * side / 1e6, layout=["contiguous", "channels_last"], batch=[1, 2, 4])


if __name__ == "__main__":
    main()
