# SPDX-License-Identifier: Apache-2.0
"""SAM's ViT-B image encoder in plain PyTorch, written straightforwardly as its authors do it: for timing only.

Usage: vit_b.py [SIDE_PX [THREADS [ROUNDS]]]   (random weights, float32, inference mode)
"""
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

DIM, DEPTH, HEADS, WINDOW, GLOBAL = 768, 12, 12, 14, (2, 5, 8, 11)


def relative(table, size):
    if table.shape[0] != 2 * size - 1:
        table = F.interpolate(table.t()[None], size=2 * size - 1, mode="linear")[0].t()
    places = torch.arange(size)
    return table[places[:, None] - places[None, :] + size - 1]


class Attention(nn.Module):
    def __init__(self, grid):
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM)
        self.proj = nn.Linear(DIM, DIM)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * grid - 1, DIM // HEADS))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * grid - 1, DIM // HEADS))

    def forward(self, x):
        n, h, w, _ = x.shape
        q, k, v = self.qkv(x).reshape(n, h * w, 3, HEADS, -1).permute(2, 0, 3, 1, 4).reshape(3, n * HEADS, h * w, -1)
        logits = (q * (DIM // HEADS) ** -0.5) @ k.transpose(-2, -1)
        grid = q.reshape(n * HEADS, h, w, -1)
        rows = torch.einsum("bhwc,hkc->bhwk", grid, relative(self.rel_pos_h, h))
        columns = torch.einsum("bhwc,wkc->bhwk", grid, relative(self.rel_pos_w, w))
        logits = (logits.view(-1, h, w, h, w) + rows[..., :, None] + columns[..., None, :]).view(-1, h * w, h * w)
        y = (logits.softmax(-1) @ v).view(n, HEADS, h, w, -1).permute(0, 2, 3, 1, 4).reshape(n, h, w, -1)
        return self.proj(y)


class Block(nn.Module):
    def __init__(self, window, grid):
        super().__init__()
        self.window = window
        self.norm1 = nn.LayerNorm(DIM, eps=1e-6)
        self.attn = Attention(window or grid)
        self.norm2 = nn.LayerNorm(DIM, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(DIM, 4 * DIM), nn.GELU(), nn.Linear(4 * DIM, DIM))

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
    def __init__(self, side):
        super().__init__()
        grid = side // 16
        self.patches = nn.Conv2d(3, DIM, 16, 16)
        self.pos_embed = nn.Parameter(torch.zeros(1, grid, grid, DIM))
        self.blocks = nn.ModuleList(Block(0 if i in GLOBAL else WINDOW, grid) for i in range(DEPTH))
        self.neck = nn.Sequential(
            nn.Conv2d(DIM, 256, 1, bias=False), ChannelNorm(256),
            nn.Conv2d(256, 256, 3, padding=1, bias=False), ChannelNorm(256))

    def forward(self, x):
        x = self.patches(x).permute(0, 2, 3, 1) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.neck(x.permute(0, 3, 1, 2))


def main():
    side, threads, rounds = ([int(a) for a in sys.argv[1:]] + [1024, 2, 3][len(sys.argv) - 1:])[:3]
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    encoder = Encoder(side).eval()
    image = torch.randn(1, 3, side, side)
    with torch.inference_mode():
        for _ in range(rounds):
            start = time.time()
            encoder(image)
            print(f"PyTorch {torch.__version__} fp32: {time.time() - start:.2f} s", flush=True)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


main()
