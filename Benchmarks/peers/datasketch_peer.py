"""datasketch: MinHash and MinHashLSH, signatures made in a pool."""
from __future__ import annotations

from argparse import Namespace
from functools import partial

from datasketch import MinHash, MinHashLSH

from common import answers, main, shingles, spread, texts


def signature(hashes: int, text: str) -> MinHash:
    made = MinHash(num_perm=hashes)
    made.update_batch([shingle.encode() for shingle in shingles(text)])
    return made


def run(chosen: Namespace) -> set[tuple[int, int]]:
    hashes = chosen.bands * chosen.rows
    made = spread(partial(signature, hashes), texts(chosen.corpus), chosen.workers)
    index = MinHashLSH(threshold=chosen.threshold, num_perm=hashes, params=(chosen.bands, chosen.rows))
    with index.insertion_session() as session:
        for row, one in enumerate(made):
            session.insert(row, one)
    return answers(index.query(one) for one in made)


main("datasketch", run)
