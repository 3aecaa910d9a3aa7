# SPDX-License-Identifier: Apache-2.0
"""Writes one volume, 100 z + 10 y + x, in many layouts with h5py, once as old programs do and once as the latest."""
import sys
from pathlib import Path

import h5py
import numpy

folder = Path(sys.argv[1])
z, y, x = numpy.indices((3, 5, 7))
volume = 100 * z + 10 * y + x
noise = (z * 7919 + y * 104729 + x * 1299709).astype("uint64") * 2654435761 % 2**32 >> 24


def write(file, latest):
    def add(name, data=volume, kind="uint8", **options):
        return file.create_dataset(name, data=data.astype(kind), **options)

    add("contiguous/uint8")
    for kind in ("<u2", ">u2", "<i2", ">i4", "<u4", "<i8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
        add("contiguous/" + kind.replace("<", "little_").replace(">", "big_"), kind=kind)
    chunk = (2, 2, 3)
    add("chunked/plain", chunks=chunk)
    add("chunked/gzip", kind="uint16", chunks=chunk, compression="gzip")
    add("chunked/shuffled", kind="float32", chunks=chunk, compression="gzip", shuffle=True)
    add("chunked/checksum", kind="uint16", chunks=chunk, compression="gzip", shuffle=True, fletcher32=True)
    add("chunked/lzf", kind="int32", chunks=(3, 5, 7), compression="lzf", shuffle=True)
    add("chunked/ones", chunks=(1, 1, 1))
    add("chunked/single", kind="uint16", chunks=(3, 5, 7), compression="gzip")
    add("chunked/growing", chunks=chunk, maxshape=(None, 5, 7))
    add("chunked/growing_packed", chunks=chunk, maxshape=(None, 5, 7), compression="gzip")
    add("chunked/growing_all", chunks=chunk, maxshape=(None, None, None), compression="gzip")
    add("noise/lzf", data=noise, chunks=(1, 5, 7), compression="lzf")
    add("axes/four", data=volume[None])
    add("axes/five", data=volume[None, None], chunks=(1, 1, 2, 2, 2))
    add("axes/behind", data=volume[..., None], chunks=(2, 2, 2, 1))
    add("axes/tagged", data=volume[:, None, :, :, None]).attrs["axistags"] = (
        '{"axes": [{"key": "z"}, {"key": "t"}, {"key": "y"}, {"key": "x"}, {"key": "c"}]}')
    add("section/image", data=volume[0])
    add("refused/channels", data=numpy.stack([volume, volume]))
    add("refused/turned").attrs["axistags"] = '{"axes": [{"key": "x"}, {"key": "y"}, {"key": "z"}]}'
    add("refused/row", data=volume[0, 0])
    file["refused/text"] = numpy.array([[b"a", b"b"]])
    file["refused/unwritten"] = numpy.zeros(0)
    del file["refused/unwritten"]
    file.create_dataset("refused/unwritten", (3, 5, 7), "uint8")
    file.create_dataset("strange/external", (3, 5, 7), "uint8", external=[("elsewhere.raw", 0, 105)])
    file["refused/soft"] = h5py.SoftLink("/contiguous/uint8")
    file["refused/away"] = h5py.ExternalLink("other.h5", "/data")
    add("refused/scaled", kind="int32", chunks=chunk, scaleoffset=4)
    sparse = file.create_dataset("sparse/filled", (3, 5, 7), "uint8", chunks=(1, 5, 7), fillvalue=9)
    sparse[1] = volume[1]
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((3, 5, 7))
    small = h5py.h5d.create(file["contiguous"].id, b"compact", h5py.h5t.STD_U8LE, space, compact)
    small.write(space, space, volume.astype("uint8"))
    mask = file.create_dataset("mask/bool", data=volume > 150, chunks=chunk)
    mask.attrs["element_size_um"] = numpy.array([0.05, 0.008, 0.004])
    add("size/cremi").attrs["resolution"] = (40.0, 4.0, 4.0)
    virtual = h5py.VirtualLayout((3, 5, 7), "uint8")
    virtual[:] = h5py.VirtualSource("elsewhere.h5", "data", (3, 5, 7))
    if latest:
        file.create_virtual_dataset("strange/virtual", virtual)


for name, version in (("old.h5", "earliest"), ("latest.h5", "latest")):
    with h5py.File(folder / name, "w", libver=version) as opened:
        write(opened, version == "latest")
with h5py.File(folder / "block.h5", "w", userblock_size=512) as opened:
    opened.create_dataset("only/one", data=volume.astype("uint8"), chunks=(2, 2, 2))
