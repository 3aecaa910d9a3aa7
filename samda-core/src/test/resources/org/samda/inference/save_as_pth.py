# SPDX-License-Identifier: Apache-2.0
"""Saves the float32 tensors of the safetensors file argv[1] as a PyTorch checkpoint argv[2], as SAM's authors do."""
import collections
import json
import struct
import sys

import torch

with open(sys.argv[1], "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    values = bytearray(file.read())
state = collections.OrderedDict()
for name, entry in header.items():
    if name != "__metadata__":
        begin, end = entry["data_offsets"]
        tensor = torch.frombuffer(values, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        state["image_encoder." + name] = tensor.reshape(entry["shape"]).clone()
state["mask_decoder.iou_token.weight"] = torch.zeros(1, 256)
torch.save(state, sys.argv[2])
