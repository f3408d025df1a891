#!/usr/bin/env python3
"""Measure Stemma and its peers on one archive, in the same minutes, and print a table.

    bench.py [--archive DIR | --pieces N --seed S] [--runs N] [--only NAME,…] [--brief]

DIR holds JSON Lines files whose rows have `id` and `text`, or `corpus` with such files and `truth`
beside it, as make_archive.py writes them; without a truth there is no recall. Before every run
`sha256sum` reads the same files: its time is the yardstick. Nothing that fails ends the whole; its
row tells why. A run that took longer than a minute is not repeated.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from bands import Truth  # noqa: E402
from contenders import PEERS, Place, Result, everyone, install  # noqa: E402
from measure import measure  # noqa: E402
from table import Entry, table  # noqa: E402
from score_archive import score  # noqa: E402

HERE = Path(__file__).resolve().parent
LONG = 60.0


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--pieces", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="beginnings of names, with commas between")
    parser.add_argument("--brief", action="store_true", help="peers with their usual settings and all cores alone")
    parser.add_argument("--binaries", type=Path, default=HERE.parent / ".build" / "release")
    parser.add_argument("--work", type=Path, default=HERE / "results")
    parser.add_argument("--venv", type=Path, default=HERE / ".venv")
    return parser.parse_args()


def archive(chosen: argparse.Namespace) -> tuple[Path, str]:
    """The archive and its name in the table; made when there is none yet."""
    if chosen.archive:
        return chosen.archive.resolve(), "an archive of one's own"
    folder = chosen.work / f"archive-{chosen.pieces}-{chosen.seed}"
    if not (folder / "truth" / "manifest.json").exists():
        made = measure([sys.executable, str(HERE / "make_archive.py"), "--out", str(folder), "--pieces", str(chosen.pieces),
                        "--seed", chosen.seed, "--jobs", str(os.cpu_count() or 1), "--quiet"])
        if made.code:
            sys.exit(f"bench: no archive could be made in {folder}: {made.reason()}. Remove that folder and try again.")
    return folder.resolve(), f"make_archive.py --pieces {chosen.pieces} --seed {chosen.seed}"


def main() -> None:
    chosen = options()
    chosen.work.mkdir(parents=True, exist_ok=True)
    folder, name = archive(chosen)
    corpus = folder / "corpus" if (folder / "corpus").is_dir() else folder
    files = sorted(str(path) for path in corpus.rglob("*.jsonl"))
    if not files:
        sys.exit(f"bench: {corpus} has no .jsonl files.")
    place = Place(corpus, chosen.work.resolve(), chosen.binaries.resolve(), chosen.venv.resolve())
    install(place.venv, PEERS)
    wanted = tuple(filter(None, chosen.only.split(",")))
    entries = [Entry(one) for one in everyone(place, os.cpu_count() or 1, chosen.brief) if not wanted or one.name.startswith(wanted)]
    yard: list[float] = []
    for number in range(chosen.runs):
        for entry in entries:
            if entry.failure or any(run.seconds > LONG for run, _ in entry.runs):
                continue
            yard.append(measure(["sha256sum", *files]).seconds)
            try:
                entry.runs.append((entry.contender.run(), yard[-1]))
            except (OSError, ValueError, LookupError) as error:
                entry.runs.append((Result(failure=f"{type(error).__name__}: {error}"), yard[-1]))
            last = entry.runs[-1][0]
            print(f"{number + 1} {entry.contender.name} {entry.contender.note} {entry.contender.workers}: "
                  f"{last.failure or f'{last.seconds:.2f} s'}", file=sys.stderr, flush=True)
    text = report(entries, place, folder / "truth", files, yard, name)
    (place.work / "table.md").write_text(text, encoding="utf-8")
    print(text)


def report(entries: list[Entry], place: Place, truth_folder: Path, files: list[str], yard: list[float], name: str) -> str:
    """Recall and precision where there is a truth, then the table."""
    pieces = sum(sum(1 for _ in open(path, "rb")) for path in files)
    quality = ""
    if truth_folder.is_dir():
        truth = Truth(truth_folder, place.corpus)
        seen: set[tuple[str, str]] = set()
        for entry in entries:
            who = entry.contender
            if who.pairs is None or entry.failure or (who.name, who.note) in seen:
                continue
            seen.add((who.name, who.note))
            try:
                entry.score = truth.score(who.pairs(truth))
            except (OSError, ValueError, LookupError) as error:
                print(f"{who.name}: not scored: {type(error).__name__}: {error}", file=sys.stderr)
        if any(entry.score and entry.contender.name == "stemma run" for entry in entries):
            rows = score(truth_folder, place.export, {"match", "passage", "trap", "cluster"}).rows
            quality = "\nThe whole pass, by score_archive.py:\n\n| | | |\n|---|--:|--:|\n" + "".join(
                f"| {title} | {value:.4f} | {f'{n:g}/{d:g}' if d else ''} |\n" for title, value, n, d in rows if value is not None and kept(title))
    return table(entries, sum(os.path.getsize(path) for path in files), pieces, yard, name) + quality


def kept(title: str) -> bool:
    """The rows of the scorer that the table shows."""
    return ("contains in digest" in title and "found" in title) or title in (
        "match relation quotation found", "match relation excerpt found", "match pairs that share text, of all exported",
        "passage bytes F1", "trap all matched", "trap all merged", "cluster adjusted Rand index", "cluster B-cubed F1")


if __name__ == "__main__":
    main()
