#!/usr/bin/env python3
"""Measure how well Stemma and its peers read pages, and print a table.

    accuracy.py [--pieces N] [--seed S] [--formats NAME,…] [--set DIR]…

Archives are generated in each format. DIR is a labelled set, known by what it holds:

  gold.jsonl                    article pages with their title, authors, date and body (score_articles.py)
  gold/, in DIR or beside it    annotations of the pages in DIR, made by hand (score_gold.py)
  corpus/ and truth/            an archive of make_archive.py (score_archive.py)

Nothing that fails ends the whole; its cells tell why.
"""
from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True

import score_archive  # noqa: E402
from accuracy_table import Cell, Measure, Part, table  # noqa: E402
from contenders import install  # noqa: E402
from markup import cut, payloads, visible  # noqa: E402
from measure import measure  # noqa: E402
from readers import PEERS, Material, Peer, Reading, Stemma  # noqa: E402
from score_articles import Articles, mean  # noqa: E402
from score_gold import Score, gold_pages, score_export  # noqa: E402

HERE = Path(__file__).resolve().parent
FORMATS = ("pages", "extract", "html", "warc", "jsonl")
CREDITS = ("author", "outlet", "translator", "posted", "published")
ALONE = "piece found F1, on pages that hold one"
LEAST = "credits F1, least of the planted wordings"
Values = dict[str, Cell]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pieces", type=int, default=1000, help="of each generated archive; 0 for none")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--set", type=Path, action="append", default=[], metavar="DIR", help="a labelled set; may be given more than once")
    parser.add_argument("--binaries", type=Path, default=HERE.parent / ".build" / "release")
    parser.add_argument("--work", type=Path, default=HERE / "results")
    parser.add_argument("--venv", type=Path, default=HERE / ".venv")
    chosen = parser.parse_args()
    chosen.formats = [name for name in chosen.formats.split(",") if name]
    if unknown := set(chosen.formats) - set(FORMATS):
        parser.error(f"--formats: unknown {', '.join(sorted(unknown))}; known are {', '.join(FORMATS)}")
    return chosen


@dataclass
class Trial:
    """A set with all that is needed to read and to score it."""

    title: str
    told: str
    """What it is, how it was made."""
    material: Material
    size: int
    """Bytes of its files, unpacked."""
    measures: list[Measure]
    score: Callable[[Path], Values]


# ------------------------------------------------------------------ generated archives

def generated(form: str, chosen: argparse.Namespace) -> Trial:
    folder = chosen.work / f"accuracy-{form}-{chosen.pieces}-{chosen.seed}"
    if not (folder / "truth" / "manifest.json").exists():
        made = measure([sys.executable, str(HERE / "make_archive.py"), "--out", str(folder), "--format", form, "--pieces", str(chosen.pieces),
                        "--seed", chosen.seed, "--jobs", str(os.cpu_count() or 1), "--quiet"])
        if made.code:
            sys.exit(f"accuracy: no archive could be made in {folder}: {made.reason()}. Remove that folder and try again.")
    return archive(folder.resolve(), form, f"make_archive.py --format {form} --pieces {chosen.pieces} --seed {chosen.seed}",
                   chosen.work / f"accuracy-{form}-payloads")


def archive(folder: Path, title: str, told: str, payload_folder: Path) -> Trial:
    truth = score_archive.Truth(folder)
    material = Material(folder / "corpus", unpacked(folder / "corpus", payload_folder, truth.form))
    paths = material.pages.values() if material.pages else (path for path in material.corpus.rglob("*") if path.is_file())
    measures = [Measure("piece found F1", "any")]
    if truth.form != "jsonl":                   # where each row is a piece, nothing is divided
        measures.append(Measure("exact-piece F1", "place"))
    if material.pages:
        measures.append(Measure(ALONE, "any"))
    # An extract holds no date of its own.
    measures += [Measure(f"{role} F1", {"author": "author", "posted": "date"}.get(role, "field"))
                 for role in CREDITS if (role, truth.form) != ("posted", "extract")]
    measures.append(Measure(LEAST, "field"))
    told += f": {several(len(truth.pieces), 'piece')}, {several(len(truth.captures), 'capture')}"
    return Trial(title, told, material, sum(path.stat().st_size for path in paths), measures, lambda export: archive_values(truth, export, material.pages))


def unpacked(corpus: Path, folder: Path, form: str) -> dict[str, Path]:
    """The HTML pages of an archive: as they lie there, or each payload of its WARC files in a file of its own."""
    if form == "html":
        return {str(path.relative_to(corpus)): path for path in sorted(corpus.rglob("*.html"))}
    pages: dict[str, Path] = {}
    if form == "warc":
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for path in sorted(corpus.glob("*.warc*")):
            for record, payload in payloads(path):
                page = folder / f"{len(pages):06d}.html"
                page.write_bytes(payload)
                pages[f"{path.relative_to(corpus)}#{record}"] = page
    return pages


def archive_values(truth: score_archive.Truth, folder: Path, pages: dict[str, Path]) -> Values:
    export = score_archive.Export(folder, truth)
    found = len(set(export.capture.values()))
    values: Values = {"piece found F1": f1(found, len(export.pieces), len(truth.captures))}
    scored = score_archive.score(truth.folder, folder, {"segment", "credit"}).rows
    rows = {name: value for name, value, _, _ in scored}
    right = exact(truth, export, pages) if pages else None
    values["exact-piece F1"] = rows.get("segment lines exact F1") if right is None else f1(right, len(export.pieces), len(truth.captures))
    of_capture = [score_archive.source_key(capture["source"]) for capture in truth.captures]
    alone = {source for source, count in Counter(of_capture).items() if count == 1}
    said = sum(score_archive.source_key(piece["source"]) in alone for piece in export.pieces.values())
    hits = sum(of_capture[capture] in alone for capture in set(export.capture.values()))
    values[ALONE] = f1(hits, said, len(alone))
    values |= {f"{role} F1": rows.get(f"credit {role} F1") for role in CREDITS}
    wordings = [(value, name.removeprefix("credit wording ").removesuffix(" F1"), f"{n:g}/{d:g}") for name, value, n, d in scored
                if name.startswith("credit wording ") and name != "credit wording none F1" and value is not None]
    if wordings:
        value, name, counts = min(wordings)
        values[LEAST] = f"{value:.3f} {name} {counts}"
    return values


def exact(truth: score_archive.Truth, export: score_archive.Export, pages: dict[str, Path]) -> int:
    """How many captures in HTML were cut out with just the text that belongs to them.

    Where a piece ends among the tags is a matter of taste; the words that a reader sees between its ends are not.
    """
    by_source: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for piece, capture in export.capture.items():
        by_source[truth.captures[capture]["source"]].setdefault(capture, export.pieces[piece])
    right = 0
    for source, cuts in by_source.items():
        page = pages[source].read_bytes()
        for capture, piece in cuts.items():
            said, wanted = cut(page, piece), cut(page, truth.captures[capture])
            right += said is not None and wanted is not None and visible(said) == visible(wanted)
    return right


def several(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def f1(right: int, said: int, wanted: int) -> float | None:
    return 2 * right / (said + wanted) if said + wanted else None


# ------------------------------------------------------------------ labelled sets

def labelled(folder: Path, work: Path) -> Trial:
    """A set by what its folder holds; its files are laid out below `work`."""
    folder = folder.resolve()
    if (folder / "gold.jsonl").is_file():
        return articles(folder, work)
    if (folder / "truth" / "manifest.json").is_file():
        return archive(folder, folder.name, "an archive of one's own", work)
    gold = next((place for place in (folder / "gold", folder.parent / "gold") if place.is_dir() and gold_pages(place)), None)
    if gold is None:
        sys.exit(f"accuracy: {folder} is no labelled set. It must hold gold.jsonl (article pages), or corpus and truth (an archive of make_archive.py), "
                 "or have a folder gold with annotated pages in it or beside it.")
    return annotated(folder, gold, work)


def articles(folder: Path, work: Path) -> Trial:
    """Pages are unpacked into a folder of their own, under the names that they have in the set."""
    corpus = work / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    with open(folder / "gold.jsonl", encoding="utf-8") as file:
        gold = {row["page"].removesuffix(".gz"): row for row in map(json.loads, filter(str.strip, file))}
    pages: dict[str, Path] = {}
    for name, row in gold.items():
        origin = (folder / row["page"]).resolve()
        if not origin.is_relative_to(folder):
            sys.exit(f"accuracy: {folder / 'gold.jsonl'} names {row['page']}, which lies outside of the set.")
        page = corpus / name
        page.parent.mkdir(parents=True, exist_ok=True)
        data = origin.read_bytes()
        page.write_bytes(gzip.decompress(data) if origin.suffix == ".gz" else data)
        pages[name] = page
    measures = [Measure("title exact", "title"), Measure("author F1", "author"), Measure("date, by day", "date"), Measure("body word F1", "body"),
                Measure("pages read as one piece", "any")]
    publishers = len({row["publisher"] for row in gold.values() if row.get("publisher")})
    told = several(len(gold), "article page") + (f" of {several(publishers, 'publisher')}" if publishers else "")
    return Trial(folder.name, told, Material(corpus, pages), sum(page.stat().st_size for page in pages.values()), measures,
                 lambda export: article_values(gold, pages, export))


def article_values(gold: dict[str, dict[str, Any]], pages: dict[str, Path], export: Path) -> Values:
    texts = {row["piece"]: row["text"] for row in score_archive.rows(export / "texts.jsonl")} if (export / "texts.jsonl").exists() else {}
    by_page: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for piece in score_archive.rows(export / "pieces.jsonl"):
        by_page[piece["source"]].append(piece)
    counts = Articles()
    told = True
    for name, row in gold.items():
        for piece in by_page[name]:
            if piece["piece"] in texts:
                piece["text"] = texts[piece["piece"]]
            elif "text" not in piece:
                told = False
                piece["text"] = visible(cut(pages[name].read_bytes(), piece) or b"")
        counts.add(row, by_page[name])
    body: Cell = mean(counts.bodies)
    if body is not None and not told:
        body = f"{body:.3f} (all that a reader sees between its ends, title and credits too: no export tells the text of a piece)"
    return {"title exact": mean(counts.titles), "author F1": counts.author, "date, by day": mean(counts.dates), "body word F1": body,
            "pages read as one piece": counts.single / counts.pages if counts.pages else None}


def annotated(folder: Path, gold: Path, work: Path) -> Trial:
    """The annotated pages are laid in a folder of their own, since others may lie beside them."""
    corpus = work / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True)
    wanted = {page["source"] for page in gold_pages(gold)}
    found = {path.name: path for path in sorted(folder.rglob("*")) if path.is_file() and path.name in wanted and gold not in path.parents}
    for name, path in found.items():
        shutil.copyfile(path, corpus / name)
    pieces = sum(len(page["pieces"]) for page in gold_pages(gold))
    told = f"{several(len(found), 'page')} annotated by hand, {several(pieces, 'piece')}"
    return Trial(folder.name, told, Material(corpus), sum(path.stat().st_size for path in found.values()),
                 [Measure(name, "annotated") for name, *_ in Score().rows()],
                 lambda export: {name: value for name, value, _, _ in score_export(gold, export, corpus).rows()})


# ------------------------------------------------------------------ the whole

def part(trial: Trial, readers: list[Stemma | Peer], work: Path) -> Part:
    """One set, read and scored for every reader."""
    made = Part(trial.title, trial.told, [*trial.measures, Measure("seconds", "any"), Measure("MB/s", "any")], trial.size)
    for reader in readers:
        reading = reader.read(trial.material, work)
        values: Values = {}
        if reading.export is not None:
            try:
                values = trial.score(reading.export)
            except (OSError, ValueError, LookupError, TypeError) as error:
                reading = Reading(reason=f"could not be scored: {type(error).__name__}: {error}")
            else:
                values |= {"seconds": f"{reading.seconds:.2f}", "MB/s": f"{trial.size / 1e6 / reading.seconds:.1f}"}
        made.add(values, reader.gives, reading.reason, reading.note)
        print(f"{trial.title}: {reader.name}: {reading.reason or f'{reading.seconds:.2f} s'}", file=sys.stderr, flush=True)
    return made


def main() -> None:
    chosen = options()
    chosen.work = chosen.work.resolve()
    chosen.work.mkdir(parents=True, exist_ok=True)
    trials = [labelled(folder, chosen.work / "accuracy-sets" / str(number)) for number, folder in enumerate(chosen.set)]
    trials = [generated(form, chosen) for form in chosen.formats if chosen.pieces > 0] + trials
    install(chosen.venv, PEERS)
    readers: list[Stemma | Peer] = [Stemma(chosen.binaries.resolve() / "stemma"), *(Peer(name, chosen.venv.resolve()) for name in PEERS)]
    parts = [part(trial, readers, chosen.work / "accuracy-readings" / str(number)) for number, trial in enumerate(trials)]
    text = table(parts, [f"{reader.name} {reader.version}".strip() for reader in readers])
    (chosen.work / "accuracy.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
