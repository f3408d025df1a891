"""Who reads a set in the accuracy table: Stemma and its peers, each ending in an export folder.

A peer's answer for a page is written as one piece of that page, so that all are scored alike.
"""
from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measure import measure

HERE = Path(__file__).resolve().parent
# What each needs beside itself: trafilatura a part that lxml has given away, newspaper4k the words of some languages.
PEERS = {"trafilatura": "trafilatura lxml_html_clean", "newspaper4k": "newspaper4k[ja,zh,nlp]"}
KINDS = ("pieces", "matches", "clusters", "lineage")


@dataclass
class Reading:
    """What came of reading a set: an export, or the reason why there is none."""

    export: Path | None = None
    seconds: float = 0
    reason: str = ""
    note: str = ""


@dataclass
class Material:
    """The files of a set: the folder that Stemma reads, and the HTML pages in it with their sources' names."""

    corpus: Path
    pages: dict[str, Path] = field(default_factory=dict)


class Stemma:
    """The whole pass, from nothing, with one worker."""

    name = "Stemma"
    # What it can be asked for, beside what every reader gives.
    gives = frozenset({"any", "field", "place", "title", "author", "date", "body", "annotated"})

    def __init__(self, binary: Path):
        self.binary = binary
        told = measure([str(binary), "--version"]) if binary.exists() else None
        self.version = told.output.strip() if told else ""

    def read(self, material: Material, work: Path) -> Reading:
        if not self.version:
            return Reading(reason="is not built")
        store, export, settings = work / "store", work / "stemma", work / "pipeline.yaml"
        for folder in (store, export):
            shutil.rmtree(folder, ignore_errors=True)
        export.mkdir(parents=True)
        settings.write_text("# Every setting has its default.\n", encoding="utf-8")
        run = measure([str(self.binary), "run", "--config", str(settings), "--store", str(store), "--corpus", str(material.corpus), "--no-report",
                       "--workers", "1", "--progress", "none"], 1)
        if run.code not in (0, 2):
            return Reading(reason=run.reason())
        if "No sources were found" in run.output + run.errors:
            return Reading(reason="reads no such files")
        for kind in KINDS:
            told = measure([str(self.binary), "export", kind, "--config", str(settings), "--store", str(store), "--output",
                            str(export / f"{kind}.jsonl")])
            if told.code:
                return Reading(reason=f"export {kind} {told.reason()}")
        texts = measure([str(self.binary), "export", "texts", "--config", str(settings), "--store", str(store), "--output",
                         str(export / "texts.jsonl")])
        if texts.code:
            (export / "texts.jsonl").unlink(missing_ok=True)
        if not (export / "pieces.jsonl").stat().st_size:
            return Reading(reason="found no pieces")
        # Code 2: some files were set aside, with their reasons; what they hold is missed.
        return Reading(export, run.seconds, note="set some files aside, whose pages count as missed" if run.code else "")


class Peer:
    """A library that reads one article from one HTML page."""

    gives = frozenset({"any", "title", "author", "date", "body"})

    def __init__(self, name: str, venv: Path):
        self.name = name
        self.python = venv / name / "bin" / "python"
        told = measure([str(self.python), "-c", f"from importlib import metadata; print(metadata.version({name!r}))"]) if self.python.exists() else None
        self.version = told.output.strip() if told and not told.code else ""

    def read(self, material: Material, work: Path) -> Reading:
        if not material.pages:
            return Reading(reason="reads HTML alone")
        if not self.version:
            return Reading(reason="could not be installed")
        export = work / self.name
        export.mkdir(parents=True, exist_ok=True)
        listed, answers = export / "pages.txt", export / "answers.jsonl"
        listed.write_text("".join(f"{path}\n" for path in material.pages.values()), encoding="utf-8")
        run = measure([str(self.python), str(HERE / "peers" / f"{self.name}_peer.py"), str(listed), str(answers)], 1)
        if run.code:
            return Reading(reason=run.reason())
        told = json.loads(run.output.strip().splitlines()[-1])
        with open(answers, encoding="utf-8") as file, open(export / "pieces.jsonl", "w", encoding="utf-8") as out:
            for row in as_pieces(material, map(json.loads, file)):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        wrong = told["errors"]
        return Reading(export, told["seconds"], note=f"raised an error on {wrong} of {len(material.pages)} pages, which count as missed" if wrong else "")


def as_pieces(material: Material, answers: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answers as rows of pieces.jsonl; a page without any title or text has none."""
    for number, (source, found) in enumerate(zip(material.pages, answers)):
        if found.get("title") or found.get("text"):
            yield {"piece": f"{number:016x}", "source": source, "format": "html", "title": found.get("title"), "url": found.get("url"),
                   "authors": found.get("authors") or [], "posted": found.get("date"), "text": found.get("text") or ""}
