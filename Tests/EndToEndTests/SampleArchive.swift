import Foundation
import TestSupport

/// The sample archive of the project, its truth, and the store that the built program makes of it.
struct SampleArchive {
    struct Truth: Decodable {
        struct Page: Decodable {
            var source: String
            var pieces: [Piece]
        }
        struct Piece: Decodable {
            var piece: String
            var lines: [Int]
            var accept_lines: [[Int]]
            var title: String?
            var kind: String
            var posted: String?
            var outlets: [Named]
            var authors: [String]
            var translators: [String]
        }
        /// A name alone, or one with the other forms in which it may be given.
        struct Named: Decodable {
            var name: String
            var accept: [String] = []

            private enum CodingKeys: CodingKey { case name, accept }

            init(from decoder: any Decoder) throws {
                if let name = try? decoder.singleValueContainer().decode(String.self) {
                    self.name = name
                    return
                }
                let values = try decoder.container(keyedBy: CodingKeys.self)
                name = try values.decode(String.self, forKey: .name)
                accept = try values.decodeIfPresent([String].self, forKey: .accept) ?? []
            }
        }
        struct Relation: Decodable {
            var a: String
            var b: String
            var relation: String
            var strength: String
            var accept_relations: [String]
        }
        struct Pair: Decodable {
            var a: String
            var b: String
        }
        struct Frame: Decodable {
            var frame: String
            var pieces: [String]
        }
        struct Chain: Decodable {
            struct Step: Decodable {
                var role: String
                var outlet: String
                var accept: [String]
            }
            var piece: String
            var chain: [Step]
        }
        var pages: [Page]
        var relations: [Relation]
        var traps: [Pair]
        var templates: [Frame]
        var lineage: [Chain]
    }

    struct Found {
        struct Piece: Decodable {
            struct Outlet: Decodable {
                var name: String
                var domain: String?
            }
            struct Credit: Decodable {
                var role: String
                var value: String
                var line: Int?
                var chars: [Int]
                var text: String
            }
            var piece: String
            var source: String
            var lines: [Int]
            var bytes: [Int]
            var title: String?
            var kind: String
            var posted: String?
            var published: String?
            var outlets: [Outlet]
            var authors: [String]
            var translators: [String]
            var signatories: [String]
            var credits: [Credit]
        }
        struct Match: Decodable {
            struct Passage: Decodable {
                var a_lines: [Int]
                var b_lines: [Int]
                var a_bytes: [Int]
                var b_bytes: [Int]
            }
            var a: String
            var b: String
            var relation: String
            var resemblance: Double
            var containment_a: Double
            var containment_b: Double
            var passages: [Passage]
        }
        struct Template: Decodable { var pieces: [String] }
        struct Lineage: Decodable {
            struct Step: Decodable {
                var role: String
                var outlet: String
                var piece: String?
            }
            var piece: String
            var chain: [Step]
        }
        var pieces: [Piece]
        var matches: [Match]
        var templates: [Template]
        var lineages: [Lineage]
    }

    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let truthFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Truth")

    static func truth() throws -> Truth {
        try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: truthFolder.appendingPathComponent("corpus.json")))
    }

    /// Runs the program over the archive with the outlets that it lists, and a store of its own.
    static func run(store: String, _ arguments: [String] = []) throws -> StemmaProgram.Outcome {
        let corpus = project.appendingPathComponent("Corpus").path
        let settings = "corpus: [\(corpus)]\noutlets: [\(corpus)/outlets.yaml]\n"
        try Data(settings.utf8).write(to: URL(fileURLWithPath: store + ".yaml"))
        return try StemmaProgram().run(
            [
                "run", "--config", store + ".yaml", "--store", store, "--no-report", "--quiet",
            ] + arguments)
    }

    static func export(_ kind: String, store: String, format: String = "jsonl") throws -> [UInt8] {
        let outcome = try StemmaProgram().run(
            ["export", kind, "--store", store, "--format", format], in: project.path)
        guard outcome.exitCode == 0 else { throw Trouble(words: outcome.errors) }
        return outcome.outputBytes
    }

    struct Trouble: Error { var words: String }

    private static func rows<Row: Decodable>(_ kind: String, _ store: String) throws -> [Row] {
        try export(kind, store: store).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Row.self, from: Data($0))
        }
    }

    static func found(store: String) throws -> Found {
        Found(
            pieces: try rows("pieces", store), matches: try rows("matches", store),
            templates: try rows("templates", store), lineages: try rows("lineage", store))
    }
}

/// How well an export agrees with the truth; each figure is 0…1, and 1 is best.
struct Score {
    typealias Truth = SampleArchive.Truth
    typealias Found = SampleArchive.Found

    private(set) var figures: [String: Double] = [:]
    /// What was missed or wrong, one line each, for people.
    private(set) var notes: [String] = []

    /// Letters and digits alone, in lower case.
    private static func key(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
    }

    private struct Counts {
        var right = 0
        var wanted = 0
        var given = 0
        var f1: Double {
            wanted + given == 0 ? 1 : 2 * Double(right) / Double(wanted + given)
        }
    }

    init(_ truth: Truth, _ found: Found) {
        var named: [String: Truth.Piece] = [:]
        var givenOf: [String: Found.Piece] = [:]
        var nameOf: [String: String] = [:]
        let bySource = Dictionary(grouping: found.pieces, by: \.source)
        var wanted: [Truth.Piece] = []
        for page in truth.pages {
            for piece in page.pieces {
                named[piece.piece] = piece
                wanted.append(piece)
                let lines = [piece.lines] + piece.accept_lines
                guard let given = bySource[page.source]?.first(where: { lines.contains($0.lines) })
                else {
                    notes.append("piece \(piece.piece) is not there")
                    continue
                }
                givenOf[piece.piece] = given
                nameOf[given.piece] = piece.piece
            }
        }
        var pieces = Counts()
        pieces.right = givenOf.count
        pieces.wanted = wanted.count
        pieces.given = found.pieces.count
        figures["pieces"] = pieces.f1

        fields(wanted, givenOf)
        relations(truth, found, nameOf, givenOf)
        templates(truth, found, givenOf)
        lineages(truth, found, givenOf)
    }

    private mutating func fields(_ wanted: [Truth.Piece], _ givenOf: [String: Found.Piece]) {
        var titles = 0
        var posted = 0
        var outlets = Counts()
        var authors = Counts()
        var translators = Counts()
        for piece in wanted {
            let given = givenOf[piece.piece]
            if let given {
                if Self.key(given.title ?? "") == Self.key(piece.title ?? "") {
                    titles += 1
                } else {
                    notes.append("title of \(piece.piece): \(given.title ?? "none")")
                }
                if given.posted == piece.posted {
                    posted += 1
                } else {
                    notes.append("date of \(piece.piece): \(given.posted ?? "none")")
                }
            }
            func count(
                _ counts: inout Counts, _ want: [Set<String>], _ have: [Set<String>], _ what: String
            ) {
                let right = want.count { one in have.contains { !$0.isDisjoint(with: one) } }
                counts.right += right
                counts.wanted += want.count
                counts.given += have.count
                if right != want.count || right != have.count {
                    notes.append(
                        "\(what) of \(piece.piece): \(have.map { $0.sorted() }) for \(want.map { $0.sorted() })"
                    )
                }
            }
            func keys(_ names: [String]) -> [Set<String>] { names.map { [Self.key($0)] } }
            count(
                &outlets, piece.outlets.map { Set(([$0.name] + $0.accept).map(Self.key)) },
                given?.outlets.map { Set([$0.name, $0.domain ?? $0.name].map(Self.key)) } ?? [],
                "outlets")
            count(&authors, keys(piece.authors), keys(given?.authors ?? []), "authors")
            count(
                &translators, keys(piece.translators), keys(given?.translators ?? []),
                "translators")
        }
        let all = Double(wanted.count)
        figures["titles"] = Double(titles) / all
        figures["posted"] = Double(posted) / all
        figures["outlets"] = outlets.f1
        figures["authors"] = authors.f1
        figures["translators"] = translators.f1
    }

    private static func pair(_ a: String, _ b: String) -> String {
        a < b ? "\(a) \(b)" : "\(b) \(a)"
    }

    private mutating func relations(
        _ truth: Truth, _ found: Found, _ nameOf: [String: String],
        _ givenOf: [String: Found.Piece]
    ) {
        var given: [String: String] = [:]
        for match in found.matches {
            guard let a = nameOf[match.a], let b = nameOf[match.b] else { continue }
            given[Self.pair(a, b)] = match.relation
        }
        var right = 0
        var typed = 0
        var strong = 0
        var known: Set<String> = []
        for relation in truth.relations {
            let pair = Self.pair(relation.a, relation.b)
            known.insert(pair)
            guard relation.strength == "strong" else { continue }
            strong += 1
            guard let kind = given[pair] else {
                notes.append("\(relation.relation) is missing: \(pair)")
                continue
            }
            right += 1
            if ([relation.relation] + relation.accept_relations).contains(kind) {
                typed += 1
            } else {
                notes.append("\(pair) is \(kind) and should be \(relation.relation)")
            }
        }
        let false_ = given.keys.filter { !known.contains($0) }.sorted()
        notes += false_.map { "match that is none: \($0) (\(given[$0] ?? ""))" }
        figures["strongRecall"] = Double(right) / Double(strong)
        figures["types"] = Double(typed) / Double(max(right, 1))
        figures["precision"] = 1 - Double(false_.count) / Double(max(given.count, 1))
        let trapped = truth.traps.map { Self.pair($0.a, $0.b) }.filter { given[$0] != nil }
        notes += trapped.map { "trap: \($0)" }
        figures["trapsAvoided"] = 1 - Double(trapped.count) / Double(max(truth.traps.count, 1))
    }

    private mutating func templates(
        _ truth: Truth, _ found: Found, _ givenOf: [String: Found.Piece]
    ) {
        var right = 0
        var wanted = 0
        for frame in truth.templates {
            let ids = frame.pieces.compactMap { givenOf[$0]?.piece }
            wanted += frame.pieces.count
            let best = found.templates.map { Set($0.pieces).intersection(ids).count }.max() ?? 0
            if best > 1 { right += best }
            if best < frame.pieces.count {
                notes.append("template \(frame.frame): \(best) of \(frame.pieces.count)")
            }
        }
        figures["templates"] = Double(right) / Double(max(wanted, 1))
    }

    private mutating func lineages(
        _ truth: Truth, _ found: Found, _ givenOf: [String: Found.Piece]
    ) {
        let chains = Dictionary(found.lineages.map { ($0.piece, $0.chain) }) { one, _ in one }
        var right = 0
        for lineage in truth.lineage {
            guard let origin = lineage.chain.first else { continue }
            let first = givenOf[lineage.piece].flatMap { chains[$0.piece]?.first }
            let accept = ([origin.outlet] + origin.accept).map(Self.key)
            if let first, accept.contains(Self.key(first.outlet)) {
                right += 1
            } else {
                notes.append(
                    "origin of \(lineage.piece): \(first?.outlet ?? "none") for \(origin.outlet)")
            }
        }
        figures["origins"] = Double(right) / Double(max(truth.lineage.count, 1))
    }
}
