# SPDX-License-Identifier: Apache-2.0
"""Segments an image with a small U-Net as a whole program; without an image it makes the network's file (random weights).

Usage: segment.py NETWORK.pt [IMAGE OUTPUT.png] [--threads N]
"""
import argparse

import torch

from unet import UNet


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    network = UNet(stages=4, base=8).eval()
    if not options.files:
        torch.save(network.state_dict(), options.network)
        return
    import numpy
    from PIL import Image

    network.load_state_dict(torch.load(options.network))
    image = torch.from_numpy(numpy.asarray(Image.open(options.files[0]), numpy.float32))
    with torch.inference_mode():
        classes = network(((image - image.mean()) / image.std())[None, None])[0].argmax(1)[0]
    Image.fromarray(classes.byte().numpy()).save(options.files[1])


main()
