# SPDX-License-Identifier: Apache-2.0
"""Draws and augments patches of 256 x 256 px as preset quick does, with NumPy and SciPy, on one thread.

Usage: augment.py [--repeat N]
"""
import numpy as np
from scipy import ndimage

import common

SIDE = 256
PATCHES = 200
MARGIN = 22


class Augmentation:
    """Of an image and its labels, both [H, W]; float32 and integers."""

    def __init__(self, side, seed):
        self.side = side
        self.random = np.random.default_rng(seed)

    def happens(self, probability):
        return self.random.random() < probability

    def between(self, low, high):
        return self.random.uniform(low, high)

    def around_one(self, low, high):
        return self.between(low, 1) if self.happens(0.5) else self.between(1, high)

    def draw(self, image, labels):
        """A patch anywhere: as the generic encoder sees it, the same with other grey values, and its labels."""
        clean, truth = self.placed(image, labels)
        turns = self.random.integers(4)
        clean, truth = (np.ascontiguousarray(np.rot90(each, turns)) for each in self.mirrored(clean, truth))
        return clean, self.varied(clean.copy()), truth

    def mirrored(self, *images):
        for axis in (0, 1):
            if self.happens(0.5):
                images = [np.flip(each, axis) for each in images]
        return images

    def placed(self, image, labels):
        side = self.side
        rotates, scales = self.happens(0.6), self.happens(0.6)
        angle = np.deg2rad(self.between(-180, 180)) if rotates else 0
        scale = self.between(0.7, 1.4) if scales else 1
        if not rotates and not scales:
            y, x = (self.random.integers(0, length - side + 1) for length in image.shape)
            return image[y : y + side, x : x + side], labels[y : y + side, x : x + side]
        centre = [self.between(side / 2 - MARGIN, length - side / 2 + MARGIN) for length in image.shape]
        matrix = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        offset = centre - matrix @ np.full(2, (side - 1) / 2)

        def looked_up(array):
            return ndimage.affine_transform(array, matrix, offset, (side, side), np.float32, order=1)

        truth = np.zeros((side, side), labels.dtype)
        for each in range(1, labels.max() + 1):
            truth[looked_up((labels == each).astype(np.float32)) >= 0.5] = each
        return looked_up(image), truth

    def varied(self, x):
        if self.happens(0.3):
            x += self.between(0, 0.3) * self.random.standard_normal(x.shape, np.float32)
        if self.happens(0.3):
            x = ndimage.gaussian_filter(x, (self.between(0.5, 1), self.between(0.5, 1)), truncate=3, mode="mirror")
        if self.happens(0.3):
            x *= np.float32(self.around_one(0.75, 1.25))
        if self.happens(0.3):
            mean, low, high = x.mean(), x.min(), x.max()
            x = np.clip((x - mean) * np.float32(self.around_one(0.75, 1.25)) + mean, low, high)
        if self.happens(0.125):
            x = lower_resolution(x, self.between(0.5, 1))
        if self.happens(0.1):
            x = -gamma(-x, self.around_one(0.7, 1.5))
        if self.happens(0.5):
            x = gamma(x, self.around_one(0.7, 1.5))
        return x


def lower_resolution(x, factor):
    """By the nearest pixel, and back bilinearly."""
    small = [max(1, round(length * factor)) for length in x.shape]
    rows, columns = (((np.arange(n) + 0.5) * length / n).astype(int) for n, length in zip(small, x.shape))
    zoom = [length / n for length, n in zip(x.shape, small)]
    return ndimage.zoom(x[np.ix_(rows, columns)], zoom, order=1, mode="nearest", grid_mode=True)


def gamma(x, exponent):
    mean, deviation, low = x.mean(), x.std(ddof=1), x.min()
    extent = x.max() - low
    x = ((x - low) / max(extent, 1e-7)) ** np.float32(exponent) * extent + low
    return (x - x.mean()) * (deviation / max(x.std(ddof=1), 1e-7)) + mean


def main():
    options = common.parser(__doc__).parse_args()
    random = np.random.default_rng(1)
    image = random.standard_normal((2 * SIDE, 2 * SIDE), np.float32)
    places = np.arange(4 * SIDE * SIDE)
    labels = ((places // 40 + places // (80 * SIDE)) % 2).astype(np.int8).reshape(2 * SIDE, 2 * SIDE)

    def build(_):
        augmentation = Augmentation(SIDE, 1)

        def work():
            for _ in range(PATCHES):
                augmentation.draw(image, labels)

        return work

    common.run("augment", options, build, "patches/s", PATCHES, precision=["fp32"])


if __name__ == "__main__":
    main()
