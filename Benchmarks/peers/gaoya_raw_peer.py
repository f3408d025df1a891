"""gaoya at its fastest: the raw text, with its own words. They keep punctuation, so that its
shingles are not quite those of the others."""
from __future__ import annotations

from argparse import Namespace

from common import main, texts
from gaoya_peer import index_of, pairs_of


def run(chosen: Namespace) -> set[tuple[int, int]]:
    return pairs_of(index_of(chosen, True), texts(chosen.corpus))


main("gaoya", run)
