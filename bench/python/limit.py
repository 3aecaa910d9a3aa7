# SPDX-License-Identifier: Apache-2.0
"""What the machine can do, as PyTorch sees it: products of 4096 x 4096 matrices, and copying an array of 268 MB.

Usage: limit.py [--threads N]
"""
import json
import time

import torch

import common

SIDE, REPEAT, BYTES = 4096, 5, 1 << 28


def rates(work, amount):
    values = []
    for _ in range(REPEAT):
        begin = time.perf_counter()
        work()
        values.append(amount / (time.perf_counter() - begin))
    return values


def best(case, options, precision, unit, values):
    return {**common.result(case, options, precision, unit, values), "median": max(values)}


def main():
    options = common.parser(__doc__).parse_args()
    common.start(options)
    results = []
    with torch.inference_mode():
        for precision, kind in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
            a, b = (torch.randn(SIDE, SIDE).to(kind) for _ in range(2))
            values = rates(lambda: a @ b, 2e-12 * SIDE**3)
            results.append(best("limit", options, precision, "TFLOP/s", values))
        array, copy = torch.ones(BYTES // 4), torch.ones(BYTES // 4)
        # Each byte is read once and written once.
        results.append(best("limit", options, "fp32", "GB/s", rates(lambda: copy.copy_(array), 2e-9 * BYTES)))
    print(json.dumps(results))


main()
