import Core
import Testing

@testable import Store

@Suite struct RoundTripTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    /// Writes one run with whatever `add` adds.
    private func write(_ add: (RunWriter) throws -> Void) throws -> Catalog {
        let catalog = try folder.open(.write)
        let run = try catalog.begin(settings: "settings")
        try add(run)
        try run.finish(summary: RunSummary())
        return catalog
    }

    @Test(arguments: Samples.hostile)
    func `every field of a piece comes back as it was`(_ text: String) throws {
        let piece = Samples.piece("00ff", of: "a/\(text)", text: text)
        let catalog = try write { run in
            try run.add(source: Samples.source("a/\(text)"), page: nil)
            try run.add(piece: piece)
        }
        let stored = try #require(try catalog.read { try $0.piece(id: "00ff") })
        #expect(Fields(stored) == Fields(piece))
    }

    @Test func `a piece with nothing but what it must have comes back bare`() throws {
        let piece = Piece(
            id: "01", source: "s", format: .jsonl, lines: nil, bytes: 0..<0, body: 0..<0)
        let catalog = try write { run in
            try run.add(source: Source(path: "s", format: .jsonl, size: 0, modified: 0), page: nil)
            try run.add(piece: piece)
        }
        let stored = try #require(try catalog.read { try $0.piece(id: "01") })
        #expect(Fields(stored) == Fields(piece))
    }

    @Test(arguments: Samples.hostile)
    func `sources, relations and families come back as they were`(_ text: String) throws {
        let sources = [
            Samples.source("one"),
            Samples.source("two" + text, state: .quarantined(reason: text)),
        ]
        let match = Samples.match("01", "02", text: text)
        let cluster = Samples.cluster(["01", "02"], text: text)
        let lineages = [
            Samples.lineage("01", from: nil, text: text), Samples.lineage("02", from: "01"),
            Lineage(piece: "03"),
        ]
        let template = Template(id: "t" + text, pieces: ["03", text], frame: text, slots: 2)
        let boilerplate = [
            Boilerplate(sha256: "c", text: text, host: nil, pieces: 9),
            Boilerplate(sha256: "b", text: text, host: text, pieces: 4),
        ]
        let catalog = try write { run in
            for source in sources { try run.add(source: source, page: nil) }
            for id in ["01", "02", "03"] { try run.add(piece: Samples.piece(id, of: "one")) }
            try run.add(match: match)
            try run.add(cluster: cluster, shape: 1)
            for (place, lineage) in lineages.enumerated() {
                try run.add(lineage: lineage, piece: place + 1, next: nil)
            }
            try run.add(template: template)
            for paragraph in boilerplate {
                try run.add(boilerplate: paragraph, example: 1, line: 0)
            }
        }
        try catalog.read { (snapshot) throws in
            #expect(try collected(snapshot.eachSource) == sources)
            #expect(try snapshot.source(path: sources[1].path) == sources[1])
            #expect(try collected(snapshot.eachMatch) == [match])
            #expect(try snapshot.match("02", "01") == match)
            #expect(try collected(snapshot.eachCluster) == [cluster])
            #expect(try snapshot.cluster(ofPiece: "02") == cluster)
            #expect(try snapshot.cluster(ofPiece: "03") == nil)
            #expect(try collected(snapshot.eachLineage) == lineages)
            #expect(try snapshot.lineage(ofPiece: "02") == lineages[1])
            #expect(try collected(snapshot.eachTemplate) == [template])
            #expect(try collected(snapshot.eachBoilerplate) == boilerplate)
        }
    }

    @Test func `a page is kept byte for byte and answers for its ranges`() throws {
        var text = Array("Zërat e qytetit\0\u{FFFD} ".utf8)
        for round in 0..<2_000 { text.append(UInt8(truncatingIfNeeded: round &* 97)) }
        let compressor = PageCompressor()
        let catalog = try write { run in
            try run.add(source: Samples.source("page"), page: compressor.compress(text))
            try run.add(source: Samples.source("empty"), page: compressor.compress([]))
            try run.add(source: Samples.source("unread"), page: nil)
        }
        try catalog.read { (snapshot) throws in
            #expect(try snapshot.page(ofSource: "page") == text)
            #expect(try snapshot.text(ofSource: "page", bytes: 3..<9) == Array(text[3..<9]))
            #expect(try snapshot.text(ofSource: "page", bytes: 2_010..<9_999)?.isEmpty == false)
            #expect(try snapshot.page(ofSource: "empty") == [])
            #expect(try snapshot.page(ofSource: "unread") == nil)
            #expect(try snapshot.page(ofSource: "unknown") == nil)
        }
    }

    @Test func `a damaged frame is no text`() throws {
        let page = PageCompressor().compress(Array("some text that is long enough".utf8))
        for place in page.frame.indices {
            var frame = page.frame
            frame[place] ^= 0xFF
            let text = StoredPage(bytes: page.bytes, frame: frame).text()
            #expect(text == nil || text?.count == page.bytes)
        }
        #expect(StoredPage(bytes: page.bytes + 1, frame: page.frame).text() == nil)
        #expect(StoredPage(bytes: Int.max, frame: page.frame).text() == nil)
        #expect(StoredPage(bytes: 3, frame: []).text() == nil)
    }
}

/// Collects what a streaming function gives.
func collected<Element>(_ each: ((Element) throws -> Void) throws -> Void) throws -> [Element] {
    var elements: [Element] = []
    try each { elements.append($0) }
    return elements
}

/// A piece as its fields, for comparing.
struct Fields: Equatable {
    let fields: String

    init(_ piece: Piece) {
        var fields = ""
        dump(piece, to: &fields)
        self.fields = fields
    }
}
