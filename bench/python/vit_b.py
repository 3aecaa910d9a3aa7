# SPDX-License-Identifier: Apache-2.0
"""SAM's image encoder in plain PyTorch, written straightforwardly as its authors do it: for timing only.

Usage: vit_b.py [--threads N] [--repeat N] [--precision fp32|bf16] [--choose]
ViT-B with random weights, one image of 1024 x 1024 px, inference mode.
"""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

import common

SIDE = 1024


@dataclass(frozen=True)
class Shape:
    """Of a transformer: tokens of 16 x 16 px, attention in windows but for the blocks named in `everywhere`."""

    dim: int
    depth: int
    heads: int
    window: int
    everywhere: tuple
    grid: int
    out: int
    parameters: int


VIT_B = Shape(768, 12, 12, 14, (2, 5, 8, 11), 64, 256, 89_670_912)


def relative(table, size):
    if table.shape[0] != 2 * size - 1:
        table = F.interpolate(table.t()[None], size=2 * size - 1, mode="linear")[0].t()
    places = torch.arange(size)
    return table[places[:, None] - places[None, :] + size - 1]


def absolute(table, height, width):
    if table.shape[1:3] != (height, width):
        table = F.interpolate(table.permute(0, 3, 1, 2), size=(height, width), mode="bilinear").permute(0, 2, 3, 1)
    return table


class Attention(nn.Module):
    def __init__(self, shape, grid):
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.dim, 3 * shape.dim)
        self.proj = nn.Linear(shape.dim, shape.dim)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * grid - 1, shape.dim // shape.heads))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * grid - 1, shape.dim // shape.heads))

    def forward(self, x):
        n, h, w, dim = x.shape
        heads = self.heads
        q, k, v = self.qkv(x).reshape(n, h * w, 3, heads, -1).permute(2, 0, 3, 1, 4).reshape(3, n * heads, h * w, -1)
        logits = (q * (dim // heads) ** -0.5) @ k.transpose(-2, -1)
        grid = q.reshape(n * heads, h, w, -1)
        rows = torch.einsum("bhwc,hkc->bhwk", grid, relative(self.rel_pos_h, h))
        columns = torch.einsum("bhwc,wkc->bhwk", grid, relative(self.rel_pos_w, w))
        logits = (logits.view(-1, h, w, h, w) + rows[..., :, None] + columns[..., None, :]).view(-1, h * w, h * w)
        y = (logits.softmax(-1) @ v).view(n, heads, h, w, -1).permute(0, 2, 3, 1, 4).reshape(n, h, w, -1)
        return self.proj(y)


class Block(nn.Module):
    def __init__(self, shape, window):
        super().__init__()
        self.window = window
        self.norm1 = nn.LayerNorm(shape.dim, eps=1e-6)
        self.attn = Attention(shape, window or shape.grid)
        self.norm2 = nn.LayerNorm(shape.dim, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(shape.dim, 4 * shape.dim), nn.GELU(), nn.Linear(4 * shape.dim, shape.dim))

    def forward(self, x):
        y = self.norm1(x)
        y = self.windowed(y) if self.window else self.attn(y)
        x = x + y
        return x + self.mlp(self.norm2(x))

    def windowed(self, y):
        n, h, w, c = y.shape
        s = self.window
        y = F.pad(y, (0, 0, 0, -w % s, 0, -h % s))
        rows, columns = y.shape[1] // s, y.shape[2] // s
        y = y.view(n, rows, s, columns, s, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, s, s, c)
        y = self.attn(y).view(n, rows, columns, s, s, c).permute(0, 1, 3, 2, 4, 5)
        return y.reshape(n, rows * s, columns * s, c)[:, :h, :w]


class ChannelNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        variance = (x - mean).pow(2).mean(1, keepdim=True)
        x = (x - mean) / torch.sqrt(variance + 1e-6)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


class Encoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.patches = nn.Conv2d(3, shape.dim, 16, 16)
        self.pos_embed = nn.Parameter(torch.zeros(1, shape.grid, shape.grid, shape.dim))
        self.blocks = nn.ModuleList(
            Block(shape, 0 if i in shape.everywhere else shape.window) for i in range(shape.depth))
        self.neck = nn.Sequential(
            nn.Conv2d(shape.dim, shape.out, 1, bias=False), ChannelNorm(shape.out),
            nn.Conv2d(shape.out, shape.out, 3, padding=1, bias=False), ChannelNorm(shape.out))
        common.parameters(self, shape.parameters)

    def forward(self, x):
        x = self.patches(x).permute(0, 2, 3, 1)
        x = x + absolute(self.pos_embed, *x.shape[1:3])
        for block in self.blocks:
            x = block(x)
        return self.neck(x.permute(0, 3, 1, 2))


def main():
    arguments = common.parser(__doc__)
    arguments.add_argument("--side", type=int, default=SIDE, help="of the image, px")
    options = arguments.parse_args()
    common.start(options)

    def build(variant):
        encoder = Encoder(VIT_B).eval()
        image = torch.randn(1, 3, options.side, options.side)

        @torch.inference_mode()
        def work():
            with variant.autocast():
                encoder(image)

        return work

    common.run("sam-b", options, build)


if __name__ == "__main__":
    main()
