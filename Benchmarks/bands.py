"""Recall and precision of pairs by band of true resemblance.

Recall counts the planted copies and revisions that share twelve shingles or more. A pair is wrong
when its pieces hold no text of one family; its band is that of its own resemblance, counted. Pairs
of one family that the truth does not list are neither right nor wrong.
"""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.truth import compare, normalise, shingles
from score_archive import BANDS

Pair = tuple[str, str]
COPIES = ("copy", "revision", "exact")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def band_of(resemblance: float) -> int | None:
    """Index in BANDS; None below the first."""
    for number in reversed(range(len(BANDS))):
        if resemblance >= BANDS[number][0]:
            return number
    return None


@dataclass
class Score:
    """Counts by band: the planted pairs, those found, the right and the wrong ones reported."""

    planted: Counter[int | None] = field(default_factory=Counter)
    found: Counter[int | None] = field(default_factory=Counter)
    wrong: Counter[int | None] = field(default_factory=Counter)
    right: Counter[int | None] = field(default_factory=Counter)

    def recall(self, band: int) -> float | None:
        return self.found[band] / self.planted[band] if self.planted[band] else None

    def precision(self, band: int | None) -> float | None:
        reported = self.right[band] + self.wrong[band]
        return self.right[band] / reported if reported else None

    def whole_precision(self) -> float | None:
        reported = self.right.total() + self.wrong.total()
        return self.right.total() / reported if reported else None


class Truth:
    """What is planted in an archive, and the texts to count resemblance with."""

    def __init__(self, folder: Path, corpus: Path):
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self.places: dict[str, str] = {}
        for path in sorted(corpus.rglob("*.jsonl")):
            for number, row in enumerate(lines(path)):
                self.ids.append(row["id"])
                self.texts[row["id"]] = row["text"]
                self.places[f"{path.relative_to(corpus)}#{number}"] = row["id"]
        self.roots = {row["id"]: {row["family"], *row.get("roots", ())} for row in lines(folder / "pieces.jsonl")}
        self.relations = {(row["a"], row["b"]): row for row in lines(folder / "relations.jsonl")}
        self.read = lru_cache(maxsize=20_000)(lambda piece: shingles(normalise(self.texts[piece])))

    def score(self, pairs: Iterable[Pair]) -> Score:
        score = Score()
        reported = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
        listed: set[Pair] = set()
        for (a, b), row in self.relations.items():
            pair = (min(a, b), max(a, b))
            listed.add(pair)
            band = band_of(row["resemblance"])
            if row["how"] in COPIES and not row.get("weak"):
                score.planted[band] += 1
                score.found[band] += pair in reported
            score.right[band] += pair in reported
        for a, b in sorted(reported - listed):
            if not self.roots[a] & self.roots[b]:
                score.wrong[band_of(compare(self.read(a), self.read(b))[0])] += 1
        return score


def exported(folder: Path, truth: Truth) -> list[Pair]:
    """The pairs of an export: pieces.jsonl tells the row of each piece, matches.jsonl the pairs."""
    piece = {row["piece"]: truth.places.get(row["source"]) for row in lines(folder / "pieces.jsonl")}
    piece.update({name: name for name in truth.ids})
    return [
        (a, b) for row in lines(folder / "matches.jsonl")
        if (a := piece.get(row["a"])) is not None and (b := piece.get(row["b"])) is not None]


def numbered(path: Path, truth: Truth) -> list[Pair]:
    """The pairs that a peer wrote as numbers of rows."""
    with open(path, encoding="utf-8") as file:
        return [(truth.ids[int(a)], truth.ids[int(b)]) for a, b in (line.split("\t") for line in file)]
