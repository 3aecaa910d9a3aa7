# SPDX-License-Identifier: Apache-2.0
"""Compares copies, as they were written by the program under test, with the volumes that nibabel wrote."""
import sys
from pathlib import Path

import nibabel
import numpy

theirs, ours = Path(sys.argv[1]), Path(sys.argv[2])
names = [path for path in sorted(theirs.iterdir()) if path.suffix in (".nii", ".gz")]
assert len(names) == 18, names
for path in names:
    before = nibabel.load(path)
    after = nibabel.load(ours / path.name)
    assert after.shape == before.shape, path
    assert after.header.get_xyzt_units() == before.header.get_xyzt_units(), path
    assert after.header["descrip"] == before.header["descrip"], path
    for field in ("qform_code", "sform_code", "pixdim", "quatern_b", "quatern_c", "quatern_d", "qoffset_x",
                  "qoffset_y", "qoffset_z", "srow_x", "srow_y", "srow_z"):
        assert numpy.array_equal(after.header[field], before.header[field]), (path, field)
    assert numpy.array_equal(after.affine, before.affine), path
    assert numpy.array_equal(after.get_fdata(), before.get_fdata().astype("float32")), path

own = nibabel.load(ours / "own.nii.gz")
assert own.shape == (4, 3, 2)
assert own.get_data_dtype() == numpy.dtype("<f4")
assert own.header.get_xyzt_units()[0] == "mm"
assert numpy.allclose(own.header.get_zooms(), (5e-6, 8e-6, 5e-5), rtol=1e-6)
assert numpy.allclose(own.affine, numpy.diag([5e-6, 8e-6, 5e-5, 1]), rtol=1e-6)
x, y, z = numpy.indices((4, 3, 2))
assert numpy.array_equal(own.get_fdata(), 100 * z + 10 * y + x + 0.5)
