"""HTML as this bench needs it: the text that a reader sees, and the pages that a WARC file holds."""
from __future__ import annotations

import gzip
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

UNSEEN = {"script", "style", "template", "noscript", "svg", "textarea", "select"}
INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}


class Seen(HTMLParser):
    """Collects text; a tag that is not inline parts two words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen is None and tag in UNSEEN:
            self.unseen = tag
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unseen:
            self.unseen = None
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.unseen is None:
            self.parts.append(data)


def visible(part: bytes) -> str:
    """The text of a page or of a part of it, tags removed, one space between words."""
    parser = Seen()
    parser.feed(part.decode("utf-8", errors="replace"))
    parser.close()
    return " ".join("".join(parser.parts).split())


def cut(page: bytes, piece: dict) -> bytes | None:
    """The bytes of an exported or planted piece, by its `bytes`, else by its `lines`."""
    if piece.get("bytes"):
        first, end = piece["bytes"]
        return page[first:end]
    if piece.get("lines"):
        first, last = piece["lines"]
        return b"\n".join(page.split(b"\n")[first - 1 : last])
    return None


def payloads(path: Path) -> Iterator[tuple[str, bytes]]:
    """Record id and HTML of every response with status 200, as make_archive.py writes them: no revisits,
    nothing chunked."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        while line := file.readline():
            if not line.startswith(b"WARC/"):
                continue
            fields = dict(iter(lambda: header(file.readline()), ("", "")))
            block = file.read(int(fields["content-length"]))
            head, _, body = block.partition(b"\r\n\r\n")
            if fields["warc-type"] == "response" and b" 200 " in head[:20] and b"text/html" in head.lower():
                yield fields["warc-record-id"], body


def header(line: bytes) -> tuple[str, str]:
    """Name in lower case and value of a header; two empty strings at the end of the block."""
    name, _, value = line.decode("utf-8", errors="replace").partition(":")
    return name.strip().lower(), value.strip()
