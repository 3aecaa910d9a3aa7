# SPDX-License-Identifier: Apache-2.0
"""Writes stacks with tifffile, and beside each the values it reads back, float64, x fastest."""
import sys
from pathlib import Path

import numpy
import tifffile

folder = Path(sys.argv[1])
random = numpy.random.default_rng(1)
for kind in ("uint8", "uint16", "float32"):
    data = random.integers(0, 255, (3, 4, 5)).astype(kind)
    for name, options in (
        ("classic", {}),
        ("big", {"bigtiff": True}),
        ("big_packed", {"bigtiff": True, "compression": "zlib"}),
        ("big_endian", {"bigtiff": True, "byteorder": ">"}),
        ("imagej", {"imagej": True, "resolution": (0.25, 0.25),
                    "metadata": {"axes": "ZYX", "unit": "nm", "spacing": 50.0}}),
    ):
        path = folder / f"{kind}_{name}.tif"
        if not options.get("imagej"):
            options = {"photometric": "minisblack", "metadata": None, **options}
        tifffile.imwrite(path, data, **options)
        Path(str(path) + ".f64").write_bytes(tifffile.imread(path).astype("<f8").tobytes())
