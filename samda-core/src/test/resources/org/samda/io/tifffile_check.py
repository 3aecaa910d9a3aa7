# SPDX-License-Identifier: Apache-2.0
"""Checks stacks that the program under test wrote."""
import sys
from pathlib import Path

import numpy
import tifffile

folder = Path(sys.argv[1])
z, y, x = numpy.indices((2, 3, 4))
for name in ("UINT8", "UINT16", "FLOAT32"):
    for form in ("classic", "big"):
        path = folder / f"{name}_{form}.tif"
        with tifffile.TiffFile(path) as file:
            assert file.is_bigtiff == (form == "big"), path
            assert len(file.pages) == 2, path
            data = numpy.stack([page.asarray() for page in file.pages])
            assert data.dtype == numpy.dtype(name.lower()), path
            assert numpy.array_equal(data, 100 * z + 10 * y + x), path
            assert file.imagej_metadata["spacing"] == 50 and file.imagej_metadata["unit"] == "nm", path
