# SPDX-License-Identifier: Apache-2.0
"""Objects as SciPy and scikit-image find and measure them: FOLDER has labels.u8 (32 x 28 x 24), gets a table for each case."""
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage import measure

folder = Path(sys.argv[1])
stored = np.fromfile(folder / "labels.u8", np.uint8).reshape(24, 28, 32)


def table(labels, connectivity, name):
    structure = ndimage.generate_binary_structure(3, connectivity)
    rows = []
    for label in np.unique(labels[labels > 0]):
        found, count = ndimage.label(labels == label, structure)
        other = measure.label(labels == label, connectivity=connectivity)
        assert np.array_equal(found, other)
        for region in measure.regionprops(found):
            z, y, x = region.coords[0]
            covariance = np.cov(region.coords.T, bias=True) + np.eye(3) / 12
            variances = np.linalg.eigvalsh(covariance * np.outer([3, 1, 1], [3, 1, 1]))
            bounds = np.array(region.bbox)[[2, 5, 1, 4, 0, 3]]
            centre = ndimage.center_of_mass(found == region.label)[::-1]
            row = [label, region.area, *centre, *bounds, np.sqrt(variances[2] / variances[0])]
            rows.append(((z, y, x), row))
    rows.sort(key=lambda row: row[0])
    np.savetxt(folder / name, [row for _, row in rows], fmt="%.9g", delimiter=",")


for connectivity, neighbours in ((1, 6), (2, 18), (3, 26)):
    table(stored, connectivity, f"{neighbours}.csv")
filled = ndimage.binary_fill_holes(stored > 0).astype(np.uint8)
table(filled, 1, "filled.csv")
