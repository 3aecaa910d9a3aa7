# SPDX-License-Identifier: Apache-2.0
"""Saves checkpoints into the folder argv[1] and writes the values of their tensors beside them, computed by Python."""
import collections
import json
import os
import sys

import torch

generator = torch.Generator().manual_seed(7)
base = torch.rand(6, 10, generator=generator)
network = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3), torch.nn.Linear(3, 2))


def state(**tensors):
    return collections.OrderedDict(tensors)


cases = {
    "module": network.state_dict(),
    "half": state(**{k: v.half() for k, v in network.state_dict().items()}),
    "bfloat16": state(**{k: v.bfloat16() for k, v in network.state_dict().items()}),
    "shared": state(whole=base, row=base[2], tail=base.flatten()[55:], again=base),
    "views": state(
        transposed=base.t(), column=base[:, 3], steps=base[1::2, ::3], repeated=base[0].expand(4, 10), one=base[5, 9]
    ),
    "types": state(
        double=base.double() / 3,
        long=torch.tensor([2**40, -1]),
        int=torch.tensor([-7], dtype=torch.int32),
        short=torch.tensor([-300], dtype=torch.int16),
        char=torch.tensor([-128], dtype=torch.int8),
        byte=torch.tensor([255], dtype=torch.uint8),
        bool=torch.tensor([True, False]),
        empty=torch.zeros(0, 3),
    ),
    "parameters": dict(network.named_parameters()),
}


def values(tensors):
    return {
        name: {"shape": list(t.shape), "values": t.detach().double().flatten().tolist()} for name, t in tensors.items()
    }


def save(name, content, tensors, **how):
    torch.save(content, os.path.join(sys.argv[1], name + ".pth"), **how)
    expected[name + ".pth"] = values(tensors)


expected = {}
for name, tensors in cases.items():
    save(name, tensors, tensors)
    save(name + "_protocol4", tensors, tensors, pickle_protocol=4)
optimizer = torch.optim.Adam(network.parameters())
network(torch.rand(1, 2, 5, 5)).sum().backward()
optimizer.step()
save("training", {"model": network.state_dict(), "optimizer": optimizer, "epoch": 3}, network.state_dict())
save("state", {"state_dict": network.state_dict(), "optimizer": optimizer.state_dict()}, network.state_dict())
with open(os.path.join(sys.argv[1], "expected.json"), "w") as file:
    json.dump(expected, file)
