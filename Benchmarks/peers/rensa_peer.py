"""rensa: RMinHash and RMinHashLSH, signatures made in a pool."""
from __future__ import annotations

from argparse import Namespace
from functools import partial

from rensa import RMinHash, RMinHashLSH

from common import answers, main, shingles, spread, texts

BATCH = 64


def signatures(hashes: int, batch: list[str]) -> list[RMinHash]:
    return RMinHash.from_token_sets([shingles(text) for text in batch], hashes, 42)


def run(chosen: Namespace) -> set[tuple[int, int]]:
    hashes = chosen.bands * chosen.rows
    documents = texts(chosen.corpus)
    batches = [documents[at : at + BATCH] for at in range(0, len(documents), BATCH)]
    made = [one for batch in spread(partial(signatures, hashes), batches, chosen.workers, chunk=1) for one in batch]
    index = RMinHashLSH(chosen.threshold, hashes, chosen.bands)
    index.insert_many(made)
    return answers(index.query_all(made))


main("rensa", run)
