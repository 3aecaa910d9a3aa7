# SPDX-License-Identifier: Apache-2.0
"""Writes volumes of all types with nibabel, and beside each the values it reads back, float64, x fastest."""
import sys
from pathlib import Path

import nibabel
import numpy

folder = Path(sys.argv[1])
random = numpy.random.default_rng(1)
affine = numpy.array([[-0.7, 0.1, 0.05, 12.5], [0.1, 0.69, 0.2, -7], [0, -0.15, 1.4, 30], [0, 0, 0, 1]])
types = ["uint8", "int8", "int16", "uint16", "int32", "uint32", "float32", "float64"]

for number, name in enumerate(types):
    for order in "<>":
        kind = numpy.dtype(name).newbyteorder(order)
        shape = (5, 4, 3)
        if kind.kind == "f":
            data = random.normal(0, 100, shape)
        else:
            limits = numpy.iinfo(kind)
            data = random.integers(limits.min, min(limits.max, 2**31 - 1), shape, dtype=numpy.int64)
        header = nibabel.Nifti1Header(endianness=order)
        image = nibabel.Nifti1Image(data.astype(kind), affine, header)
        image.set_data_dtype(kind)
        image.header.set_xyzt_units("micron" if number % 2 else "mm", "sec")
        image.set_qform(affine, 1)
        image.header["descrip"] = b"volume of " + name.encode()
        path = folder / f"{name}_{'little' if order == '<' else 'big'}.nii{'.gz' if number % 3 else ''}"
        image.to_filename(path)

scaled = nibabel.Nifti1Image(random.normal(0, 1, (6, 5, 2)), affine)
scaled.set_data_dtype(numpy.int16)
scaled.to_filename(folder / "scaled.nii.gz")

extended = nibabel.Nifti1Image(random.integers(0, 255, (3, 7, 2)).astype("uint8"), affine)
extended.header.extensions.append(nibabel.nifti1.Nifti1Extension("comment", b"twelve monkeys " * 9))
extended.to_filename(folder / "extended.nii")

for path in sorted(folder.glob("*.nii*")):
    image = nibabel.load(path)
    values = numpy.asarray(image.get_fdata(dtype=numpy.float64))
    Path(str(path) + ".f64").write_bytes(values.astype("<f8").tobytes(order="F"))
