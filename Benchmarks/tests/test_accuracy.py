"""The scripts of the accuracy table: python3 -m unittest discover Benchmarks/tests"""
from __future__ import annotations

import contextlib
import copy
import gzip
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import accuracy  # noqa: E402
import accuracy_table  # noqa: E402
import make_archive  # noqa: E402
import markup  # noqa: E402
import readers  # noqa: E402
import score_archive  # noqa: E402
import score_articles  # noqa: E402
import score_gold  # noqa: E402
from archive import oracle  # noqa: E402

PIECES = 150


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


class InAFolder(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)


class GeneratedArchives(InAFolder):
    def trial(self, form: str) -> accuracy.Trial:
        config = make_archive.config_of(make_archive.parse(["--out", str(self.folder / form), "--pieces", str(PIECES), "--quiet"]))
        make_archive.make(self.folder / form, config, form)
        oracle.write(self.folder / form / "truth", self.folder / "export")
        return accuracy.archive(self.folder / form, form, form, self.folder / "payloads")

    def test_the_perfect_export_scores_one_in_every_format(self) -> None:
        for form in accuracy.FORMATS:
            with self.subTest(form):
                trial = self.trial(form)
                values = trial.score(self.folder / "export")
                for measure in trial.measures:
                    self.assertEqual(str(values[measure.title]).split()[0], "1.000" if measure.title == accuracy.LEAST else "1.0", measure.title)

    def test_a_piece_of_html_is_exact_by_what_a_reader_sees(self) -> None:
        trial = self.trial("html")
        path = self.folder / "export" / "pieces.jsonl"
        pieces = list(score_archive.rows(path))
        source = trial.material.pages[pieces[0]["source"]].read_bytes()
        # Begins after the tags before its first word, which changes nothing; the other lacks its last word.
        first, end = pieces[0]["bytes"]
        while source[first : first + 1] == b"<":
            first = source.index(b">", first) + 1
        pieces[0]["bytes"] = [first, end]
        first, end = pieces[1]["bytes"]
        pieces[1]["bytes"] = [first, source.rindex(b" ", first, end)]
        write_rows(path, pieces)
        count = len(pieces)
        self.assertAlmostEqual(trial.score(self.folder / "export")["exact-piece F1"], (count - 1) / count)

    def test_the_payloads_of_warc_are_the_pages_of_html(self) -> None:
        html, warc = self.trial("html"), self.trial("warc")
        self.assertEqual([path.read_bytes() for path in warc.material.pages.values()], [path.read_bytes() for path in html.material.pages.values()])

    def test_a_library_that_reads_the_first_article_of_a_page_finds_as_many_as_there_are_pages(self) -> None:
        trial = self.trial("html")
        captures = {row["source"]: row["piece"] for row in reversed(list(score_archive.rows(self.folder / "html" / "truth" / "captures.jsonl")))}
        pieces = {row["id"]: row for row in score_archive.rows(self.folder / "html" / "truth" / "pieces.jsonl")}
        answers = ({"title": pieces[captures[source]]["title"], "date": pieces[captures[source]]["posted"]} for source in trial.material.pages)
        write_rows(self.folder / "peer" / "pieces.jsonl", list(readers.as_pieces(trial.material, answers)))
        values = trial.score(self.folder / "peer")
        self.assertEqual(values[accuracy.ALONE], 1.0)
        self.assertLess(values["piece found F1"], 0.7)
        self.assertEqual(values["posted F1"], 1.0)


class Markup(unittest.TestCase):
    def test_only_what_a_reader_sees_is_seen(self) -> None:
        page = b"<p>One <b>bol</b>d&amp;tall</p><script>if (a < b) x()</script><style>p {}</style><p>two<br>three<!-- no --></p>"
        self.assertEqual(markup.visible(page), "One bold&tall two three")

    def test_a_piece_is_cut_by_bytes_or_by_lines(self) -> None:
        page = "é\nzwei\ndrei\n".encode()
        self.assertEqual(markup.cut(page, {"bytes": [3, 7], "lines": [1, 1]}), b"zwei")
        self.assertEqual(markup.cut(page, {"lines": [2, 3]}), b"zwei\ndrei")
        self.assertIsNone(markup.cut(page, {}))


class ArticlePages(InAFolder):
    def test_titles_are_the_same_whatever_their_quotes_spaces_and_case(self) -> None:
        self.assertEqual(score_articles.fold("«Un\u00a0 café» d’Or"), score_articles.fold('"un CAFE\u0301" d\'or'))
        self.assertNotEqual(score_articles.fold("A title"), score_articles.fold("A title | Site"))

    def test_words_of_scripts_without_spaces_are_their_characters(self) -> None:
        self.assertEqual(score_articles.words("東京 2020年、Über-Mut")["京"], 1)
        self.assertEqual(sorted(score_articles.words("Über-Mut über")), ["mut", "über"])
        self.assertEqual(score_articles.overlap(score_articles.words("a a b"), score_articles.words("a b b")), 2 / 3)

    def test_the_longest_piece_answers_for_a_page(self) -> None:
        counts = score_articles.Articles()
        gold = {"title": "T", "authors": ["Ann Lee", "Bo Ek"], "date": "2024-05-01 23:30:00-05:00", "body": "one two three four"}
        counts.add(gold, [{"title": "Teaser", "text": "one"}, {"title": "t", "text": "one two three", "authors": ["ann lee", "The Desk"], "posted": "2024-05-01"}])
        counts.add(gold, [])
        self.assertEqual((counts.titles, counts.dates, counts.single), ([True, False], [True, False], 0))
        self.assertEqual((counts.hits, counts.said, counts.wanted), (1, 2, 4))
        self.assertAlmostEqual(counts.bodies[0], 6 / 7)
        self.assertEqual(counts.bodies[1], 0)

    def test_what_the_gold_leaves_open_is_not_counted_but_an_invented_author_is(self) -> None:
        counts = score_articles.Articles()
        counts.add({"title": None, "authors": [], "date": None, "body": ""}, [{"title": "T", "text": "x", "authors": ["Nobody"], "posted": "2024-01-01"}])
        self.assertEqual((counts.titles, counts.dates, counts.bodies, counts.author), ([], [], [], 0.0))

    def test_a_set_is_unpacked_and_its_text_comes_from_the_export_of_texts_or_from_the_page(self) -> None:
        page = b"<html><body><nav>Home</nav><article><h1>T</h1><p>one two</p></article></body></html>"
        (self.folder / "set").mkdir()
        (self.folder / "set" / "a.html.gz").write_bytes(gzip.compress(page))
        write_rows(self.folder / "set" / "gold.jsonl", [{"page": "a.html.gz", "title": "T", "authors": [], "date": "2024-01-01", "body": "one two", "publisher": "P"}])
        trial = accuracy.labelled(self.folder / "set", self.folder / "work")
        self.assertEqual((trial.told, trial.size), ("1 article page of 1 publisher", len(page)))
        self.assertEqual((self.folder / "work" / "corpus" / "a.html").read_bytes(), page)
        export = self.folder / "export"
        write_rows(export / "pieces.jsonl", [{"piece": "p", "source": "a.html", "title": "T", "bytes": [page.index(b"<h1>"), page.index(b"</article>")]}])
        self.assertTrue(str(trial.score(export)["body word F1"]).startswith("0.800 ("))
        write_rows(export / "texts.jsonl", [{"piece": "p", "text": "one two"}])
        self.assertEqual(trial.score(export)["body word F1"], 1.0)

    def test_a_page_outside_of_its_set_is_refused(self) -> None:
        write_rows(self.folder / "set" / "gold.jsonl", [{"page": "../secret.html"}])
        (self.folder / "secret.html").write_text("x")
        with self.assertRaises(SystemExit):
            accuracy.labelled(self.folder / "set", self.folder / "work")

    def test_a_folder_without_labels_is_refused_with_what_it_should_hold(self) -> None:
        with self.assertRaisesRegex(SystemExit, "no labelled set"):
            accuracy.labelled(self.folder, self.folder / "work")


PAGE = ["Menu", "", "Ships", "First title", "", "By Ann Lee", "Text of the first.", "", "May 1, 2020", "Share", "Second title", "Text of the second.",
        "Source: Harbour Post", "May 2, 2020"]


def gold_piece(name: str, lines: list[int], title: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "lines": lines, "title": title, "kind": "article", "posted": None, "published": None, **more}


GOLD = {"source": "page.txt", "chrome_lines": [[1, 1], [10, 10]], "date_lines": [9, 14], "blank_lines": [2, 5, 8],
        "pieces": [gold_piece("p1", [3, 7], "First title", accept_lines=[[4, 7]], posted="2020-05-01", authors=["Ann Lee"], categories=["Ships"]),
                   gold_piece("p2", [11, 13], "Second title", posted="2020-05-02", outlets=[{"name": "Harbour Post", "accept": ["harbourpost.example"]}],
                              optional_authors=["Bo Ek"])],
        "merged_readings": [gold_piece("p1+2", [3, 13], "First title", parts=["p1", "p2"])]}
RELATIONS = {"relations": [{"a": "p1", "b": "p2", "relation": "contains", "accept_relations": [], "accept_reversed": ["excerpt"], "strength": "strong",
                            "passages": [{"a_lines": [6, 7], "b_lines": [12, 12]}], "optional_passages": [], "direction": "b-from-a", "optional_direction": False}],
             "traps": [], "self_repeats": []}
LINEAGE = [{"piece": "p2", "origin": "named", "optional": False,
            "chain": [{"role": "original", "outlet": "Harbour Post", "accept": ["harbourpost.example"]},
                      {"role": "republisher", "outlet": "Site", "accept": [], "optional": True}]},
           {"piece": "p1", "origin": "unknown", "optional": True, "chain": []}]
RIGHT: dict[str, list[dict[str, Any]]] = {
    "pieces": [{"piece": "x1", "source": "deep/page.txt", "lines": [3, 8], "title": "First Title", "kind": "article", "posted": "2020-05-01", "authors": ["Ann Lee"],
                "categories": ["Ships"], "credits": [{"role": "author", "value": "Ann Lee", "line": 6, "text": "By Ann Lee"},
                                                     {"role": "posted", "value": "2020-05-01", "line": 9, "text": "May 1, 2020"}]},
               {"piece": "x2", "source": "deep/page.txt", "lines": [11, 13], "title": "Second title", "kind": "article", "posted": "2020-05-02", "authors": ["Bo Ek"],
                "outlets": [{"name": None, "domain": "harbourpost.example"}],
                "credits": [{"role": "outlet", "value": "harbourpost.example", "line": 13, "text": "Source: Harbour Post"},
                            {"role": "author", "value": "Bo Ek", "line": 12, "text": "Text"},
                            {"role": "posted", "value": "2020-05-02", "line": 14, "text": "May 2, 2020"}]}],
    "matches": [{"a": "x2", "b": "x1", "relation": "excerpt", "direction": "a-from-b", "passages": [{"a_lines": [12, 12], "b_lines": [6, 7]}]}],
    "lineage": [{"piece": "x2", "chain": [{"role": "original", "outlet": "Harbour Post"}]}, {"piece": "x1", "chain": []}]}


class AnnotatedPages(InAFolder):
    def setUp(self) -> None:
        super().setUp()
        (self.folder / "gold").mkdir()
        for name, content in (("page", GOLD), ("relations", RELATIONS), ("lineage", LINEAGE)):
            (self.folder / "gold" / f"{name}.json").write_text(json.dumps(content))
        (self.folder / "texts").mkdir()
        (self.folder / "texts" / "page.txt").write_text("\n".join(PAGE))
        self.said = copy.deepcopy(RIGHT)

    def values(self) -> dict[str, float | None]:
        for name, rows in self.said.items():
            write_rows(self.folder / "export" / f"{name}.jsonl", rows)
        return {name: value for name, value, _, _ in score_gold.score_export(self.folder / "gold", self.folder / "export", self.folder / "texts").rows()}

    def test_the_right_export_scores_one_everywhere(self) -> None:
        self.assertEqual({name: value for name, value in self.values().items() if value is not None and value != 1}, {})

    def test_nothing_exported_is_all_missed(self) -> None:
        self.said = {}
        values = self.values()
        self.assertEqual((values["boundary F1"], values["chrome kept out"], values["relation F1"], values["evidence"], values["total"]), (0, 0, 0, 0, 0))

    def test_a_second_right_place_is_right_and_any_other_is_not(self) -> None:
        self.said["pieces"][0]["lines"] = [4, 7]
        self.assertEqual(self.values()["exact piece F1"], 1)
        self.said["pieces"][0]["lines"] = [1, 7]
        values = self.values()
        self.assertEqual((values["exact piece F1"], values["boundary F1"], values["chrome kept out"]), (0.5, 0.75, 0.5))

    def test_pieces_that_may_be_read_as_one_are(self) -> None:
        self.said["pieces"] = [{**self.said["pieces"][0], "lines": [3, 13]}]
        values = self.values()
        self.assertEqual((values["exact piece F1"], values["title"]), (1, 1))
        self.assertIsNone(values["relation type"])

    def test_wrong_missed_and_optional_values_count_as_they_should(self) -> None:
        self.said["pieces"][0]["authors"] = ["Ann Lee", "The Desk"]
        self.said["pieces"][1]["posted"] = None
        self.said["pieces"][1]["published"] = "2019"
        values = self.values()
        self.assertEqual((values["author F1"], values["posted"], values["published"]), (2 / 3, 0.5, 0))

    def test_a_credit_must_stand_on_its_line_and_a_value_must_have_one(self) -> None:
        self.said["pieces"][0]["credits"][0]["line"] = 7
        del self.said["pieces"][1]["credits"][2]
        self.assertEqual(self.values()["evidence"], 3 / 5)

    def test_relations_are_read_from_either_side(self) -> None:
        self.said["matches"][0] |= {"direction": "b-from-a", "passages": [{"a_lines": [11, 12], "b_lines": [6, 7]}]}
        self.said["matches"].append({"a": "x1", "b": "x1", "relation": "duplicate"})
        values = self.values()
        self.assertEqual((values["relation F1"], values["relation type"], values["relation direction"]), (2 / 3, 1, 0))
        self.assertAlmostEqual(values["passage lines F1"] or 0, 6 / 7)

    def test_an_origin_that_nothing_declares_is_invented(self) -> None:
        self.said["lineage"] = [{"piece": "x1", "chain": [{"role": "original", "outlet": "Elsewhere"}]}]
        values = self.values()
        self.assertEqual((values["lineage origin"], values["lineage chain"], values["no invented origin"]), (0, 0, 0))

    def test_a_set_is_known_by_the_gold_beside_it_or_in_it(self) -> None:
        for name in ("texts", ""):
            trial = accuracy.labelled(self.folder / name, self.folder / "work")
            self.assertEqual(trial.told, "1 page annotated by hand, 2 pieces")
            self.assertEqual([path.name for path in trial.material.corpus.iterdir()], ["page.txt"])
            self.assertEqual(trial.material.pages, {})


class Gives:
    """A reader that answers as it is told."""

    def __init__(self, name: str, reading: readers.Reading, gives: frozenset[str]):
        self.name, self.reading, self.gives = name, reading, gives

    def read(self, material: readers.Material, work: Path) -> readers.Reading:
        return self.reading


class TheTable(InAFolder):
    def test_a_cell_holds_a_value_or_the_reason_why_there_is_none(self) -> None:
        all_of_it = frozenset({"any", "place"})
        measures = [accuracy_table.Measure("found", "any"), accuracy_table.Measure("exact", "place")]
        trial = accuracy.Trial("html", "made", readers.Material(self.folder), 3_000_000, measures, lambda export: {"found": 0.98765, "exact": 1.0})
        made = [Gives("Good", readers.Reading(self.folder, 2.0, note="set a file aside"), all_of_it), Gives("Peer", readers.Reading(self.folder, 4.0), frozenset({"any"})),
                Gives("Gone", readers.Reading(reason="could not be installed"), all_of_it)]
        with contextlib.redirect_stderr(io.StringIO()):
            text = accuracy_table.table([accuracy.part(trial, made, self.folder)], ["Good 1", "Peer 2", "Gone"])
        self.assertIn("| html | found | 0.988 (1) | 0.988 | (2) |", text)
        self.assertIn("| html | exact | 1.000 | (3) | (2) |", text)
        self.assertIn("| html | MB/s | 1.5 | 0.8 | (2) |", text)
        self.assertTrue(text.endswith("(1) set a file aside  \n(2) could not be installed  \n(3) gives no place in the page\n"), text)

    def test_what_cannot_be_scored_ends_nothing(self) -> None:
        def broken(export: Path) -> accuracy.Values:
            raise KeyError("lines")
        trial = accuracy.Trial("html", "made", readers.Material(self.folder), 1, [accuracy_table.Measure("found", "any")], broken)
        with contextlib.redirect_stderr(io.StringIO()):
            made = accuracy.part(trial, [Gives("Good", readers.Reading(self.folder, 1.0), frozenset({"any"}))], self.folder)
        self.assertIn("could not be scored: KeyError: 'lines'", accuracy_table.table([made], ["Good"]))

    def test_peers_are_not_asked_for_what_they_do_not_read(self) -> None:
        peer = readers.Peer("trafilatura", self.folder)
        self.assertEqual(peer.read(readers.Material(self.folder), self.folder).reason, "reads HTML alone")
        self.assertEqual(peer.read(readers.Material(self.folder, {"a": self.folder}), self.folder).reason, "could not be installed")

    def program(self, run: str, texts: str = "exit 64") -> readers.Stemma:
        """A program with a version and exports of one piece, whose run ends as it is told."""
        path = self.folder / "stemma"
        path.write_text("#!/bin/sh\nwhile [ $# -gt 1 ]; do [ $1 = --output ] && output=$2; [ $1 = export ] && kind=$2; words=\"$words $1\"; shift; done\n"
                        f'case "$words $1" in *--version) echo 1.2;; *" run "*) {run};; *) [ $kind != texts ] || {texts}; echo "{{}}" > $output;; esac\n')
        path.chmod(0o755)
        return readers.Stemma(path)

    def test_what_the_program_says_becomes_an_export_or_a_reason(self) -> None:
        material = readers.Material(self.folder)
        for run, reason, note in (("exit 0", "", ""), ("echo No sources were found in it >&2", "reads no such files", ""), ("exit 2", "", "set some files aside"),
                                  ("echo no room >&2; exit 1", "ended with code 1: no room", "")):
            with self.subTest(run):
                program = self.program(run)
                reading = program.read(material, self.folder / "work")
                self.assertEqual((program.version, reading.reason, reading.export is None), ("1.2", reason, bool(reason)))
                self.assertTrue(reading.note.startswith(note))
                self.assertFalse((self.folder / "work" / "stemma" / "texts.jsonl").exists())
        self.assertTrue((self.program("exit 0", "true").read(material, self.folder / "work").export or Path()).joinpath("texts.jsonl").exists())

    def test_a_program_that_is_not_built_is_told(self) -> None:
        self.assertEqual(readers.Stemma(self.folder / "stemma").read(readers.Material(self.folder), self.folder).reason, "is not built")


if __name__ == "__main__":
    unittest.main()
