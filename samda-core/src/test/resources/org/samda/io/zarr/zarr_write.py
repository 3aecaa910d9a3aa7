# SPDX-License-Identifier: Apache-2.0
"""Writes arrays in all ways that zarr-python 2 has: voxel (x, y, z) is (3 x + 37 y + 11 z) % 256, less 128 in signed types."""
import sys
from pathlib import Path

import numpy
import zarr
from numcodecs import Blosc, GZip, Zlib, Zstd

folder = Path(sys.argv[1])
z, y, x = numpy.indices((9, 20, 33))
values = (3 * x + 37 * y + 11 * z) % 256


def typed(dtype):
    signed = numpy.dtype(dtype).kind != "u"
    return (values - 128 if signed else values).astype(dtype)


codecs = {"none": None, "gzip": GZip(5), "zlib": Zlib(1), "zstd": Zstd(3)}
for name in ("lz4", "lz4hc", "blosclz", "zlib", "zstd"):
    for shuffle in (Blosc.NOSHUFFLE, Blosc.SHUFFLE, Blosc.BITSHUFFLE):
        codecs["blosc-%s-%d" % (name, shuffle)] = Blosc(name, 5, shuffle)
for name, codec in codecs.items():
    array = zarr.open_array(str(folder / (name + ".zarr")), "w", shape=values.shape, chunks=(4, 7, 16), dtype="<u2",
                            compressor=codec, dimension_separator="/" if codec else ".")
    array[:] = typed("<u2")
for dtype in ("|u1", "|i1", ">u2", "<i2", ">i4", "<u4", "<i8", ">u8", "<f2", ">f4", "<f8"):
    for order in "CF":
        array = zarr.open_array(str(folder / ("%s-%s.zarr" % (dtype[1:] + dtype[0].replace("|", "_").replace("<", "l").replace(">", "b"), order))), "w",
                                shape=values.shape, chunks=(9, 20, 10), dtype=dtype, order=order)
        array[:] = typed(dtype)

sparse = zarr.open_array(str(folder / "missing.zarr"), "w", shape=values.shape, chunks=(9, 20, 11), dtype="u1", fill_value=7)
sparse[:, :, 11:22] = values[:, :, 11:22]

root = zarr.open_group(zarr.N5Store(str(folder / "group.n5")), "w")
for name, codec in {"raw": None, "gzip": GZip(5), "blosc": Blosc("lz4", 5, Blosc.SHUFFLE)}.items():
    root.create_dataset("volumes/" + name, data=typed("uint16"), chunks=(4, 7, 16), compressor=codec)

group = zarr.open_group(str(folder / "group.zarr"), "w")
group.create_dataset("deep/inside/volume", data=typed("u1"), chunks=(4, 7, 16))
