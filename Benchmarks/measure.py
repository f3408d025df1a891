"""One process, measured: seconds, peak memory, output."""
from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Run:
    seconds: float
    peak: int
    """Bytes of the largest single process."""
    code: int
    output: str
    errors: str

    def reason(self) -> str:
        """Why it failed, on one line."""
        last = [line for line in self.errors.strip().splitlines() if line.strip()]
        text = last[-1].strip() if last else ""
        return f"ended with code {self.code}" + (f": {text[:160]}" if text else "")


def measure(command: list[str], workers: int | None = None, limit: float = 1800, folder: Path | None = None) -> Run:
    """Runs a command to its end; after `limit` seconds it is killed."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    if workers is not None:
        for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            environment[name] = str(workers)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, env=environment, cwd=folder)
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        run = Run(seconds, usage.ru_maxrss * 1024, process.returncode, output.read().decode(errors="replace"),
                  errors.read().decode(errors="replace"))
    if seconds >= limit:
        run.errors = f"stopped after {limit:.0f} s"
    return run
