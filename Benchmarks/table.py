"""The table of the day, in Markdown."""
from __future__ import annotations

import datetime
import os
import platform
from pathlib import Path
from statistics import median

from bands import Score
from contenders import Contender, Result
from score_archive import BANDS


class Entry:
    """A contender, its runs, and the yardstick taken just before each of them."""

    def __init__(self, contender: Contender):
        self.contender = contender
        self.runs: list[tuple[Result, float]] = []
        self.score: Score | None = None

    @property
    def failure(self) -> str:
        return next((run.failure for run, _ in self.runs if run.failure), "")

    @property
    def seconds(self) -> float:
        return median(run.seconds for run, _ in self.runs)

    @property
    def ratio(self) -> float:
        """Time over that of the yardstick."""
        return median(run.seconds / yard for run, yard in self.runs)

    def stages(self) -> dict[str, float]:
        names = self.runs[0][0].stages if self.runs else {}
        return {name: median(run.stages.get(name, 0) for run, _ in self.runs) for name in names}


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def machine() -> str:
    """Cores, memory and the name of the processor; nothing that tells where it stands."""
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")),
                 platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[1]
    return f"{os.cpu_count()} cores, {model}, {memory:.0f} GiB of memory; load at the end {load:.1f}; Python {platform.python_version()}"


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def table(entries: list[Entry], size: int, pieces: int, yard: list[float], corpus: str) -> str:
    megabytes = size / 1e6
    bands = [f"{low:g}–{high:g}" for low, high in BANDS]
    out = [f"{datetime.date.today().isoformat()}; {machine()}.", "", f"{corpus}: {pieces:,} pieces, {megabytes:.1f} MB. `sha256sum`: "
           f"{megabytes / median(yard):.0f} MB/s (median of {len(yard)}, from {megabytes / max(yard):.0f} to {megabytes / min(yard):.0f}).", ""]
    out += [row(["program", "version", "settings", "cores", "runs", "s", "MB/s", "pieces/s", "× sha256sum", "peak MB"]),
            row(["---"] * 3 + ["--:"] * 7)]
    for entry in entries:
        who = entry.contender
        if entry.failure or not entry.runs:
            out.append(row([who.name, "", who.note, str(who.workers or ""), "", entry.failure or "not run", "", "", "", ""]))
            continue
        first = entry.runs[0][0]
        out.append(row([who.name, first.version, who.note, str(who.workers), str(len(entry.runs)), f"{entry.seconds:.2f}",
                        f"{megabytes / entry.seconds:.1f}", f"{pieces / entry.seconds:,.0f}", f"{entry.ratio:.1f}",
                        f"{max(run.peak for run, _ in entry.runs) / 1e6:.0f}"]))
    scored = [entry for entry in entries if entry.score is not None]
    if scored:
        out += ["", "Recall by true resemblance; precision of all pairs, and of those that truly resemble each other so much:", "",
                row(["program", "settings", *bands, "precision", "<0.2", *bands]), row(["---"] * 2 + ["--:"] * (2 * len(bands) + 2))]
        for entry in scored:
            score = entry.score
            assert score is not None
            out.append(row([entry.contender.name, entry.contender.note, *(share(score.recall(n)) for n in range(len(BANDS))),
                            share(score.whole_precision()), *(share(score.precision(n)) for n in (None, *range(len(BANDS))))]))
    for entry in entries:
        stages = {} if entry.failure else entry.stages()
        if stages:
            out += ["", f"Stages of {entry.contender.name.replace(', near-duplicate part', '-bench')}, {entry.contender.workers} workers:", "",
                    row(["stage", "s", "MB/s"]), row(["---", "--:", "--:"])]
            out += [row([name, f"{took:.3f}", f"{megabytes / took:,.0f}" if took >= 0.001 else "–"]) for name, took in stages.items()]
    return "\n".join(out + ["", *ratios(entries)]) + "\n"


def ratios(entries: list[Entry]) -> list[str]:
    """How many times longer each peer takes than Stemma on as many cores; by ratios to the yardstick."""
    ours = {(e.contender.name, e.contender.workers): e.ratio for e in entries if e.runs and not e.failure and e.contender.name.startswith("stemma")}
    out = [row(["peer", "settings", "cores", "× near-duplicate part", "× whole pass"]), row(["---", "---", "--:", "--:", "--:"])]
    for entry in entries:
        who = entry.contender
        if not entry.runs or entry.failure or who.name.startswith("stemma"):
            continue
        part, whole = ours.get(("stemma, near-duplicate part", who.workers)), ours.get(("stemma run", who.workers))
        out.append(row([who.name, who.note, str(who.workers), *(f"{entry.ratio / x:.1f}" if x else "–" for x in (part, whole))]))
    return ["How many times longer than Stemma:", "", *out]
