# SPDX-License-Identifier: Apache-2.0
"""nnU-Net's plain 2-D U-Net in plain PyTorch: two convolutions a stage, strided ones down, transposed ones up."""
import torch
from torch import nn


class Stage(nn.Sequential):
    def __init__(self, inputs, outputs, stride):
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, stride, 1), nn.InstanceNorm2d(outputs, affine=True), nn.LeakyReLU(0.01, inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1), nn.InstanceNorm2d(outputs, affine=True), nn.LeakyReLU(0.01, inplace=True))


class UNet(nn.Module):
    """Returns class scores, full resolution first; in training those of every decoder stage."""

    def __init__(self, stages=8, base=32, largest=512, classes=2, fused=0):
        super().__init__()
        widths = [min(largest, base << i) for i in range(stages)]
        self.down = nn.ModuleList(
            Stage(widths[i - 1] if i else 1, widths[i], 2 if i else 1) for i in range(stages))
        self.up, self.merge, self.heads = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        below = widths[-1] + fused
        for width in reversed(widths[:-1]):
            self.up.append(nn.ConvTranspose2d(below, width, 2, 2))
            self.merge.append(Stage(2 * width, width, 1))
            self.heads.append(nn.Conv2d(width, classes, 1))
            below = width
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.kaiming_normal_(module.weight, 0.01)
                nn.init.zeros_(module.bias)

    def forward(self, x, generic=None):
        skips = []
        for stage in self.down:
            x = stage(x)
            skips.append(x)
        if generic is not None:
            x = torch.cat((x, generic), 1)
        scores = []
        for i, (up, merge, head) in enumerate(zip(self.up, self.merge, self.heads)):
            x = merge(torch.cat((up(x), skips[-2 - i]), 1))
            if self.training or i == len(self.up) - 1:
                scores.insert(0, head(x))
        return scores
