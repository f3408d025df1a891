import Core
import Foundation
import Report
import Testing

/// What captured text may hold, wherever the report shows text.
struct HostileTextTests {
    static let texts = [
        "<script>alert(1)</script>", "</style><script>x</script>", "\"'><img src=x onerror=y>",
        "a\u{0}b\u{8}c\u{7F}\u{9B}31m", "\u{1B}[31mred\u{1B}]0;title\u{7}\u{1B}[2J",
        "\u{202E}desrever\u{202C} \u{2066}isolate", "\u{FEFF}\u{E0041}\u{E007F}tag",
        "line\r\nend\u{2028}other\u{85}more", "]]> <!-- --> <![CDATA[", "&amp;&#x3c;", "",
        "javascript:alert(1)", "…", " ",
    ]

    /// A report in which the text stands everywhere that text can stand.
    static func report(_ text: String) -> ReportData {
        var piece = InventedArchive.keeper
        piece.title = text
        piece.host = text
        piece.source = text
        piece.url = text
        piece.language = text
        piece.outlets = [Outlet(name: text, domain: text, id: text)]
        piece.translators = [text]
        var other = piece
        other.id = text
        other.title = nil
        var match = InventedArchive.keeperMatch
        match.b = text
        match.evidence = [text]
        let lineage = Lineage(
            piece: piece.id,
            chain: [
                LineageStep(role: .original, outlet: text, evidence: [text]),
                LineageStep(role: .republisher, outlet: text, piece: text),
            ],
            derivedFrom: [
                Derivation(
                    piece: text, outlet: text, how: .republication, state: .declared,
                    confidence: .nan, evidence: [text], against: [text])
            ])
        var run = InventedArchive.run
        run.started = text
        return ReportData(
            archive: text, run: run, pieces: [piece.id: piece, text: other],
            charts: ReportCharts(
                years: [Int.min: 1, Int.max: 2, 0: 3, 9999: 1, 1: 1],
                hosts: [NamedCount(text, 1)], outlets: [NamedCount(text, 0)],
                languages: [NamedCount(text, -1)]),
            families: Listing([
                Family(
                    cluster: Cluster(
                        id: text, representative: piece.id, pieces: [piece.id, text],
                        outlets: [text]),
                    comparisons: Listing([
                        Comparison(
                            match: match,
                            passages: [
                                PassageText(passage: match.passages[0], a: text, b: text + " x")
                            ])
                    ]), lineages: [lineage])
            ]),
            passages: Listing([
                Comparison(
                    match: match,
                    passages: [
                        PassageText(passage: match.passages[0], a: text, b: "x " + text)
                    ])
            ]),
            republished: Listing([
                RepublishedOutlet(
                    outlet: Outlet(name: text, domain: text), pieces: Listing([piece.id, text]))
            ]),
            digests: Listing([DigestParts(digest: piece.id, parts: Listing([match]))]),
            translators: Listing([TranslatorPieces(name: text, pieces: Listing([text]))]),
            lineages: Listing([lineage]),
            templates: Listing([Template(id: text, pieces: [text], frame: text, slots: 1)]),
            quarantined: Listing([
                Source(
                    path: text, format: .text, size: .max, modified: 0,
                    state: .quarantined(reason: text))
            ]),
            boilerplate: Listing([Boilerplate(sha256: text, text: text, host: text, pieces: 2)]))
    }

    @Test(arguments: texts)
    func `no captured text becomes markup, and none escapes its place`(text: String) throws {
        let page = String(decoding: ReportPage(Self.report(text)).bytes, as: UTF8.self)
        let harmless = String(
            decoding: ReportPage(Self.report("harmless")).bytes, as: UTF8.self)
        for tag in ["<script", "<img", "<!--", "<![CDATA", "</style>", "onerror=\""] {
            let allowed = tag == "</style>" ? 1 : 0
            #expect(page.components(separatedBy: tag).count - 1 == allowed)
        }
        #expect(!page.contains("href=\"javascript"))
        for scalar in page.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: continue
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF,
                0xE0000...0xE0FFF:
                Issue.record("U+\(String(scalar.value, radix: 16)) stands in the page")
            default: continue
            }
        }
        // As many elements open as close, as in a page of harmless text.
        if !text.isEmpty, text.contains("<") {
            for tag in ["<div", "</div>", "<li", "</li>", "<bdi", "</bdi>", "<section"] {
                let count = page.components(separatedBy: tag).count
                let expected = harmless.components(separatedBy: tag).count
                #expect(count == expected, "\(tag)")
            }
        }
    }

    @Test(arguments: texts)
    func `no captured text reaches the terminal as a command`(text: String) {
        let data = Self.report(text)
        let style = TextStyle(ansi: false, width: 80)
        var piece = InventedArchive.keeper
        piece.title = text
        piece.credits[0].text = text
        piece.credits[0].value = text
        let comparison = data.families.rows[0].comparisons.rows[0]
        let outputs = [
            ReportText(data, style: style).text,
            ExplainText(
                Explanation(a: piece, b: piece, comparison: comparison, notes: [text]), style: style
            ).text,
            TraceText(
                Trace(
                    piece: piece, lineage: data.lineages.rows[0],
                    cluster: data.families.rows[0].cluster, pieces: data.pieces), style: style
            ).text,
            TraceText(
                FoundSources(
                    name: text, words: 3,
                    found: Listing([FoundSources.Row(piece: piece, comparison: comparison)])),
                style: style
            ).text,
            StatusText(
                StoreStatus(path: text, versions: text, lastRun: data.run), style: style
            ).text,
            RunSummaryText(data.run, report: text, style: style).text,
        ]
        for output in outputs {
            for scalar in output.unicodeScalars where scalar != "\n" {
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    Issue.record("U+\(String(scalar.value, radix: 16)) reaches the terminal")
                default: continue
                }
            }
        }
    }

    @Test func `with colour, the only escape sequences are those of the page itself`() {
        let text = ReportText(
            Self.report("\u{1B}[31mred\u{1B}]0;title\u{7}"), style: TextStyle(ansi: true)
        ).text
        let known = ["[0m", "[1m", "[2m", "[31m", "[1;4;31m"]
        for part in text.components(separatedBy: "\u{1B}").dropFirst() {
            #expect(known.contains { part.hasPrefix($0) }, "\(part.prefix(12))")
        }
        #expect(text.contains("␛[31mred"))
    }

    @Test func `a megabyte without a space takes its place and no more`() {
        let long = String(repeating: "x", count: 1_000_000)
        #expect(ReportPage(Self.report(long)).bytes.count < 100_000)
        #expect(ReportText(Self.report(long)).text.utf8.count < 60_000)
    }

    @Test func `a report of 100,000 pieces stays below five megabytes, whatever its texts are`() {
        let title = String(repeating: "&\"م", count: 2_000)
        let passage = (0..<4_000).map { "&&&&&&&&&&&&\($0)" }.joined(separator: " ")
        let turned = (0..<4_000).map { "<<<<<<<<<<<<\($0 * 7 % 4_000)" }.joined(separator: " ")
        let rows = 1_000
        let one = Self.report(title)
        var data = one
        var family = one.families.rows[0]
        family.cluster.pieces = Array(repeating: InventedArchive.keeper.id, count: 500)
        family.lineages[0].chain = Array(repeating: family.lineages[0].chain[0], count: 500)
        let comparison = Comparison(
            match: family.comparisons.rows[0].match,
            passages: Array(
                repeating: PassageText(
                    passage: InventedArchive.keeperMatch.passages[0], a: passage, b: turned),
                count: 20))
        family.comparisons = Listing(Array(repeating: comparison, count: 20))
        data.families = Listing(Array(repeating: family, count: rows), total: 100_000)
        var lineage = family.lineages[0]
        lineage.derivedFrom = Array(
            repeating: Derivation(
                piece: nil, outlet: title, how: .digest, state: .supported, confidence: 0.5,
                evidence: Array(repeating: title, count: 100),
                against: Array(repeating: title, count: 100)), count: 100)
        data.lineages = Listing(Array(repeating: lineage, count: rows), total: 100_000)
        data.passages = Listing(Array(repeating: comparison, count: rows), total: 100_000)
        data.digests.rows = Array(repeating: one.digests.rows[0], count: rows)
        data.republished.rows = Array(repeating: one.republished.rows[0], count: rows)
        data.translators.rows = Array(repeating: one.translators.rows[0], count: rows)
        data.templates.rows = Array(repeating: one.templates.rows[0], count: rows)
        data.quarantined.rows = Array(repeating: one.quarantined.rows[0], count: rows)
        data.boilerplate.rows = Array(repeating: one.boilerplate.rows[0], count: rows)
        let bytes = ReportPage(data).bytes
        #expect(bytes.count < 5_000_000, "\(bytes.count)")
        #expect(String(decoding: bytes, as: UTF8.self).contains("more families"))
    }
}
