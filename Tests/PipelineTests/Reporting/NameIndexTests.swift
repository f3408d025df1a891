import Core
import Report
import Testing

@testable import Pipeline

@Suite struct NameIndexTests {
    @Test func `names are counted by piece and linked with their other spellings`() throws {
        func piece(_ text: String) throws -> Piece {
            let reader = CreditReader(lexicon: try LexiconLoader.builtIn())
            let page = Page(source: "a.txt", text: Array(text.utf8))
            return PieceBuilder(credits: reader).piece(ofRow: page, RowCredits())
        }
        var index = NameIndex(try LexiconLoader.builtIn())
        for line in [
            "By Ann Pressley, The Weir Courier", "By Ann Pressley, Weir Courier",
            "By Ann Pressly", "Source: The Weir Courier, Translated by Orchard News",
            "Presenter: Mohammad Rostami", "By Mohamed Rostami, AFP",
        ] {
            index.add(try piece("The wheel turns.\n\n\(line)"))
        }
        func row(_ name: String, _ role: NameRow.Role, _ pieces: Int, _ variants: String...)
            -> NameRow
        {
            NameRow(name: name, role: role, pieces: pieces, variants: variants)
        }
        #expect(
            index.rows == [
                row("AFP", .outlet, 1), row("Ann Pressley", .person, 2, "Ann Pressly"),
                row("Ann Pressly", .person, 1, "Ann Pressley"),
                row("Mohamed Rostami", .person, 1, "Mohammad Rostami"),
                row("Mohammad Rostami", .person, 1, "Mohamed Rostami"),
                row("Orchard News", .outlet, 1),
                row("The Weir Courier", .outlet, 2, "Weir Courier"),
                row("Weir Courier", .outlet, 1, "The Weir Courier"),
            ])
    }

    @Test func `the names of a store are exported in order, twice alike`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        func exported(_ format: ExportFormat) throws -> String {
            try corpus.read { snapshot in
                var bytes: [UInt8] = []
                try Exporting.export(.names, format, from: snapshot) { bytes += $0 }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
        let rows = try exported(.jsonl).split(separator: "\n")
        #expect(
            rows.contains(
                #"{"name":"Ada Vell","role":"person","pieces":1,"variants":[]}"#))
        #expect(rows == rows.sorted())
        #expect(try exported(.jsonl) == exported(.jsonl))
        #expect(try exported(.csv).hasPrefix("name,role,pieces,variants\r\n"))
    }
}
