"""newspaper4k: Article with its usual settings, fed with the page instead of an address."""
from __future__ import annotations

import warnings

warnings.simplefilter("ignore")     # it warns of each optional part that is not installed

from newspaper import Article  # noqa: E402

from extraction import Answer, main  # noqa: E402


def read(page: bytes) -> Answer:
    # Images would be fetched from the sites of the pages.
    found = Article("", fetch_images=False)
    found.download(input_html=page)
    found.parse()
    date = found.publish_date
    return {"title": found.title, "authors": list(found.authors), "date": date.date().isoformat() if date else None, "text": found.text,
            "url": found.canonical_link or None}


main("newspaper4k", read)
