# SPDX-License-Identifier: Apache-2.0
"""Case "start" of bench/compare: whole processes that do little, from start to end."""
import sys

from processes import PYTHON, run

SMALL = ["--preset", "quick", "--encoder", "none", "--steps", "1", "--set", "plan.downsampling=1.0", "--set", "plan.stages=4",
         "--set", "plan.baseFeatures=8", "--set", "training.source.epochs=1", "--set", "training.source.iterationsPerEpoch=2",
         "--set", "training.validation.folds=0"]


def start_up(samda, opponent, options):
    folder = (options.out / "start").resolve()
    image = prepared(samda, opponent, folder)
    threads = ["--threads", options.threads]
    parts = {
        "start-version": (
            lambda: samda.run(["--version"]),
            lambda: run([PYTHON, "-c", "import torch"], opponent.environment)),
        "start-segment": (
            lambda: samda.run(["segment", "--quiet", "--overwrite", *threads, "--model", folder / "run", image, folder / "o.png"]),
            lambda: opponent.run(["segment.py", folder / "network.pt", image, folder / "p.png"])),
    }
    return {"case": "start", "parts": [part(name, *processes, options) for name, processes in parts.items()]}


def prepared(samda, opponent, folder):
    """A small model of either program; returns an image."""
    if not (folder / "network.pt").exists():
        samda.run(["phantom", "--quiet", "--overwrite", "--count", "2", "--size", "256,256,2", "--out", folder / "data"])
        samda.run(["train", "--quiet", *SMALL, "--source", folder / "data", "--out", folder / "run"])
        opponent.run(["segment.py", folder / "network.pt"])
    return sorted((folder / "data" / "images").iterdir())[0]


def part(case, ours, theirs, options):
    runs = []
    ours(), theirs()
    for number in range(options.rounds):
        for program, process in (("samda", ours), ("python", theirs)):
            ended = [process() for _ in range(options.repeat)]
            runs.append({"round": number, "pair": "best", "program": program, "precision": "fp32" if program == "python" else "auto",
                         "unit": "s", "values": [each.seconds for each in ended], "peakMemoryMb": max(each.peak_mb for each in ended)})
            print(f"  {case}, {program}: {ended[-1].seconds:.2f} s", file=sys.stderr, flush=True)
    return {"case": case, "runs": runs}
