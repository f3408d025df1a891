"""trafilatura: bare_extraction with its usual settings, metadata asked for and comments left out."""
from __future__ import annotations

from trafilatura import bare_extraction

from extraction import Answer, main


def read(page: bytes) -> Answer:
    found = bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";")]
    return {"title": found.title, "authors": [name for name in authors if name], "date": found.date, "text": found.text, "url": found.url}


main("trafilatura", read)
