# SPDX-License-Identifier: Apache-2.0
"""Checks volumes that the program under test wrote: values are (7 z + 3 y + x) mod 251, with 0.5 more as floats."""
import sys
from pathlib import Path

import h5py
import numpy

paths = sorted(Path(sys.argv[1]).glob("*.h5"))
assert len(paths) == 5, paths
for path in paths:
    kind, shape = path.stem.split("_")
    shape = tuple(int(count) for count in shape.split("x"))
    z, y, x = numpy.indices(shape)
    expected = (7 * z + 3 * y + x) % 251 + (0.5 if kind == "float32" else 0)
    with h5py.File(path, "r") as file:
        assert list(file) == ["exported_data"], path
        data = file["exported_data"]
        assert data.dtype == numpy.dtype(kind) and data.shape == shape, path
        assert numpy.array_equal(data[...], expected), path
        assert data[-1, -1, -1] == expected[-1, -1, -1], path
        assert data.compression == "gzip" and data.shuffle == (kind != "uint8"), path
        assert data.id.get_num_chunks() > 0, path
        assert numpy.allclose(data.attrs["element_size_um"], (0.05, 0.008, 0.004)), path
