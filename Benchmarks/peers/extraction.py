"""What the peers that read articles share: HTML files in, what was read from them out, and the clock.

Such a peer is a script `PEER.py PAGES ANSWERS`: PAGES names one HTML file a line, ANSWERS gets one
JSON object for each of them, in the same order: title, authors, date (YYYY-MM-DD), text, url, and
`error` where the library raised one. A peer is given the bytes of a page and nothing else, no
address. The clock runs from the first file to the last, without the start of the interpreter, the
imports and the writing of the answers. One JSON object on standard output tells the seconds, the
version, and how many pages ended in an error.
"""
from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

Answer = dict[str, Any]


def answer(read: Callable[[bytes], Answer], path: Path) -> Answer:
    try:
        return read(path.read_bytes())
    except Exception as error:      # whatever a library does with a page, the next page is read
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def main(package: str, read: Callable[[bytes], Answer]) -> None:
    pages, answers = map(Path, sys.argv[1:3])
    paths = [Path(line) for line in pages.read_text(encoding="utf-8").splitlines()]
    began = time.perf_counter()
    made = [answer(read, path) for path in paths]
    seconds = time.perf_counter() - began
    with open(answers, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
    print(json.dumps({"seconds": seconds, "version": metadata.version(package), "errors": sum("error" in one for one in made)}))
