# SPDX-License-Identifier: Apache-2.0
"""Checks volumes that the program under test wrote."""
import sys
from pathlib import Path

import mrcfile
import numpy

folder = Path(sys.argv[1])
z, y, x = numpy.indices((2, 3, 4))
expected = 100 * z + 10 * y + x
expected[1, 2, 3] = 255
for name, kind in (("UINT8", "uint16"), ("UINT16", "uint16"), ("FLOAT32", "float32")):
    path = folder / (name + ".mrc")
    assert mrcfile.validate(str(path)), path
    with mrcfile.open(path) as mrc:
        assert mrc.data.dtype == numpy.dtype(kind), path
        assert numpy.array_equal(mrc.data, expected), path
        assert mrc.is_volume(), path
        voxel = mrc.voxel_size
        assert numpy.allclose((voxel.x, voxel.y, voxel.z), (50, 80, 500)), voxel
        header = mrc.header
        assert header.dmin == expected.min() and header.dmax == expected.max(), path
        assert numpy.isclose(header.dmean, expected.mean()), path
        assert numpy.isclose(header.rms, expected.std()), path
