# SPDX-License-Identifier: Apache-2.0
"""Whole processes of either program: their output, seconds and peak memory."""
import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PYTHON = "/usr/bin/python3"
HERE = Path(__file__).resolve().parent

# What the launcher of samda sets for libtorch, so that the opponent has the same conditions.
ALLOCATION = {
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "67108864",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}


@dataclass(frozen=True)
class Done:
    """A process that has ended well."""

    output: str
    seconds: float
    peak_mb: float

    def json(self):
        return json.loads(self.output)


def run(command, environment=None):
    """Runs a command under GNU time; ends the program with its error output if it fails."""
    command = [str(part) for part in command]
    with tempfile.NamedTemporaryFile("r", suffix=".time") as measured:
        begin = time.perf_counter()
        ended = subprocess.run(
            ["/usr/bin/time", "-q", "-f", "%M", "-o", measured.name, *command],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        seconds = time.perf_counter() - begin
        if ended.returncode:
            raise SystemExit(f"{' '.join(command)}: exit status {ended.returncode}\n{ended.stderr[-3000:]}")
        return Done(ended.stdout, seconds, int(measured.read().split()[-1]) * 1.024e-3)


def save(file, value):
    """As JSON; the file is there as a whole or not at all."""
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(value, indent=1) + "\n")
    part.replace(file)


class Samda:
    """The program, built before it is timed."""

    def __init__(self, program, threads):
        self.program, self.threads = program, threads
        run([program, "--version"])

    def run(self, arguments, environment=None):
        return run([self.program, *arguments], environment)


class Opponent:
    """Scripts of this folder under Debian's Python."""

    def __init__(self, threads):
        self.threads = threads
        self.environment = {**ALLOCATION, "OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}

    def check(self):
        """Versions; refuses to be compared with PyTorch on a BLAS that is no match for anything."""
        try:
            found = self.run(["versions.py"]).json()
        except SystemExit as error:
            raise SystemExit(f"{PYTHON} has no PyTorch to compare with; see bench/README.md. {error}") from error
        if not found["blas"] or not all("openblas-pthread" in path or "openblas-openmp" in path for path in found["blas"]):
            raise SystemExit(
                f"PyTorch uses the BLAS {found['blas']}, expected openblas-pthread: with the reference BLAS it is up to 40 times "
                "slower, and the comparison would be worth nothing. Install libopenblas0-pthread (Debian), or choose it by "
                "update-alternatives --config libblas.so.3-x86_64-linux-gnu")
        return found

    def run(self, arguments):
        script, *rest = arguments
        if script != "versions.py":
            rest += ["--threads", self.threads]
        return run([PYTHON, HERE / script, *rest], self.environment)
