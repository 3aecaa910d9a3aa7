# SPDX-License-Identifier: Apache-2.0
"""Which Python, PyTorch, NumPy and SciPy these are, and which BLAS PyTorch has loaded: as JSON."""
import json
import platform
import re

import numpy
import scipy
import torch

torch.ones(2, 2) @ torch.ones(2, 2)
with open("/proc/self/maps") as maps:
    blas = sorted(set(re.findall(r"/\S*/libblas\.so\S*", maps.read())))
print(json.dumps({
    "python": platform.python_version(),
    "torch": torch.__version__,
    "numpy": numpy.__version__,
    "scipy": scipy.__version__,
    "blas": blas,
}))
