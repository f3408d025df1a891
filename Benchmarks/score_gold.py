#!/usr/bin/env python3
"""Score an export against pages that were annotated by hand.

    score_gold.py GOLD EXPORT [--sources DIR] [--misses]

GOLD holds one JSON file a page, and relations.json and lineage.json about the pieces of all pages;
EXPORT holds pieces.jsonl, matches.jsonl and lineage.jsonl; below DIR lie the texts of the pages
(without it nothing is said on evidence). Pages are known by the last part of their path. Whatever
was not exported is missed. All values lie between 0 and 1; the total is their mean.

A page: `source`; `chrome_lines`, `date_lines`, `blank_lines`; `pieces`, each with `id`, `lines`,
`title`, `kind`, `posted`, `published`, the lists `outlets`, `authors`, `translators`, `signatories`,
`categories` (values are names, or objects with `name` and the further names that are right in
`accept`), `accept_lines`, `accept_titles`, `accept_kinds`, and lists of `optional_` values, which count
neither way; `merged_readings`: pieces that may stand in place of their `parts`.

What is counted

  boundary       first and last lines; blank ones at an edge of a piece do not matter
  exact piece    pieces of which both are right
  chrome kept out, text kept
                 lines of the page that belong to no piece, and lines of its pieces
  title … category
                 on pieces laid on one another: an exported piece answers for the piece of the page
                 with which it shares most lines, at least a third of what both cover
  evidence       credits whose words stand on their line, of all credits and all values without one
  relation       strong pairs found; weak ones count neither way, and every other pair is wrong
  passage lines  lines of the passages of strong pairs, on both sides
  lineage        where a chain begins, all its steps, and no origin where none is declared
"""
from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Object = dict[str, Any]
Span = tuple[int, int]
Lines = set[int]

LEAST_OVERLAP = 1 / 3
ROLES = {"outlets": ("outlet", "agency"), "authors": ("author", "presenter"), "translators": ("translator",), "signatories": ("signatory",)}
LISTS = {"outlets": "outlet", "authors": "author", "translators": "translator", "signatories": "signatory", "categories": "category"}
F1 = ("boundary", "exact piece", *LISTS.values(), "relation", "passage lines")
ORDER = ("boundary", "exact piece", "chrome kept out", "text kept", "title", "kind", "posted", "published", *LISTS.values(), "evidence",
         "relation", "relation type", "relation direction", "passage lines", "lineage origin", "lineage chain", "no invented origin")


@dataclass
class Count:
    """What was right, among what was said and what was wanted."""

    right: int = 0
    said: int = 0
    wanted: int = 0


@dataclass
class Score:
    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in ORDER})
    misses: list[str] = field(default_factory=list)

    def one(self, name: str, right: bool, note: str) -> None:
        """A case that is right or not."""
        self.counts[name].wanted += 1
        self.counts[name].right += right
        if not right:
            self.misses.append(f"{name}: {note}")

    def many(self, name: str, right: int, said: int, wanted: int, note: str = "") -> None:
        count = self.counts[name]
        count.right, count.said, count.wanted = count.right + right, count.said + said, count.wanted + wanted
        if note and not right == said == wanted:
            self.misses.append(f"{name}: {note}: {right} right of {said} said and {wanted} wanted")

    def rows(self) -> list[tuple[str, float | None, int, int]]:
        """Name, value (None when nothing was counted), and the two numbers that it is made of."""
        out = []
        for name, count in self.counts.items():
            n, d = (2 * count.right, count.said + count.wanted) if name in F1 else (count.right, count.wanted)
            out.append((f"{name} F1" if name in F1 else name, n / d if d else None, n, d))
        values = [value for _, value, _, _ in out if value is not None]
        return [*out, ("total", sum(values) / len(values) if values else None, 0, 0)]


# ------------------------------------------------------------------ names and lines

def plain(text: object) -> str:
    """Letters and digits of a name or an address, in one case."""
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold().strip()
    for start in ("http://", "https://", "www."):
        folded = folded.removeprefix(start)
    return "".join(filter(str.isalnum, folded))


def names(value: str | Object) -> set[str]:
    """All forms under which a value is known."""
    known = [value] if isinstance(value, str) else [value.get("name"), value.get("domain"), *value.get("accept", ())]
    return {plain(one) for one in known} - {""}


def covered(ranges: Iterable[Iterable[int]]) -> Lines:
    return {line for first, last in ranges for line in range(first, last + 1)}


def likeness(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)


def spans(piece: Object) -> list[Span]:
    """The lines of a piece, and others that are as right."""
    return [(first, last) for first, last in (piece["lines"], *piece.get("accept_lines", ()))]


# ------------------------------------------------------------------ a page

class Page:
    """What a page holds, what was exported of it, and which is which."""

    def __init__(self, gold: Object, exported: list[Object]):
        self.source: str = gold["source"]
        self.blank: Lines = set(gold["blank_lines"])
        self.exported = exported
        self.places = [self.without_blanks(*(piece.get("lines") or (0, 0))) for piece in exported]
        self.pieces: dict[str, Object] = {piece["id"]: piece for piece in gold["pieces"]}
        self.stands_for: dict[str, str] = {}
        right_places = [span for piece in gold["pieces"] + gold["merged_readings"] for span in spans(piece)]
        self.chrome = (covered(gold["chrome_lines"]) | set(gold["date_lines"])) - self.blank - covered(right_places)
        for reading in gold["merged_readings"]:
            parts = [self.pieces[name] for name in reading["parts"]]
            if self.nearest(reading) > sum(map(self.nearest, parts)) / len(parts):
                self.pieces = {name: piece for name, piece in self.pieces.items() if name not in reading["parts"]} | {reading["id"]: reading}
                self.stands_for |= dict.fromkeys(reading["parts"], reading["id"])
        self.stands_for |= {name: name for name in self.pieces}
        self.answer = self.lay()

    def without_blanks(self, first: int, last: int) -> Span:
        while first < last and first in self.blank:
            first += 1
        while first < last and last in self.blank:
            last -= 1
        return first, last

    def nearest(self, piece: Object) -> float:
        return max((likeness(span, place) for span in spans(piece) for place in self.places), default=0)

    def lay(self) -> dict[str, int]:
        """The exported piece that answers for each piece: the most alike first."""
        likely = sorted((-max(likeness(span, place) for span in spans(piece)), name, number)
                        for name, piece in self.pieces.items() for number, place in enumerate(self.places))
        answer: dict[str, int] = {}
        for negative, name, number in likely:
            if -negative >= LEAST_OVERLAP and name not in answer and number not in answer.values():
                answer[name] = number
        return answer

    def both(self) -> Iterator[tuple[str, Object | None, Object | None]]:
        """A label, a piece of the page, and what was exported for it; then what answers for nothing."""
        for name, piece in self.pieces.items():
            yield name, piece, self.exported[self.answer[name]] if name in self.answer else None
        for number in sorted(set(range(len(self.exported))) - set(self.answer.values())):
            yield f"{self.source} {self.places[number]}", None, self.exported[number]


def score_places(score: Score, page: Page) -> None:
    def taken(said: list[Any], wanted: Iterable[list[Any]]) -> int:
        """How many are found, each of what was said used once."""
        left, found = list(said), 0
        for right in wanted:
            hit = next((one for one in left if one in right), None)
            if hit is not None:
                left.remove(hit)
                found += 1
        return found
    for side in (0, 1):
        found = taken([place[side] for place in page.places], ([span[side] for span in spans(piece)] for piece in page.pieces.values()))
        score.many("boundary", found, len(page.places), len(page.pieces), f"{page.source}, {('first', 'last')[side]} lines")
    score.many("exact piece", taken(page.places, map(spans, page.pieces.values())), len(page.places), len(page.pieces), page.source)
    inside = covered(page.places)
    # Who exports nothing has kept nothing out.
    score.many("chrome kept out", len(page.chrome - inside) if page.exported else 0, 0, len(page.chrome))
    for piece in page.pieces.values():
        wanted = set.intersection(*(covered([span]) for span in spans(piece))) - page.blank
        score.many("text kept", len(wanted & inside), 0, len(wanted))


def score_fields(score: Score, page: Page) -> None:
    for label, piece, export in page.both():
        gold, said = piece or {}, export or {}
        if gold.get("title") or said.get("title"):
            right = {plain(title) for title in (gold.get("title"), *gold.get("accept_titles", ())) if title}
            score.one("title", bool(said.get("title")) and plain(said["title"]) in right, f"{label}: {said.get('title')!r}")
        for name in ("posted", "published"):
            if gold.get(name) or said.get(name):
                score.one(name, gold.get(name) == said.get(name), f"{label}: {said.get(name)!r}, not {gold.get(name)!r}")
        if piece is not None:
            score.one("kind", said.get("kind") in (piece["kind"], *piece.get("accept_kinds", ())), f"{label}: {said.get('kind')!r}")
        for key, name in LISTS.items():
            left = list(gold.get(key, ()))
            either = {form for value in gold.get(f"optional_{key}", ()) for form in names(value)}
            right = wrong = 0
            for value in said.get(key) or ():
                hit = next((one for one in left if names(one) & names(value)), None)
                if hit is not None:
                    left.remove(hit)
                    right += 1
                else:
                    wrong += not names(value) & either
            score.many(name, right, right + wrong, right + len(left), label)


def score_evidence(score: Score, page: Page, lines: list[str]) -> None:
    if not page.exported:
        score.one("evidence", False, f"{page.source}: nothing was exported")
    for piece in page.exported:
        credits = piece.get("credits") or []
        for credit in credits:
            text, line = credit.get("text") or "", credit.get("line") or 0
            place = "\n".join(lines[line - 1 : line + text.count("\n")]) if 0 < line <= len(lines) else ""
            score.one("evidence", bool(text) and text in place, f"{page.source}: {text!r} does not stand on line {line}")
        for value, roles in values_of(piece):
            mine = [credit for credit in credits if credit.get("role") in roles]
            if not any(shows(credit, value) for credit in mine):
                score.one("evidence", False, f"{page.source}: no credit for {value!r}")


def values_of(piece: Object) -> Iterator[tuple[str | Object | None, tuple[str, ...]]]:
    """The values that a credit must show, with the roles that can; None where any credit of the role will do."""
    for key, roles in ROLES.items():
        for value in piece.get(key) or ():
            yield value, roles
    for key in ("posted", "published"):
        if piece.get(key):
            yield None, (key,)


def shows(credit: Object, value: str | Object | None) -> bool:
    return value is None or any(plain(credit.get("value")) == name or name in plain(credit.get("text")) for name in names(value))


# ------------------------------------------------------------------ pairs of pieces

Pair = frozenset[str | None]


def planted(rows: list[Object], stands_for: dict[str, str]) -> dict[Pair, Object]:
    """The pairs of the gold between pieces of these pages; a strong row goes before a weak one."""
    out: dict[Pair, Object] = {}
    for row in rows:
        a, b = stands_for.get(row["a"]), stands_for.get(row["b"])
        if a is None or b is None or a == b:
            continue
        merged = row.get("merged", {}) if (a, b) != (row["a"], row["b"]) else {}
        pair = frozenset((a, b))
        if pair not in out or row["strength"] == "strong":
            out[pair] = row | merged | {"a": a, "b": b}
    return out


def score_relations(score: Score, pages: list[Page], matches: list[Object], gold: Object) -> None:
    stands_for: dict[str, str] = {}
    page_of: dict[str, Page] = {}
    known: dict[str, str | None] = {}
    for page in pages:
        stands_for |= page.stands_for
        page_of |= dict.fromkeys(page.pieces, page)
        known |= {export["piece"]: label if piece else None for label, piece, export in page.both() if export}
    pairs = planted(gold["relations"], stands_for)
    strong = {pair: row for pair, row in pairs.items() if row["strength"] == "strong"}
    repeats = {stands_for.get(row["piece"]) for row in gold["self_repeats"]} - {None}
    found: dict[Pair, tuple[Object, bool]] = {}
    wrong = 0
    for match in matches:
        if match["a"] not in known or match["b"] not in known:
            continue
        a, b = known[match["a"]], known[match["b"]]
        pair = frozenset((a, b))
        if pair in strong and pair not in found:
            found[pair] = match, a != strong[pair]["a"]
        elif pair in strong or (pair not in pairs and not (a == b and a in repeats)):
            wrong += 1
            score.misses.append(f"relation: {a} {match.get('relation')} {b} is none, or was said before")
    score.many("relation", len(found), len(found) + wrong, len(strong))
    for pair, row in strong.items():
        match, turned = found.get(pair, ({}, False))
        label = f"{row['a']} {row['relation']} {row['b']}"
        if pair not in found:
            score.misses.append(f"relation: {label} was not found")
        right = row["accept_reversed"] if turned else [row["relation"], *row["accept_relations"]]
        score.one("relation type", match.get("relation") in right, f"{label}: {match.get('relation')!r}{', turned' if turned else ''}")
        direction = match.get("direction")
        if turned:
            direction = {"a-from-b": "b-from-a", "b-from-a": "a-from-b"}.get(str(direction), direction)
        score.one("relation direction", direction == row["direction"] or (direction == "unknown" and row["optional_direction"]),
                  f"{label}: {direction!r}")
        blank = {side: page_of[row[side]].blank for side in "ab"}
        wanted = touched(row["passages"], blank)
        said = touched(match.get("passages") or (), blank, turned) - (touched(row["optional_passages"], blank) - wanted)
        score.many("passage lines", len(wanted & said), len(said), len(wanted), label)


def touched(passages: Iterable[Object], blank: dict[str, Lines], turned: bool = False) -> set[tuple[str, int]]:
    """Sides and lines of passages, as the gold counts the sides."""
    key = {"a": "b_lines", "b": "a_lines"} if turned else {"a": "a_lines", "b": "b_lines"}
    return {(side, line) for passage in passages for side in "ab" if passage.get(key[side])
            for line in covered([passage[key[side]]]) - blank[side]}


# ------------------------------------------------------------------ lineage

def named(step: Object, gold: Object) -> bool:
    return plain(step["outlet"]) in {plain(gold["outlet"]), *map(plain, gold["accept"])}


def follows(steps: list[Object], chain: list[Object]) -> bool:
    """Whether the steps are those of the chain; those that are optional may be left out."""
    if not chain:
        return not steps
    first, *rest = chain
    if steps and named(steps[0], first) and steps[0].get("role") in (first["role"], *first.get("accept_roles", ())) and follows(steps[1:], rest):
        return True
    return bool(first.get("optional")) and follows(steps, rest)


def beginnings(chain: list[Object]) -> list[Object]:
    """Where a chain may begin: its optional first steps, and the first that is not."""
    end = next((number for number, step in enumerate(chain) if not step.get("optional")), len(chain))
    return chain[: end + 1]


def score_lineage(score: Score, pages: list[Page], rows: list[Object], gold: list[Object]) -> None:
    exported = {row["piece"]: row for row in rows}
    wanted = {row["piece"]: row for row in gold}
    for page in pages:
        for label, piece, export in page.both():
            if piece is None or label not in wanted:
                continue
            row = wanted[label]
            chain = exported.get(export["piece"], {}).get("chain") or () if export else ()
            steps = [step for step in chain if plain(step.get("outlet")) not in ("", "unknown")]
            said = f"{label}: {' > '.join(str(step['outlet']) for step in steps) or 'nothing'}"
            if not row["optional"]:
                score.one("lineage chain", follows(steps, row["chain"]), said)
            if row["origin"] == "named" and not row["optional"]:
                score.one("lineage origin", bool(steps) and any(named(steps[0], step) for step in beginnings(row["chain"])), said)
            else:
                known = all(any(named(step, other) for other in row["chain"]) for step in steps)
                score.one("no invented origin", export is not None and known, said)


# ------------------------------------------------------------------ the whole

def rows_of(path: Path) -> list[Object]:
    """The rows of an export; none when it is missing."""
    if not path.exists():
        return []
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def last_part(source: str) -> str:
    return source.partition("#")[0].replace("\\", "/").rpartition("/")[2]


def gold_pages(folder: Path) -> list[Object]:
    """The annotated pages of a folder, by name of file."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return [page for page in read if isinstance(page, dict) and "source" in page and "pieces" in page]


def score_export(gold: Path, export: Path, sources: Path | None = None) -> Score:
    by_page: dict[str, list[Object]] = {}
    for piece in rows_of(export / "pieces.jsonl"):
        by_page.setdefault(last_part(piece["source"]), []).append(piece)
    pages = [Page(page, by_page.get(page["source"], [])) for page in gold_pages(gold)]
    if not pages:
        raise FileNotFoundError(f"{gold} holds no annotated page")
    score = Score()
    for page in pages:
        score_places(score, page)
        score_fields(score, page)
        if sources:
            score_evidence(score, page, text_lines(sources, page.source))

    def side_file(name: str, nothing: Any) -> Any:
        path = gold / name
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else nothing
    score_relations(score, pages, rows_of(export / "matches.jsonl"), {"relations": [], "self_repeats": []} | side_file("relations.json", {}))
    score_lineage(score, pages, rows_of(export / "lineage.jsonl"), side_file("lineage.json", []))
    return score


def text_lines(folder: Path, name: str) -> list[str]:
    path = next(iter(sorted(folder.rglob(name))), None)
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n") if path else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("--sources", type=Path, help="folder with the texts of the pages")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    chosen = parser.parse_args()
    try:
        score = score_export(chosen.gold, chosen.export, chosen.sources)
    except OSError as error:
        print(f"score_gold: {error}", file=sys.stderr)
        return 2
    for name, value, n, d in score.rows():
        print(f"{name:<20} {'-' if value is None else f'{value:.4f}'}" + (f"  ({n}/{d})" if d else ""))
    if chosen.misses:
        print("", *score.misses, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
