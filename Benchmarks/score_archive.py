#!/usr/bin/env python3
"""Score an export against the truth of make_archive.py.

    score_archive.py TRUTH EXPORT [--json] [--only SECTION,…]

TRUTH is the truth folder (or the folder above it), EXPORT a folder with
pieces.jsonl, matches.jsonl, clusters.jsonl and lineage.jsonl as `export`
writes them; a missing file leaves its sections out (pieces.jsonl is needed).

Every row is `name  value  (n/d)`. What the sections measure:

  map        exported pieces that could be laid on a piece of the truth
  segment    pieces found in pages, extracts, HTML and WARC records
  match      planted pairs found (any label) and labelled (a label that the truth
             accepts, in the right direction), by relation, true resemblance,
             digest size, OCR rate, edit, hops and Unicode variant; precision of
             labels and of exported resemblance bands
  passage    bytes of exported passages against planted ones (jsonl, pages)
  trap       pairs that share a template, an event, a stock phrase … and were
             matched, or put into one cluster
  cluster    adjusted Rand index, B-cubed, share of the largest cluster
  lineage    origin, parent, abstention on origins that are not in the archive
  credit     author, outlet, translator, date of first publication, by wording

Pairs of one family (or of pieces that hold parts of one family) that the truth
does not list are neither right nor wrong. `weak` pairs share fewer than twelve
shingles and count for precision only.
"""
from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

BANDS = [(0.2, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0)]
COPIES = ("duplicate", "near-duplicate", "revision")
DIRECTED = ("contains", "excerpt", "quotation")
RELATIONS = ("duplicate", "near-duplicate", "contains", "excerpt", "quotation", "shared-passage", "revision")
SECTIONS = ("map", "segment", "match", "passage", "trap", "cluster", "lineage", "credit")


def rows(path: Path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def fold(text) -> str:
    """Names and domains in one form: letters and digits, no leading article."""
    text = unicodedata.normalize("NFKD", str(text or "")).casefold()
    text = re.sub(r"^(https?:)?/*(www\.)?", "", text.strip())
    text = re.sub(r"^the\s+", "", text)
    return "".join(c for c in text if c.isalnum())


def plain_url(url) -> str:
    return re.sub(r"^https?://(www\.)?", "", str(url or "")).rstrip("/").casefold()


def band(value: float) -> str | None:
    for low, high in BANDS:
        if low <= value < high or value == high == 1.0:
            return f"{low:g}-{high:g}"
    return None


class Table:
    """The rows of the report, in the order in which they were made."""

    def __init__(self):
        self.rows: list[tuple[str, float | None, float, float]] = []

    def share(self, name: str, n: float, d: float) -> None:
        self.rows.append((name, n / d if d else None, n, d))

    def value(self, name: str, value: float | None, n: float = 0, d: float = 0) -> None:
        self.rows.append((name, value, n, d))

    def f1(self, name: str, tp: int, fp: int, fn: int) -> None:
        self.share(f"{name} precision", tp, tp + fp)
        self.share(f"{name} recall", tp, tp + fn)
        self.share(f"{name} F1", 2 * tp, 2 * tp + fp + fn)

    def print(self) -> None:
        width = max((len(r[0]) for r in self.rows), default=0)
        for name, value, n, d in self.rows:
            shown = "-" if value is None else f"{value:.4f}"
            print(f"{name:<{width}}  {shown}" + (f"  ({n:g}/{d:g})" if d else ""))


# ------------------------------------------------------------------ truth, export

class Truth:
    def __init__(self, folder: Path):
        folder = folder / "truth" if (folder / "truth").is_dir() else folder
        self.folder = folder
        self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.form = self.manifest["format"]
        self.pieces = {r["id"]: r for r in rows(folder / "pieces.jsonl")}
        self.captures = list(rows(folder / "captures.jsonl"))
        self.roots = {}
        self.same: dict[str, str] = {}          # recapture -> the piece that was captured again
        for p in self.pieces.values():
            self.roots[p["id"]] = {p["family"], *p.get("roots", ())}
            if p["op"] == "recapture":
                self.same[p["id"]] = p["parent"]

    def one(self, piece: str | None) -> str | None:
        return self.same.get(piece, piece)


class Export:
    """Exported pieces and the truth piece that each of them is."""

    def __init__(self, folder: Path, truth: Truth):
        self.folder = folder
        self.pieces = {r["piece"]: r for r in rows(folder / "pieces.jsonl")}
        self.capture: dict[str, int] = {}       # exported piece -> index of a capture
        by_source: dict[str, list[int]] = defaultdict(list)
        for i, c in enumerate(truth.captures):
            by_source[source_key(c["source"])].append(i)
        suffix = {tail: key for key in by_source for tail in [key.rsplit("/", 1)[-1]]}
        exported: dict[str, list[dict]] = defaultdict(list)
        for p in self.pieces.values():
            file, _, fragment = str(p.get("source", "")).partition("#")
            key = source_key(p.get("source", ""))
            if key not in by_source:
                key = source_key(file)
            if key not in by_source:
                key = suffix.get(key.rsplit("/", 1)[-1], key)
            exported[key].append(p)
        for key, group in exported.items():
            if key in by_source:
                assign = self._rows if truth.form == "jsonl" else self._places
                assign(group, by_source[key], truth)
        self.truth_of = {e: truth.captures[i]["piece"] for e, i in self.capture.items()}
        first: dict[str, str] = {}
        for e, t in self.truth_of.items():
            first.setdefault(t, e)
        self.of_truth = first                   # truth piece -> one exported piece

    def _rows(self, group: list[dict], captures: list[int], truth: Truth) -> None:
        """JSONL: the fragment is the id of the row, or its number from 0 or 1."""
        by_id = {truth.captures[i]["piece"]: i for i in captures}
        by_row = {truth.captures[i]["row"]: i for i in captures}
        numbered = []
        for p in group:
            fragment = str(p["source"]).partition("#")[2]
            if fragment in by_id:
                self.capture[p["piece"]] = by_id[fragment]
            else:
                digits = re.findall(r"\d+", fragment)
                if digits:
                    numbered.append((p, int(digits[0])))

        def agrees(p: dict, i: int | None) -> bool:
            return i is not None and plain_url(p.get("url")) == plain_url(truth.pieces[truth.captures[i]["piece"]]["url"])
        hits = [sum(agrees(p, by_row.get(n - base)) for p, n in numbered) for base in (0, 1)]
        base = 0 if hits[0] >= hits[1] else 1
        for p, n in numbered:
            if n - base in by_row:
                self.capture[p["piece"]] = by_row[n - base]

    def _places(self, group: list[dict], captures: list[int], truth: Truth) -> None:
        """Pages: the capture with the same address or title, else the largest overlap of lines."""
        by_url, by_title = defaultdict(list), defaultdict(list)
        markup = truth.form in ("html", "warc")
        for i in captures:
            t = truth.pieces[truth.captures[i]["piece"]]
            by_url[plain_url(t["url"])].append(i)
            by_title[fold(t["title"])].append(i)
        for p in group:
            found = None
            if markup:
                found = by_url.get(plain_url(p.get("url"))) if p.get("url") else None
                found = found or (by_title.get(fold(p.get("title"))) if p.get("title") else None)
                found = found[0] if found and len(found) == 1 else None
            if found is None and p.get("lines"):
                first, last = p["lines"]
                best = 0
                for i in captures:
                    a, b = truth.captures[i]["lines"]
                    overlap = min(b, last) - max(a, first) + 1
                    if overlap > best:
                        best, found = overlap, i
            if found is not None:
                self.capture[p["piece"]] = found

    def rows(self, name: str):
        path = self.folder / f"{name}.jsonl"
        return rows(path) if path.exists() else None


def source_key(source: str) -> str:
    """Source without the case, the brackets and the scheme of record ids."""
    file, _, fragment = str(source).partition("#")
    record = re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", fragment.lower())
    return f"{file}#{record.group()}" if record else file


# ------------------------------------------------------------------------ sections

def score_map(t: Table, truth: Truth, export: Export) -> None:
    t.share("map exported pieces laid on the truth", len(export.capture), len(export.pieces))
    t.share("map truth appearances exported", len(set(export.capture.values())), len(truth.captures))


def score_segment(t: Table, truth: Truth, export: Export) -> None:
    if truth.form == "jsonl":
        return
    hits = Counter(export.capture.values())
    tp = len(hits)
    t.f1("segment piece found", tp, len(export.pieces) - tp, len(truth.captures) - tp)
    if truth.form in ("pages", "extract"):
        exact = start = end = overlap = 0
        seen = set()
        for e, i in export.capture.items():
            if i in seen or not export.pieces[e].get("lines"):
                continue
            (a, b), (c, d) = truth.captures[i]["lines"], export.pieces[e]["lines"]
            both, either = min(b, d) - max(a, c) + 1, max(b, d) - min(a, c) + 1
            start, end, exact = start + (a == c), end + (b == d), exact + ((a, b) == (c, d))
            if both / either >= 0.5:
                overlap += 1
                seen.add(i)
        n, d = len(export.pieces), len(truth.captures)
        for name, tp in (("lines exact", exact), ("first line", start), ("last line", end), ("overlap 0.5", overlap)):
            t.f1(f"segment {name}", tp, n - tp, d - tp)
    want, got = Counter(source_key(c["source"]) for c in truth.captures), Counter()
    for e in export.pieces.values():
        got[source_key(e.get("source", ""))] += 1
    t.value("segment pieces a page, mean absolute error", sum(abs(got[k] - n) for k, n in want.items()) / max(1, len(want)), 0, 0)


class Pairs:
    """Exported matches as pairs of truth pieces."""

    def __init__(self, truth: Truth, export: Export):
        self.found: dict[tuple[str, str], list[dict]] = defaultdict(list)
        self.recaptures: set[tuple[int, int]] = set()
        self.unmapped = 0
        matches = export.rows("matches")
        self.given = matches is not None
        for m in matches or ():
            a, b = export.truth_of.get(m["a"]), export.truth_of.get(m["b"])
            if a is None or b is None:
                self.unmapped += 1
            elif a == b:
                self.recaptures.add(tuple(sorted((export.capture[m["a"]], export.capture[m["b"]]))))
            else:
                self.found[a, b].append(m)

    def rows(self, a: str, b: str) -> list[tuple[str, dict]]:
        """(label read from a to b, row) of a pair; a directed label that was
        exported from b to a is marked with '<'."""
        return ([(m["relation"], m) for m in self.found.get((a, b), ())]
                + [(m["relation"] if m["relation"] not in DIRECTED else "<" + m["relation"], m) for m in self.found.get((b, a), ())])

    def has(self, a: str, b: str) -> bool:
        return (a, b) in self.found or (b, a) in self.found


def score_match(t: Table, truth: Truth, export: Export, pairs: Pairs, relations: list[dict]) -> None:
    if not pairs.given:
        return
    planted = {}
    found, labelled, of = Counter(), Counter(), Counter()

    def count(group: str, hit: bool, right: bool) -> None:
        of[group] += 1
        found[group] += hit
        labelled[group] += right
    for r in relations:
        planted[r["a"], r["b"]] = r
        if r.get("weak"):
            continue
        labels = [label for label, _ in pairs.rows(r["a"], r["b"])]
        hit, right = bool(labels), any(label in r["accept"] for label in labels)
        count(f"relation {r['relation']}", hit, right)
        if r.get("recapture"):
            count("recapture", hit, right)
        if r["how"] in ("copy", "revision", "exact"):
            count(f"resemblance {band(r['resemblance']) or '0-0.2'}", hit, right)
            count(f"hops {min(r.get('hops', 0), 3)}", hit, right)
            for edit in r.get("edits", ())[:1]:
                count(f"edit {edit}", hit, right)
            count(f"ocr {r.get('ocr', 0):g}", hit, right)
            if r.get("unicode"):
                count(f"unicode {r['unicode']}", hit, right)
        if "parts" in r and r["how"].startswith("part:"):
            size = next(name for name, top in (("2-5", 5), ("6-10", 10), ("11-20", 20), ("21-", 1 << 30)) if r["parts"] <= top)
            count(f"{r['relation']} in digest of {size}", hit, right)
    order = {name: i for i, name in enumerate(["relation", "recapture", "resemblance", "contains", "excerpt", "quotation", "ocr", "edit", "hops", "unicode"])}
    for group in sorted(of, key=lambda g: (order.get(g.split()[0], 99), natural(g))):
        t.share(f"match {group} found", found[group], of[group])
        t.share(f"match {group} labelled", labelled[group], of[group])
    # precision: of the exported rows, by label and by exported resemblance
    right, false, total = Counter(), Counter(), Counter()
    by_band = defaultdict(Counter)
    for (a, b), group in pairs.found.items():
        related = truth.roots[a] & truth.roots[b]
        for m in group:
            label = m["relation"]
            r = planted.get((a, b)) or planted.get((b, a))
            forward = (a, b) in planted
            if r is None and related:
                continue                                    # unlisted: neither right nor wrong
            total[label] += 1
            right[label] += bool(r) and label in r["accept"] and (forward or label not in DIRECTED)
            false[label] += not related
            if label in COPIES and isinstance(m.get("resemblance"), (int, float)):
                key = band(m["resemblance"])
                if key:
                    by_band[key]["all"] += 1
                    by_band[key]["true"] += bool(related)
    for label in RELATIONS:
        if total[label]:
            t.share(f"match label {label} precision", right[label], total[label])
            t.share(f"match label {label} of unrelated pairs", false[label], total[label])
    t.share("match pairs that share text, of all exported", sum(total.values()) - sum(false.values()), sum(total.values()))
    for low, high in BANDS:
        counts = by_band[f"{low:g}-{high:g}"]
        if counts["all"]:
            t.share(f"match exported resemblance {low:g}-{high:g} precision", counts["true"], counts["all"])
    errors = [abs(m["resemblance"] - r["resemblance"]) for (a, b), r in planted.items() for _, m in pairs.rows(a, b)
              if isinstance(m.get("resemblance"), (int, float)) and r["how"] in ("copy", "revision", "exact")]
    if errors:
        t.value("match resemblance, mean absolute error", sum(errors) / len(errors))
    if truth.form != "jsonl":
        twice = defaultdict(list)
        for i, c in enumerate(truth.captures):
            twice[c["piece"]].append(i)
        want = {(g[0], i) for g in twice.values() for i in g[1:]}
        linked = defaultdict(set)
        for i, j in pairs.recaptures:
            linked[i].add(j)
            linked[j].add(i)
        t.share("match captures of one piece linked", sum(j in linked[i] for i, j in want), len(want))


def natural(text: str):
    return [float(x) if re.fullmatch(r"\d+(\.\d+)?", x) else x for x in re.split(r"(\d+(?:\.\d+)?)", text)]


def union(spans: list) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for s, e in sorted(map(tuple, spans)):
        if out and s <= out[-1][1]:
            out[-1] = out[-1][0], max(e, out[-1][1])
        elif e > s:
            out.append((s, e))
    return out


def common(a: list, b: list) -> int:
    total = i = j = 0
    while i < len(a) and j < len(b):
        total += max(0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return total


def score_passage(t: Table, truth: Truth, export: Export, pairs: Pairs, relations: list[dict]) -> None:
    if not pairs.given or truth.form not in ("jsonl", "pages"):
        return
    hit = got = want = n = 0
    for r in relations:
        if not r.get("passages"):
            continue
        for label, m in pairs.rows(r["a"], r["b"])[:1]:
            straight = export.truth_of[m["a"]] == r["a"]
            for ours, theirs in (("a_bytes", "a_bytes" if straight else "b_bytes"), ("b_bytes", "b_bytes" if straight else "a_bytes")):
                spans = [p[theirs] for p in m.get("passages") or () if p.get(theirs)]
                if not spans:
                    continue
                body = truth.captures[export.capture[m[theirs[0]]]].get("body", 0)
                a, b = union([[s + body, e + body] for s, e in (p[ours] for p in r["passages"])]), union(spans)
                hit, got, want, n = hit + common(a, b), got + sum(e - s for s, e in b), want + sum(e - s for s, e in a), n + 1
    if n:
        t.share("passage bytes precision", hit, got)
        t.share("passage bytes recall", hit, want)
        t.share("passage bytes F1", 2 * hit, got + want)


def clusters_of(truth: Truth, export: Export) -> dict[int, str] | None:
    clusters = export.rows("clusters")
    if clusters is None:
        return None
    out = {}
    for c in clusters:
        for e in c["pieces"]:
            if e in export.capture:
                out.setdefault(export.capture[e], f"c{c['cluster']}")
    return out


def score_trap(t: Table, truth: Truth, export: Export, pairs: Pairs, clusters: dict | None) -> None:
    cluster_of_piece: dict[str, set] = defaultdict(set)
    for i, c in (clusters or {}).items():
        cluster_of_piece[truth.captures[i]["piece"]].add(c)
    of, matched, merged, kinds = Counter(), Counter(), Counter(), Counter()
    for r in rows(truth.folder / "not_matches.jsonl"):
        if truth.roots[r["a"]] & truth.roots[r["b"]]:
            continue
        for key in (r["trap"], *([f"of resemblance {band(r['resemblance'])}"] if band(r.get("resemblance", 0)) else []), "all"):
            of[key] += 1
            matched[key] += pairs.has(r["a"], r["b"])
            merged[key] += bool(cluster_of_piece[r["a"]] & cluster_of_piece[r["b"]])
    for key in sorted(of, key=lambda k: (k == "all", k.startswith("of "), k)):
        if pairs.given:
            t.share(f"trap {key} matched", matched[key], of[key])
        if clusters is not None:
            t.share(f"trap {key} merged", merged[key], of[key])
    for a, b in pairs.found:
        if not truth.roots[a] & truth.roots[b]:
            p, q = truth.pieces[a], truth.pieces[b]
            kinds["same template" if p.get("frame") and p.get("frame") == q.get("frame") else "same event" if p.get("event") == q.get("event") else
                  "one paragraph" if p.get("hot") and q.get("hot") else "chrome or empty" if "chrome-only" in (p["op"], q["op"]) else
                  "closing paragraph" if p.get("boilerplate") and q.get("boilerplate") and p["host"] == q["host"] else
                  "stock sentence" if set(p.get("stock", ())) & set(q.get("stock", ())) else "no planted reason"] += 1
    total = sum(kinds.values())
    for kind, n in sorted(kinds.items()):
        t.share(f"trap false matches by cause: {kind}", n, total)


def score_cluster(t: Table, truth: Truth, clusters: dict | None) -> None:
    n = len(truth.captures)
    if clusters is None or not n:
        return
    real = [truth.pieces[c["piece"]]["family"] for c in truth.captures]
    made = [clusters.get(i, f"s{i}") for i in range(n)]
    cells, r_size, m_size = Counter(zip(real, made)), Counter(real), Counter(made)

    def pairs_of(counter: Counter) -> int:
        return sum(x * (x - 1) // 2 for x in counter.values())
    index, a, b, every = pairs_of(cells), pairs_of(r_size), pairs_of(m_size), n * (n - 1) // 2
    expected = a * b / every if every else 0
    top = (a + b) / 2
    t.value("cluster adjusted Rand index", (index - expected) / (top - expected) if top != expected else 1.0)
    precision = sum(x * x / m_size[m] for (_, m), x in cells.items()) / n
    recall = sum(x * x / r_size[r] for (r, _), x in cells.items()) / n
    t.value("cluster B-cubed precision", precision)
    t.value("cluster B-cubed recall", recall)
    t.value("cluster B-cubed F1", 2 * precision * recall / (precision + recall) if precision + recall else None)
    t.share("cluster largest share", max(m_size.values()), n)
    t.share("cluster largest share in truth", max(r_size.values()), n)
    mixed = Counter()
    for r, m in cells:
        mixed[m] += 1
    t.share("cluster clusters of one family", sum(mixed[m] == 1 for m, size in m_size.items() if size > 1), sum(size > 1 for size in m_size.values()))


def aliases(outlet) -> set[str]:
    if isinstance(outlet, dict):
        return {fold(outlet.get(k)) for k in ("name", "domain", "id", "agency", "outlet") if outlet.get(k)}
    return {fold(outlet)} - {""}


def score_lineage(t: Table, truth: Truth, export: Export) -> None:
    lineage = export.rows("lineage")
    if lineage is None:
        return
    claims = {}
    for row in lineage:
        piece = export.truth_of.get(row["piece"])
        if piece is not None:
            claims.setdefault(piece, row)

    def mapped(e):
        return truth.one(export.truth_of.get(e)) if e else None
    right, named, of = Counter(), Counter(), Counter()
    parent_right = parent_of = claim_right = claim_of = 0
    part_hit = part_want = part_got = 0
    brier, cases = 0.0, 0
    derived = set()
    for r in rows(truth.folder / "lineage.jsonl"):
        derived.add(r["piece"])
        if r["piece"] not in export.of_truth:
            continue
        claim = claims.get(r["piece"], {})
        sources = [s for s in claim.get("derived_from") or () if s.get("how") != "recapture" and s.get("state") != "undetermined"]
        if "origin" not in r:                                           # digests, newsletters, quoting pieces
            want = {truth.pieces[s["piece"]]["family"] for s in r["derived_from"] if s["part"] != "summary" and s["piece"] in export.of_truth}
            got = {truth.pieces[g]["family"] for g in {mapped(s.get("piece")) for s in sources} - {None}}
            part_want, part_got, part_hit = part_want + len(want), part_got + len(got), part_hit + len(want & got)
            continue
        origin = r["origin"]
        chain = claim.get("chain") or []
        top = chain[0] if len(chain) > 1 or (chain and mapped(chain[0].get("piece")) not in (truth.one(r["piece"]),)) else None
        if top is None and sources:
            top = max(sources, key=lambda s: s.get("confidence") or 0)
        said = mapped(top.get("piece")) if top else None
        outlet_ok = bool(top) and bool(aliases(top.get("outlet")) & aliases(origin))
        if said is not None:
            claim_of += 1
            claim_right += said == truth.one(origin["piece"])
        ok = said == truth.one(origin["piece"]) and said is not None
        groups = []
        if origin["ghost"]:
            groups.append("origin not in the archive")
            of["ghost"] += 1
            right["ghost"] += said is None
            named["ghost"] += outlet_ok
        else:
            groups += ["all", "declared" if r["declared"] else "not declared", f"how {r['how']}", f"order {r['order']}"]
            if len(r["chain"]) > 2:
                groups.append("several hops")
            for g in groups:
                of[g] += 1
                right[g] += ok
                named[g] += outlet_ok
        parent = truth.one(r["parent"]["piece"])
        if parent is not None:
            parent_of += 1
            parent_right += any(mapped(s.get("piece")) == parent for s in sources[:1])
        for s in sources[:1]:
            if isinstance(s.get("confidence"), (int, float)):
                good = mapped(s.get("piece")) in (parent, truth.one(origin["piece"])) if s.get("piece") else bool(aliases(s.get("outlet")) & aliases(origin))
                brier += (s["confidence"] - good) ** 2
                cases += 1
    for g in sorted(g for g in of if g != "ghost"):
        t.share(f"lineage origin top-1, {g}", right[g], of[g])
        t.share(f"lineage origin outlet named, {g}", named[g], of[g])
    t.share("lineage origin claims that are right", claim_right, claim_of)
    t.share("lineage abstention on origins not in the archive", right["ghost"], of["ghost"])
    t.share("lineage outlet of origins not in the archive named", named["ghost"], of["ghost"])
    t.share("lineage parent top-1", parent_right, parent_of)
    t.share("lineage digest parts recall", part_hit, part_want)
    t.share("lineage digest parts precision", part_hit, part_got)
    free = [p for p in truth.pieces if p not in derived and p in export.of_truth and truth.pieces[p]["op"] != "recapture"]
    alone = sum(not [s for s in claims.get(p, {}).get("derived_from") or () if s.get("how") in ("republication", "translation", "revision") and s.get("piece")] for p in free)
    t.share("lineage originals left alone", alone, len(free))
    if cases:
        t.value("lineage confidence, Brier score", brier / cases)


def score_credit(t: Table, truth: Truth, export: Export) -> None:
    by_role, by_wording = defaultdict(lambda: [0, 0, 0]), defaultdict(lambda: [0, 0, 0])
    mention_hit = mention_of = posted_right = posted_said = posted_of = 0
    for piece, e in export.of_truth.items():
        p, x = truth.pieces[piece], export.pieces[e]
        if p["op"] in ("empty", "chrome-only"):
            continue
        credits = x.get("credits") or []

        def said(*roles) -> list:
            return [c.get("value") for c in credits if c.get("role") in roles]
        stated = p.get("credits", [])
        want = {"author": [{fold(c["value"])} for c in stated if c["role"] in ("author", "presenter")],
                "outlet": [aliases(o) for o in p.get("outlets", [])],
                "translator": [{fold(c["value"])} for c in stated if c["role"] == "translator"],
                "published": [{c["value"]} for c in stated if c["role"] == "published"],
                "signatory": [{fold(c["value"])} for c in stated if c["role"] == "signatory"]}
        got = {"author": [{fold(v)} for v in dict.fromkeys([*(x.get("authors") or []), *said("author", "presenter")])],
               "outlet": merge([aliases(o) for o in x.get("outlets") or []] + [{fold(v)} for v in said("outlet", "agency")]),
               "translator": [{fold(v)} for v in dict.fromkeys([*(x.get("translators") or []), *said("translator")])],
               "published": [{str(v)} for v in dict.fromkeys(([x["published"]] if x.get("published") else []) + said("published"))],
               "signatory": [{fold(v)} for v in dict.fromkeys([*(x.get("signatories") or []), *said("signatory")])]}
        for role in want:
            left = got[role][:]
            tp = 0
            for w in want[role]:
                for g in left:
                    if w & g:
                        left.remove(g)
                        tp += 1
                        break
            known = set().union(*want[role]) if want[role] else set()
            left = [g for g in left if not g & known]           # a right answer in two forms is not an error
            counts = tp, len(left), len(want[role]) - tp
            for table, key in ((by_role, role), (by_wording, p.get("wording", "none"))):
                table[key] = [a + b for a, b in zip(table[key], counts)]
        if p.get("mentions"):
            mention_of += 1
            credited = set().union(*want["outlet"]) if want["outlet"] else set()
            mention_hit += any(g & {fold(m) for m in p["mentions"]} and not g & credited for g in got["outlet"])
        if "posted" in x:
            posted_of += 1
            posted_said += x["posted"] is not None
            posted_right += x["posted"] == p["posted"]
    for role in ("author", "outlet", "translator", "published", "signatory"):
        t.f1(f"credit {role}", *by_role[role])
    t.f1("credit posted", posted_right, posted_said - posted_right, posted_of - posted_right)
    for wording in sorted(by_wording):
        tp, fp, fn = by_wording[wording]
        t.share(f"credit wording {wording} F1", 2 * tp, 2 * tp + fp + fn)
    t.share("credit outlet that is only mentioned taken for the source", mention_hit, mention_of)
    t.share("credit posted date right", posted_right, posted_of)


def merge(groups: list[set]) -> list[set]:
    """One set per outlet: what the export says twice counts once."""
    out: list[set] = []
    for g in groups:
        for known in out:
            if known & g:
                known |= g
                break
        else:
            if g:
                out.append(set(g))
    return out


# -------------------------------------------------------------------------- command

def score(truth_folder: Path, export_folder: Path, only: set[str] | None = None) -> Table:
    only = only or set(SECTIONS)
    truth = Truth(truth_folder)
    export = Export(export_folder, truth)
    table = Table()
    pairs = Pairs(truth, export) if only & {"match", "passage", "trap"} else None
    relations = list(rows(truth.folder / "relations.jsonl")) if only & {"match", "passage"} else []
    clusters = clusters_of(truth, export) if only & {"trap", "cluster"} else None
    if "map" in only:
        score_map(table, truth, export)
    if "segment" in only:
        score_segment(table, truth, export)
    if "match" in only:
        score_match(table, truth, export, pairs, relations)
    if "passage" in only:
        score_passage(table, truth, export, pairs, relations)
    if "trap" in only:
        score_trap(table, truth, export, pairs, clusters)
    if "cluster" in only:
        score_cluster(table, truth, clusters)
    if "lineage" in only:
        score_lineage(table, truth, export)
    if "credit" in only:
        score_credit(table, truth, export)
    return table


def main(argv: list[str] | None = None) -> int:
    p = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    p.add_argument("truth", type=Path, help="the truth folder of make_archive.py, or the folder above it")
    p.add_argument("export", type=Path, help="folder with pieces.jsonl, matches.jsonl, clusters.jsonl, lineage.jsonl")
    p.add_argument("--only", default="", help=f"sections: {', '.join(SECTIONS)}")
    p.add_argument("--json", action="store_true", help="one JSON object instead of rows")
    args = p.parse_args(argv)
    only = set(filter(None, args.only.split(",")))
    if only - set(SECTIONS):
        p.error(f"--only: unknown {', '.join(sorted(only - set(SECTIONS)))}")
    try:
        table = score(args.truth, args.export, only)
    except FileNotFoundError as error:
        print(f"score_archive: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps({name: {"value": value, "n": n, "d": d} for name, value, n, d in table.rows}, indent=1))
    else:
        table.print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
