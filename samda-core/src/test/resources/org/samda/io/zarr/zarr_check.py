# SPDX-License-Identifier: Apache-2.0
"""Compares volumes that the program under test wrote with what they should be (see zarr_write.py)."""
import sys
from pathlib import Path

import numpy
import zarr

folder = Path(sys.argv[1])
z, y, x = numpy.indices((9, 20, 300))
values = (3 * x + 37 * y + 11 * z) % 256

for name, dtype in (("u1", "uint8"), ("u2", "uint16"), ("f4", "float32")):
    image = zarr.open_group(str(folder / (name + ".zarr")), "r")
    scale = image.attrs["multiscales"][0]
    assert scale["version"] == "0.4"
    assert [axis["name"] for axis in scale["axes"]] == ["z", "y", "x"]
    assert all(axis["unit"] == "nanometer" and axis["type"] == "space" for axis in scale["axes"])
    paths = [level["path"] for level in scale["datasets"]]
    assert paths == ["0", "1"], paths
    factors = [level["coordinateTransformations"][0]["scale"] for level in scale["datasets"]]
    assert factors == [[30, 5, 4], [30, 10, 8]], factors
    full, half = image["0"], image["1"]
    assert full.dtype == numpy.dtype(dtype), full.dtype
    assert numpy.array_equal(full[:], values), name
    assert numpy.array_equal(half[:], values[:, ::2, ::2]), name

    n5 = zarr.open_array(zarr.N5Store(str(folder / (name + ".n5"))), "r")
    assert n5.dtype == numpy.dtype(dtype), n5.dtype
    assert numpy.array_equal(n5[:], values), name
    assert n5.attrs["pixelResolution"] == {"dimensions": [4, 5, 30], "unit": "nm"}
