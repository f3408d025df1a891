"""The scripts of the bench: python3 -m unittest discover Benchmarks/tests"""
from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))

import bands  # noqa: E402
import common  # noqa: E402
import contenders  # noqa: E402
import make_archive  # noqa: E402
import measure  # noqa: E402
import score_archive  # noqa: E402
import table  # noqa: E402
from archive import oracle  # noqa: E402


class SmallArchive(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        config = make_archive.config_of(make_archive.parse(["--out", str(cls.folder / "a"), "--pieces", "600", "--quiet"]))
        make_archive.make(cls.folder / "a", config)
        oracle.write(cls.folder / "a" / "truth", cls.folder / "export")
        cls.truth = bands.Truth(cls.folder / "a" / "truth", cls.folder / "a" / "corpus")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temporary.cleanup()

    def test_the_perfect_export_scores_one_everywhere(self) -> None:
        score = self.truth.score((r["a"], r["b"]) for r in self.truth.relations.values())
        self.assertGreater(score.planted.total(), 50)
        for number in range(len(bands.BANDS)):
            self.assertEqual(score.recall(number), 1.0)
            self.assertEqual(score.precision(number), 1.0)
        self.assertEqual(score.whole_precision(), 1.0)

    def test_an_export_is_laid_on_the_truth_by_its_rows(self) -> None:
        score = self.truth.score(bands.exported(self.folder / "export", self.truth))
        self.assertEqual([score.recall(number) for number in range(len(bands.BANDS))], [1.0] * len(bands.BANDS))
        rows = {name: value for name, value, _, _ in score_archive.score(self.folder / "a", self.folder / "export", {"match", "cluster"}).rows}
        self.assertEqual(rows["cluster adjusted Rand index"], 1.0)

    def test_a_pair_of_strangers_is_wrong_and_nothing_found_is_no_recall(self) -> None:
        a = self.truth.ids[0]
        b = next(other for other in self.truth.ids if not self.truth.roots[a] & self.truth.roots[other])
        score = self.truth.score([(a, b)])
        self.assertEqual(score.whole_precision(), 0.0)
        self.assertEqual(score.found.total(), 0)

    def test_planted_resemblance_is_that_of_the_written_texts(self) -> None:
        for (a, b), row in list(self.truth.relations.items())[:40]:
            counted = bands.compare(self.truth.read(a), self.truth.read(b))[0]
            self.assertAlmostEqual(counted, row["resemblance"], places=5)

    def test_shingles_of_the_peers_are_those_of_the_truth(self) -> None:
        for text in list(self.truth.texts.values())[:50] + ["", "Two words", "Caf\u00e9\u200b \u201cQuoted\u201d one, two three four"]:
            self.assertEqual(len(common.shingles(text)), len(bands.shingles(bands.normalise(text))))


class Machinery(unittest.TestCase):
    def test_a_failure_is_told_and_ends_nothing(self) -> None:
        run = measure.measure([sys.executable, "-c", "import sys; sys.exit('no such index')"])
        self.assertEqual((run.code, run.reason()), (1, "ended with code 1: no such index"))

    def test_a_run_that_takes_too_long_is_stopped(self) -> None:
        run = measure.measure([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.2)
        self.assertIn("stopped after", run.reason())

    def test_a_failed_contender_is_a_row_with_the_reason(self) -> None:
        entry = table.Entry(contenders.passim())
        entry.runs.append((entry.contender.run(), 1.0))
        self.assertIn("not in the Python package index", table.table([entry], 1000, 1, [1.0], "none"))

    def test_stages_are_read_from_progress(self) -> None:
        told = contenders.stages_told("divide  0 of 1 sources\ndivide  1 of 1 sources  9.5 MB/s  done in 3.9 s\nverify  done in 1 min 5 s\ntrace  done in 2 h 3 min\n")
        self.assertEqual(told, {"divide": 3.9, "verify": 65, "trace": 7380})

    def test_groups_and_answers_become_pairs(self) -> None:
        self.assertEqual(common.answers([[0, 1], [0], []]), {(0, 1)})
        self.assertEqual(common.groups([[2, 1, 3]]), {(1, 2), (1, 3), (2, 3)})
        self.assertEqual(common.groups([[2, 1, 3]], greatest=2), {(1, 2), (1, 3)})


if __name__ == "__main__":
    unittest.main()
