# SPDX-License-Identifier: Apache-2.0
"""The three steps taken literally, with ViT-B: each iteration draws its patches anywhere, augments them, and encodes them at
1024 x 1024 px. Times some iterations of one step.

Usage: literal.py STEP DATA [--iterations N] [--side PX] [--threads N] [--precision fp32|bf16]
DATA is a folder with images/ and labels/ of PNG files (step 1: source; step 3: target), or two, source and target (step 2).
"""
import json
import statistics
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import common
from adapt import Adaptation, projector
from augment import Augmentation
from train import deep_supervision, descend, sgd
from unet import UNet
from vit_b import VIT_B, Encoder

PATCH, BATCH, STAGES, BASE = 256, 2, 5, 16
# By side of the encoder's image: its tokens become the 16 x 16 px of the U-Net's lowest stage.
STRIDES = {1024: (1, 2, 2), 256: (1, 1, 1)}
UNET_PARAMETERS, PROJECTOR_PARAMETERS = 2_075_304, 1_771_776


def read(folder):
    """Images at half the resolution, z-scored, and their labels; at least as large as a patch, by zeros."""
    images, labels = [], []
    for file in sorted((Path(folder) / "images").iterdir()):
        image, truth = (np.asarray(Image.open(each)) for each in (file, Path(folder) / "labels" / file.name))
        image = image[: len(image) // 2 * 2, : image.shape[1] // 2 * 2].astype(np.float32)
        image = (image[::2, ::2] + image[1::2, ::2] + image[::2, 1::2] + image[1::2, 1::2]) / 4
        missing = [(0, max(0, PATCH - length)) for length in image.shape]
        images.append(np.pad((image - image.mean()) / image.std(), missing))
        labels.append(np.pad((truth[::2, ::2] > 0).astype(np.int64), missing))
    return images, labels


class Procedure:
    def __init__(self, options):
        self.variant = common.Variant(options.precision, options.layout)
        self.side = options.side
        self.random = np.random.default_rng(1)
        self.augmentation = Augmentation(PATCH, 1)
        self.encoder = self.variant.placed(Encoder(VIT_B).eval())
        self.projector = self.variant.placed(projector(VIT_B.out, STRIDES[options.side]))
        common.parameters(self.projector, PROJECTOR_PARAMETERS)
        self.data = [read(folder) for folder in options.data]

    def embedding(self, patches):
        """Of [N, 1, 256, 256], z-scored: three channels, enlarged."""
        enlarged = F.interpolate(patches, size=(self.side, self.side), mode="bilinear")
        with torch.no_grad(), self.variant.autocast():
            return self.encoder(enlarged.expand(-1, 3, -1, -1)).float()

    def supervised(self):
        """Steps 1 and 3."""
        unet = UNet(STAGES, BASE, fused=256).train()
        common.parameters(unet, UNET_PARAMETERS)
        unet = self.variant.placed(unet)
        trained = [*unet.parameters(), *self.projector.parameters()]
        optimizer = sgd(trained, 0.03, 0.9)
        images, labels = self.data[0]

        def iteration():
            drawn = [self.augmentation.draw(images[i], labels[i]) for i in self.random.integers(len(images), size=BATCH)]
            clean, varied, truth = (torch.from_numpy(np.stack(each)) for each in zip(*drawn))
            embedding = self.embedding(clean[:, None])
            with self.variant.autocast():
                scores = unet(self.variant.placed(varied[:, None]), self.projector(embedding))
            return descend(deep_supervision(scores, truth), optimizer, trained)

        return iteration

    def adaptation(self):
        """Step 2, with random pairs."""
        adaptation = Adaptation(self.projector, self.variant)

        def patch(images):
            image = images[self.random.integers(len(images))]
            y, x = (self.random.integers(0, length - PATCH + 1) for length in image.shape)
            return torch.from_numpy(image[None, None, y : y + PATCH, x : x + PATCH])

        return lambda: adaptation.step(*(self.embedding(patch(images)) for images, _ in self.data))


def main():
    arguments = common.parser(__doc__)
    arguments.add_argument("step", type=int, choices=[1, 2, 3])
    arguments.add_argument("data", nargs="+")
    arguments.add_argument("--iterations", type=int, default=20, help="timed ones, after one that is not")
    arguments.add_argument("--side", type=int, default=1024, choices=STRIDES, help="of the encoder's image")
    options = arguments.parse_args()
    common.start(options)
    procedure = Procedure(options)
    iteration = procedure.adaptation() if options.step == 2 else procedure.supervised()
    values = []
    for i in range(options.iterations + 1):
        begin = time.perf_counter()
        iteration()
        if i:
            values.append(time.perf_counter() - begin)
    print(json.dumps({"step": options.step, "precision": options.precision, "median": statistics.median(values), "values": values}))


main()
