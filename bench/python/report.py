# SPDX-License-Identifier: Apache-2.0
"""From the finished cases of a comparison to results.json and a Markdown table."""
import json
import os
import platform
import statistics
from datetime import date

from processes import save

TITLES = {
    "train-256": "training step, 2 x 256 x 256 px",
    "train-512": "training step, 2 x 512 x 512 px",
    "infer": "tiled inference, 2048 x 2048 px",
    "sam-b": "ViT-B, 1024 x 1024 px",
    "mobile-sam": "TinyViT, 1024 x 1024 px",
    "augment": "drawing and augmenting, 256 x 256 px",
    "adapt": "iteration of step 2, 256 x 256 px",
    "start-version": "start: --version, import torch",
    "start-segment": "start: one image segmented, 256 x 256 px",
}
ORDER = list(TITLES)
AMOUNT = {"infer": 2048 * 2048 / 1e6}


def machine(versions, options):
    """What the figures hold for."""
    with open("/proc/cpuinfo") as cpuinfo:
        names = [line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name")]
    return {
        "date": date.today().isoformat(),
        "processor": f"{len(names)} x {names[0]}" if names else platform.processor(),
        "threads": options.threads,
        "rounds": options.rounds,
        "repeat": options.repeat,
        "loadBefore": os.getloadavg()[0],
        "opponent": versions,
    }


def write(out):
    """results.json and table.md in this folder, of the cases that are there."""
    files = {name: json.loads((out / f"{name}.json").read_text()) for name in ["machine", "limit", *ORDER, "start"]
             if (out / f"{name}.json").exists()}
    about, limit = files.pop("machine"), files.pop("limit", None)
    comparisons = [part for each in files.values() for part in each.get("parts", [each])]
    limits = machine_limits(limit) if limit else []
    rows = [row for each in comparisons for row in compared(each, limits)]
    save(out / "results.json", {"machine": about, "limits": limits, "rows": rows})
    (out / "table.md").write_text("\n".join(markdown(about, limits, rows, comparisons)) + "\n")


def machine_limits(limit):
    """The best that either program reached of each kind."""
    kinds = sorted({(run["unit"], run["precision"]) for run in limit["runs"]}, reverse=True)
    return [{"unit": unit, "precision": precision, **{
        program: max((value for run in limit["runs"] for value in run["values"]
                      if (run["unit"], run["precision"], run["program"]) == (unit, precision, program)), default=None)
        for program in ("samda", "python")}} for unit, precision in kinds]


def pairs(comparison):
    """The runs of each pair that was run alternately, and samda as it is by default against PyTorch as it is by default."""
    of = {}
    for run in comparison["runs"]:
        of.setdefault(run["pair"], []).append(run)
    yield from of.items()
    if {"best", "fp32"} <= of.keys():
        yield "default", [run for run in of["best"] if run["program"] == "samda"] + [
            run for run in of["fp32"] if run["program"] == "python"]


def compared(comparison, limits):
    """A row for each pair."""
    for pair, runs in pairs(comparison):
        sides = {program: side([run for run in runs if run["program"] == program]) for program in ("samda", "python")}
        ours, theirs = sides["samda"], sides["python"]
        flop = next((run["flop"] for run in runs if run.get("flop")), None)
        for each in sides.values():
            each["percentOfLimit"] = percent(comparison["case"], each, flop, limits)
        faster = theirs["median"] / ours["median"] if ours["unit"] == "s" else ours["median"] / theirs["median"]
        how = comparison.get(pair, {})
        yield {"case": comparison["case"], "pair": pair, **sides, "ratio": faster,
               "pythonVariant": {field: how[field] for field in ("layout", "batch") if field in how}}


def side(runs):
    values = [value for run in runs for value in run["values"]]
    return {
        "precision": runs[0]["precision"],
        "unit": runs[0]["unit"],
        "median": statistics.median(values),
        "low": min(values),
        "high": max(values),
        "peakMemoryMb": max(run["peakMemoryMb"] for run in runs),
    }


def percent(case, side, flop, limits):
    """Of the fastest matrix product of the same precision; none where operations are not counted."""
    best = [value for each in limits if (each["unit"], each["precision"]) == ("TFLOP/s", side["precision"])
            for value in (each["samda"], each["python"]) if value]
    if not flop or not best:
        return None
    seconds = side["median"] if side["unit"] == "s" else AMOUNT[case] / side["median"]
    return 100e-12 * flop / seconds / max(best)


def markdown(about, limits, rows, comparisons):
    versions = about["opponent"]
    yield (f"{about['date']}, {about['processor']}, {about['threads']} threads; {about['rounds']} rounds of samda and Python by "
           f"turns, medians of {about['rounds']} x {about['repeat']} repetitions; load before: {about['loadBefore']:.2f}. Python "
           f"{versions['python']}, PyTorch {versions['torch']}, NumPy {versions['numpy']}, SciPy {versions['scipy']}.")
    yield ""
    yield "| work | pair | samda | PyTorch | times as fast | of the limit: samda | PyTorch | peak memory: samda | PyTorch |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        yield "| " + " | ".join(cells(row)) + " |"
    yield ""
    yield "| limit of the machine | samda | PyTorch |"
    yield "|---|---|---|"
    for each in limits:
        name = f"4096 x 4096 matrix product, {each['precision']}" if each["unit"] == "TFLOP/s" else "copying memory"
        yield f"| {name} | {number(each['samda'])} {each['unit']} | {number(each['python'])} {each['unit']} |"
    yield ""
    yield from tried(comparisons)


def cells(row):
    ours, theirs = row["samda"], row["python"]
    yield TITLES[row["case"]]
    yield {"best": "best against best", "fp32": "both fp32", "default": "by default"}[row["pair"]]
    yield measured(ours)
    yield measured(theirs)
    yield f"**{row['ratio']:.2f}**"
    for each in (ours, theirs):
        yield "" if each["percentOfLimit"] is None else f"{each['percentOfLimit']:.0f} %"
    for each in (ours, theirs):
        yield f"{each['peakMemoryMb']:.0f} MB"


def measured(side):
    return f"{number(side['median'])} {side['unit']} ({number(side['low'])} to {number(side['high'])}), {side['precision']}"


def number(value):
    return "-" if value is None else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def tried(comparisons):
    yield "| what PyTorch was tried with before (seconds, once) | |"
    yield "|---|---|"
    for each in comparisons:
        if len(each.get("tried", [])) > 1:
            times = ", ".join(f"{v['precision']} {v['layout']}" + (f" x {v['batch']}" if v["batch"] > 1 else "") +
                              f" {number(v['seconds'])}" for v in each["tried"])
            yield f"| {TITLES[each['case']]} | {times} |"
