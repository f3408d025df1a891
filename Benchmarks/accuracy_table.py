"""The accuracy table of the day, in Markdown: a row a measure, a column a reader."""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from table import machine, row

Cell = float | str | None


@dataclass(frozen=True)
class Measure:
    title: str
    needs: str
    """What a reader must give so that it can be measured."""


@dataclass
class Part:
    """The rows of one set."""

    title: str
    told: str
    measures: list[Measure]
    size: int
    columns: list[tuple[dict[str, Cell], frozenset[str], str, str]] = field(default_factory=list)

    def add(self, values: dict[str, Cell], gives: frozenset[str], reason: str, note: str) -> None:
        self.columns.append((values, gives, reason, note))


class Remarks:
    """Numbered, each told once below the table."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def mark(self, text: str) -> str:
        if text not in self.told:
            self.told.append(text)
        return f"({self.told.index(text) + 1})"


LACKS = {"place": "gives no place in the page", "field": "gives no such field", "annotated": "reads HTML alone"}


def cell(remarks: Remarks, measure: Measure, values: dict[str, Cell], gives: frozenset[str], reason: str) -> str:
    """A value to three places, or the number of the reason why there is none."""
    if reason:
        return remarks.mark(reason)
    if measure.needs not in gives:
        return remarks.mark(LACKS.get(measure.needs, "gives no such field"))
    value = values.get(measure.title)
    if value is None:
        return "–"
    if isinstance(value, float | int):
        return f"{value:.3f}"
    number, parted, remark = value.partition(" (")
    return f"{number} {remarks.mark(remark.removesuffix(')'))}" if parted else value


def table(parts: list[Part], readers: list[str]) -> str:
    remarks = Remarks()
    out = [f"{datetime.date.today().isoformat()}; {machine()}.", ""]
    out += [f"- *{part.title}*: {part.told}; {part.size / 1e6:.1f} MB." for part in parts]
    out += ["", row(["set", "measure", *readers]), row(["---", "---", *["--:"] * len(readers)])]
    for part in parts:
        for measure in part.measures:
            cells = []
            for values, gives, reason, note in part.columns:
                text = cell(remarks, measure, values, gives, reason)
                cells.append(f"{text} {remarks.mark(note)}" if note and measure is part.measures[0] and not reason else text)
            out.append(row([part.title, measure.title, *cells]))
    out += ["", *(f"({number}) {text}  " for number, text in enumerate(remarks.told, start=1))]
    return "\n".join(line.rstrip() if not line.startswith("(") else line for line in out).rstrip() + "\n"
