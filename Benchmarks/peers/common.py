"""What every peer shares: documents in, shingles, pairs out, and the clock.

A peer is a script `PEER.py CORPUS PAIRS [--workers N] [--bands B] [--rows R] [--threshold T]` that
calls `main` with a function from options to pairs of row numbers. The clock runs while that
function does: reading, normalising, shingling, sketching and proposing, without the start of the
interpreter and the imports. One JSON object on standard output tells the seconds and the version.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from archive.truth import K, normalise  # noqa: E402


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--bands", type=int, default=14)
    parser.add_argument("--rows", type=int, default=9)
    parser.add_argument("--threshold", type=float, default=0.7)
    return parser.parse_args()


def rows(corpus: Path) -> Iterator[dict[str, Any]]:
    """The rows of every JSON Lines file, by name of file."""
    for path in sorted(corpus.rglob("*.jsonl")):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)


def texts(corpus: Path) -> list[str]:
    return [row["text"] for row in rows(corpus)]


def shingles(text: str) -> list[str]:
    """The distinct shingles of a text as strings: five normalised words and a space between."""
    words = normalise(text)
    if len(words) < K:
        return [" ".join(words)] if words else []
    return list({" ".join(words[i : i + K]) for i in range(len(words) - K + 1)})


def spread(work: Callable[[Any], Any], items: Iterable[Any], workers: int, chunk: int = 64) -> list[Any]:
    """`work` over the items, in order, in this process or in a pool of them."""
    if workers == 1:
        return [work(item) for item in items]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return pool.map(work, items, chunksize=chunk)


def answers(found: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    """The pairs in what an index answers for each row."""
    return {(min(a, b), max(a, b)) for a, near in enumerate(found) for b in near if a != b}


def groups(members: Iterable[list[int]], greatest: int = 1000) -> set[tuple[int, int]]:
    """The pairs of each group; of a larger one, the pairs with its first member alone."""
    pairs: set[tuple[int, int]] = set()
    for group in members:
        group = sorted(group)
        if len(group) <= greatest:
            pairs.update(combinations(group, 2))
        else:
            pairs.update((group[0], other) for other in group[1:])
    return pairs


def main(package: str, run: Callable[[argparse.Namespace], set[tuple[int, int]]]) -> None:
    chosen = options()
    began = time.perf_counter()
    pairs = run(chosen)
    seconds = time.perf_counter() - began
    with open(chosen.pairs, "w", encoding="utf-8") as file:
        file.writelines(f"{a}\t{b}\n" for a, b in sorted(pairs))
    print(json.dumps({"seconds": seconds, "version": metadata.version(package), "pairs": len(pairs)}))
