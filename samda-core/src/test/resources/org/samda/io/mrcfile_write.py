# SPDX-License-Identifier: Apache-2.0
"""Writes volumes of all modes with mrcfile, and beside each the values it reads back, float64, x fastest."""
import sys
from pathlib import Path

import mrcfile
import numpy

folder = Path(sys.argv[1])
random = numpy.random.default_rng(1)
for name in ("int8", "int16", "uint16", "float16", "float32"):
    for order in "<>":
        kind = numpy.dtype(name).newbyteorder(order)
        shape = (3, 4, 5)
        if kind.kind == "f":
            data = random.normal(0, 100, shape)
        else:
            limits = numpy.iinfo(kind)
            data = random.integers(limits.min, limits.max, shape, dtype=numpy.int64)
        path = folder / f"{name}_{'little' if order == '<' else 'big'}.mrc"
        with mrcfile.new(path) as mrc:
            mrc.set_data(data.astype(kind))
            mrc.set_volume()
            mrc.voxel_size = (8, 16, 50)
            if name == "int16":
                mrc.set_extended_header(numpy.zeros(100, "V16"))
        Path(str(path) + ".f64").write_bytes(mrcfile.read(path).astype("<f8").tobytes())
