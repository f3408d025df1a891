"""Who takes part: Stemma and its peers, each with a way to run it once."""
from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bands import Pair, Truth, exported, numbered
from measure import Run, measure

HERE = Path(__file__).resolve().parent
PEERS = {"datasketch": "datasketch", "rensa": "rensa", "gaoya": "gaoya", "gaoya_raw": "gaoya", "text_dedup": "text-dedup"}
SETTINGS = {"usual": (14, 9, 0.7), "wide": (24, 3, 0.2)}
NEAR_DUPLICATE = ("load", "fingerprint", "index", "learn", "propose")


@dataclass
class Result:
    """One run: seconds, peak bytes, version, or the reason why there is none."""

    seconds: float = 0
    peak: int = 0
    version: str = ""
    failure: str = ""
    stages: dict[str, float] = field(default_factory=dict)


@dataclass
class Contender:
    name: str
    note: str
    workers: int
    run: Callable[[], Result]
    pairs: Callable[[Truth], list[Pair]] | None = None


@dataclass
class Place:
    """Where the files of a measurement are."""

    corpus: Path
    work: Path
    binaries: Path
    venv: Path

    @property
    def store(self) -> Path:
        return self.work / "store"

    @property
    def export(self) -> Path:
        return self.work / "export"


def failed(run: Run) -> Result:
    return Result(failure=run.reason())


def version(place: Place) -> str:
    return measure([str(place.binaries / "stemma"), "--version"]).output.strip()


def peer(place: Place, name: str, settings: str, workers: int) -> Contender:
    bands, rows, threshold = SETTINGS[settings]
    found = place.work / f"{name}.{settings}.{workers}.pairs"

    def once() -> Result:
        python = place.venv / name / "bin" / "python"
        if not python.exists():
            return Result(failure="could not be installed")
        run = measure([str(python), str(HERE / "peers" / f"{name}_peer.py"), str(place.corpus), str(found), "--workers", str(workers),
                       "--bands", str(bands), "--rows", str(rows), "--threshold", str(threshold)], workers)
        if run.code:
            return failed(run)
        told = json.loads(run.output.strip().splitlines()[-1])
        return Result(told["seconds"], run.peak, told["version"])
    label = name.replace("_raw", ", its own words").replace("_", "-")
    return Contender(label, f"{bands}×{rows}, {threshold:g}", workers, once, lambda truth: numbered(found, truth))


def whole_pass(place: Place, workers: int) -> Contender:
    """Everything from nothing: read, fingerprint, match, cluster, trace, commit."""
    settings = place.work / "pipeline.yaml"

    def once() -> Result:
        shutil.rmtree(place.store, ignore_errors=True)
        settings.write_text("# Every setting has its default.\n", encoding="utf-8")
        run = measure([str(place.binaries / "stemma"), "run", "--config", str(settings), "--store", str(place.store), "--corpus", str(place.corpus),
                       "--no-report", "--workers", str(workers), "--progress", "plain"])
        if run.code not in (0, 2):
            return failed(run)
        return Result(run.seconds, run.peak, version(place), stages=stages_told(run.errors))

    def pairs(truth: Truth) -> list[Pair]:
        place.export.mkdir(exist_ok=True)
        for kind in ("pieces", "matches", "clusters", "lineage"):
            measure([str(place.binaries / "stemma"), "export", kind, "--config", str(settings), "--store", str(place.store), "--output",
                     str(place.export / f"{kind}.jsonl")])
        return exported(place.export, truth)
    return Contender("stemma run", "whole pass", workers, once, pairs)


def stages_told(progress: str) -> dict[str, float]:
    """Seconds of each stage, from its last line in the plain progress."""
    ended = re.findall(r"^(\w+) .*\bdone in (?:(\d+) h ?)?(?:(\d+) min ?)?(?:([\d.]+) s)?$", progress, re.MULTILINE)
    return {stage: int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0) for stage, hours, minutes, seconds in ended}


def engine(place: Place, workers: int) -> Contender:
    """The near-duplicate part: load, shingle, sketch, propose. Peak memory is that of all stages."""
    def once() -> Result:
        run = measure([str(place.binaries / "stemma-bench"), str(place.corpus), "--workers", str(workers)])
        if run.code:
            return failed(run)
        stages = {words[0]: float(words[1]) for words in map(str.split, run.output.splitlines()) if len(words) > 4 and words[2] == "s"}
        return Result(sum(stages.get(name, 0) for name in NEAR_DUPLICATE), run.peak, version(place), stages=stages)
    return Contender("stemma, near-duplicate part", "24×3", workers, once)


def passim() -> Contender:
    reason = ("not in the Python package index (the name there belongs to another program); "
              "its own installation needs Spark with GraphFrames")
    return Contender("passim, pairwise", "", 0, lambda: Result(failure=reason))


def everyone(place: Place, cores: int, brief: bool) -> list[Contender]:
    """All that takes part; in brief, peers with their usual settings on all cores alone."""
    widths = sorted({1, cores}, reverse=True)
    made = [whole_pass(place, n) for n in reversed(widths)] + [engine(place, n) for n in widths]
    for name in PEERS:
        made += [peer(place, name, "usual", n) for n in widths if n == cores or not brief]
        made += [] if brief else [peer(place, name, "wide", cores)]
    return made + [passim()]


def install(venv: Path, packages: dict[str, str]) -> None:
    """One virtual environment a name, with the packages given for it, so that no peer's needs stand in another's way."""
    for name, wanted in packages.items():
        folder = venv / name
        if (folder / "bin" / "python").exists():
            continue
        done = measure([sys.executable, "-m", "venv", str(folder)])
        if not done.code:
            done = measure([str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *wanted.split()])
        if done.code:
            shutil.rmtree(folder, ignore_errors=True)
            print(f"{wanted}: {done.reason()}", file=sys.stderr)
