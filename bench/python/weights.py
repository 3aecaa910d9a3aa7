# SPDX-License-Identifier: Apache-2.0
"""Writes a checkpoint of SAM's ViT-B with random weights, with the names of the published one.

Usage: weights.py FILE.pth
"""
import re
import sys

import torch

from vit_b import VIT_B, Encoder

NAMES = ((r"^patches\.", "patch_embed.proj."), (r"\.mlp\.0\.", ".mlp.lin1."), (r"\.mlp\.2\.", ".mlp.lin2."))


def published(name):
    for pattern, replacement in NAMES:
        name = re.sub(pattern, replacement, name)
    return "image_encoder." + name


def main():
    torch.manual_seed(1)
    torch.save({published(name): value for name, value in Encoder(VIT_B).state_dict().items()}, sys.argv[1])


main()
