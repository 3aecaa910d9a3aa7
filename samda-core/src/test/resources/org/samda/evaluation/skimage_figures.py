# SPDX-License-Identifier: Apache-2.0
"""Writes what scikit-image says of each pair NAME.predicted, NAME.labelled of int32 ids: VOI with and without background, adapted Rand."""
import sys
from pathlib import Path

import numpy
from skimage.metrics import adapted_rand_error, variation_of_information

for file in sorted(Path(sys.argv[1]).glob("*.predicted")):
    predicted = numpy.fromfile(file, "<i4")
    labelled = numpy.fromfile(file.with_suffix(".labelled"), "<i4")
    figures = [
        *variation_of_information(labelled, predicted),
        *variation_of_information(labelled, predicted, ignore_labels=[0]),
        *adapted_rand_error(labelled, predicted),
    ]
    file.with_suffix(".figures").write_text(" ".join(repr(float(figure)) for figure in figures))
