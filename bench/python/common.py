# SPDX-License-Identifier: Apache-2.0
"""What the opponents share: arguments, timing, and results in the form of `samda bench --json`."""
import argparse
import contextlib
import itertools
import json
import resource
import statistics
import time
from dataclasses import dataclass

WARM_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Variant:
    """How the same work may be done."""

    precision: str = "fp32"
    layout: str = "contiguous"
    batch: int = 1

    def placed(self, thing):
        """A module or an image batch in this memory format."""
        import torch

        last = self.layout == "channels_last"
        return thing.to(memory_format=torch.channels_last if last else torch.contiguous_format)

    def autocast(self):
        import torch

        if self.precision == "bf16":
            return torch.autocast("cpu", dtype=torch.bfloat16)
        return contextlib.nullcontext()


def parser(description):
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--repeat", type=int, default=5, help="timed repetitions after the warm-up")
    arguments.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    arguments.add_argument("--layout", choices=["contiguous", "channels_last"], default="contiguous")
    arguments.add_argument("--batch", type=int, default=1, help="tiles at once (infer)")
    arguments.add_argument("--choose", action="store_true", help="time every variant briefly instead")
    return arguments


def start(options):
    import torch

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)


def parameters(module, expected):
    """Fails if the module is not of the size of samda's."""
    found = sum(each.numel() for each in module.parameters())
    if found != expected:
        raise SystemExit(f"{type(module).__name__} has {found} parameters, samda's has {expected}")


def seconds(work, repeat):
    """Of each repetition, after a warm-up."""
    begin = time.perf_counter()
    work()
    while time.perf_counter() - begin < WARM_UP_SECONDS:
        work()
    values = []
    for _ in range(repeat):
        begin = time.perf_counter()
        work()
        values.append(time.perf_counter() - begin)
    return values


def run(case, options, build, unit="s", amount=1.0, **choices):
    """Times `build(variant)()`, or with --choose each of the variants that the choices (lists by field) make."""
    if options.choose:
        fields = {"precision": ["fp32", "bf16"], **choices}
        print(json.dumps([timed(Variant(**dict(zip(fields, each))), build) for each in itertools.product(*fields.values())]))
        return
    variant = Variant(options.precision, options.layout, options.batch)
    values = seconds(build(variant), options.repeat)
    if unit != "s":
        values = [amount / each for each in values]
    print(json.dumps([result(case, options, variant.precision, unit, values)]))


def timed(variant, build):
    return {**vars(variant), "seconds": min(seconds(build(variant), 2))}


def result(case, options, precision, unit, values):
    return {
        "case": case,
        "precision": precision,
        "threads": options.threads,
        "unit": unit,
        "median": statistics.median(values),
        "values": values,
        "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }
