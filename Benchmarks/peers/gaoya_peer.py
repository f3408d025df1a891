"""gaoya: MinHashStringIndex with its own shingling, over the normalised words."""
from __future__ import annotations

from argparse import Namespace

from gaoya.minhash import MinHashStringIndex

from common import K, answers, main, normalise, spread, texts


def words(text: str) -> str:
    return " ".join(normalise(text))


def index_of(chosen: Namespace, lowercase: bool) -> MinHashStringIndex:
    return MinHashStringIndex(
        hash_size=32, jaccard_threshold=chosen.threshold, num_bands=chosen.bands, band_size=chosen.rows,
        num_hashes=chosen.bands * chosen.rows, analyzer="word", lowercase=lowercase, ngram_range=(K, K),
        id_container="vec")


def pairs_of(index: MinHashStringIndex, documents: list[str]) -> set[tuple[int, int]]:
    index.par_bulk_insert_docs(list(range(len(documents))), documents)
    return answers(index.par_bulk_query(documents))


def run(chosen: Namespace) -> set[tuple[int, int]]:
    return pairs_of(index_of(chosen, False), spread(words, texts(chosen.corpus), chosen.workers))


if __name__ == "__main__":
    main("gaoya", run)
