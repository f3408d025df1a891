"""Measure what was read from article pages against their gold title, authors, date and body.

A set is a folder with gold.jsonl, one page a row: `page` (an HTML file below the folder, plain or
.gz), `title`, `authors`, `date` (its first ten characters are the day in the page's own time zone)
and `body`. An empty list of authors says that there are none; any other field that a gold row leaves
empty is not counted. A page that was not read counts as missed.
"""
from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SINGLE, DOUBLE = "‘’‚‛‹›′`´", "“”„‟«»″「」『』"
QUOTES = {ord(mark): "'" for mark in SINGLE} | {ord(mark): '"' for mark in DOUBLE}
# Runs of letters and digits; where a script puts no spaces between words, each character.
WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|"
                  r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def fold(text: object) -> str:
    """Compatibility forms, case, quotation marks and white space made alike."""
    folded = unicodedata.normalize("NFKC", str(text or "").translate(QUOTES)).casefold()
    return " ".join(folded.translate(QUOTES).split())


def words(text: object) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFKC", str(text or "")).casefold()))


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """F1 of two bags of words."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


@dataclass
class Articles:
    """Counts over the pages of a set."""

    pages: int = 0
    single: int = 0
    titles: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    bodies: list[float] = field(default_factory=list)
    hits: int = 0
    said: int = 0
    wanted: int = 0

    def add(self, gold: dict[str, Any], pieces: list[dict[str, Any]]) -> None:
        """One page and what was exported for it; the answer is the piece with the longest text."""
        self.pages += 1
        self.single += len(pieces) == 1
        bags = [words(piece.get("text")) for piece in pieces]
        longest = max(range(len(pieces)), key=lambda n: (bags[n].total(), -n), default=None)
        piece = {} if longest is None else pieces[longest]
        if gold.get("title"):
            self.titles.append(fold(piece.get("title")) == fold(gold["title"]))
        if gold.get("date"):
            day = piece.get("posted") or piece.get("published") or ""
            self.dates.append(day[:10] == gold["date"][:10])
        if gold.get("body"):
            self.bodies.append(0.0 if longest is None else overlap(bags[longest], words(gold["body"])))
        if gold.get("authors") is not None:     # an empty list says that the page names none
            wanted, said = ({fold(name) for name in names or ()} - {""} for names in (gold["authors"], piece.get("authors")))
            self.hits += len(wanted & said)
            self.said += len(said)
            self.wanted += len(wanted)

    @property
    def author(self) -> float | None:
        return 2 * self.hits / (self.said + self.wanted) if self.said + self.wanted else None


def mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
