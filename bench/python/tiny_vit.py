# SPDX-License-Identifier: Apache-2.0
"""MobileSAM's image encoder, a TinyViT with 5 million parameters, in plain PyTorch, written straightforwardly.

Usage: tiny_vit.py [--threads N] [--repeat N] [--precision fp32|bf16] [--layout ...] [--choose]
"""
import torch
import torch.nn.functional as F
from torch import nn

import common
from vit_b import ChannelNorm

PARAMETERS = 5_743_892
SIDE = 1024
WIDTHS, DEPTHS, HEADS, WINDOWS, OUT = (64, 128, 160, 320), (2, 2, 6, 2), (2, 4, 5, 10), (7, 7, 14, 7), 256


def conv_norm(inputs, outputs, kernel=1, stride=1, groups=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs))


def three_convs(inputs, middle, outputs, stride):
    return nn.Sequential(
        conv_norm(inputs, middle), nn.GELU(), conv_norm(middle, middle, 3, stride, middle), nn.GELU(), conv_norm(middle, outputs))


class Norm(nn.LayerNorm):
    """In float32: PyTorch 1.13 does not mix types here."""

    def forward(self, x):
        return super().forward(x.float())


class Bottleneck(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.convs = three_convs(width, 4 * width, width, 1)

    def forward(self, x):
        return F.gelu(self.convs(x) + x)


class Attention(nn.Module):
    def __init__(self, width, heads, window):
        super().__init__()
        self.heads = heads
        self.norm = Norm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.biases = nn.Parameter(torch.zeros(heads, window * window))
        places = torch.arange(window)
        apart = (places[:, None] - places).abs()
        index = apart[:, None, :, None] * window + apart[None, :, None, :]
        self.register_buffer("index", index.reshape(window**2, window**2))

    def forward(self, x):
        n, tokens, width = x.shape
        q, k, v = self.qkv(self.norm(x)).view(n, tokens, self.heads, 3, -1).permute(3, 0, 2, 1, 4)
        logits = q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5 + self.biases[:, self.index]
        return self.proj((logits.softmax(-1) @ v).transpose(1, 2).reshape(n, tokens, width))


class Block(nn.Module):
    def __init__(self, width, heads, window):
        super().__init__()
        self.window = window
        self.attn = Attention(width, heads, window)
        self.local = conv_norm(width, width, 3, 1, width)
        self.mlp = nn.Sequential(Norm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        x = x.permute(0, 2, 3, 1)
        x = x + self.windowed(x)
        x = self.local(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return (x + self.mlp(x)).permute(0, 3, 1, 2)

    def windowed(self, x):
        n, h, w, c = x.shape
        s = self.window
        x = F.pad(x, (0, 0, 0, -w % s, 0, -h % s))
        rows, columns = x.shape[1] // s, x.shape[2] // s
        x = x.view(n, rows, s, columns, s, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, s * s, c)
        x = self.attn(x).view(n, rows, columns, s, s, c).permute(0, 1, 3, 2, 4, 5)
        return x.reshape(n, rows * s, columns * s, c)[:, :h, :w]


class TinyVit(nn.Module):
    def __init__(self):
        super().__init__()
        first = WIDTHS[0]
        layers = [conv_norm(3, first // 2, 3, 2), nn.GELU(), conv_norm(first // 2, first, 3, 2)]
        for stage, width in enumerate(WIDTHS):
            for _ in range(DEPTHS[stage]):
                layers.append(Block(width, HEADS[stage], WINDOWS[stage]) if stage else Bottleneck(width))
            if stage < 3:
                layers.append(three_convs(width, WIDTHS[stage + 1], WIDTHS[stage + 1], 1 if stage == 2 else 2))
        self.layers = nn.Sequential(*layers)
        self.neck = nn.Sequential(
            nn.Conv2d(WIDTHS[-1], OUT, 1, bias=False), ChannelNorm(OUT),
            nn.Conv2d(OUT, OUT, 3, padding=1, bias=False), ChannelNorm(OUT))

    def forward(self, x):
        return self.neck(self.layers(x))


def main():
    options = common.parser(__doc__).parse_args()
    common.start(options)

    def build(variant):
        encoder = TinyVit().eval()
        common.parameters(encoder, PARAMETERS)
        encoder = variant.placed(encoder)
        image = variant.placed(torch.randn(1, 3, SIDE, SIDE))

        @torch.inference_mode()
        def work():
            with variant.autocast():
                assert encoder(image).shape == (1, OUT, SIDE // 16, SIDE // 16)

        return work

    common.run("mobile-sam", options, build, layout=["contiguous", "channels_last"])


if __name__ == "__main__":
    main()
