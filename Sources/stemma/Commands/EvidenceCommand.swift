internal import ArgumentParser
internal import Core
internal import Pipeline
internal import Report
internal import Store

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Write all that shows where a piece comes from into one file.",
        discussion: """
            The bundle holds the claims of the piece's lineage, the matches and passages that they \
            rest on, the credits with their places, the texts, and the captured bytes where the \
            corpus still has them. `stemma verify FILE.zip` checks it without the store.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(help: "A piece: its identifier, the beginning of it, or SOURCE:LINE.")
    var piece: String

    @Option(help: ArgumentHelp("The file to write.", valueName: "file.zip"))
    var bundle: String

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let settings = try options.configuration()
        let made = try options.catalog(settings).read { snapshot in
            let found = try Tracing(snapshot: snapshot).piece(named: piece)
            return try EvidenceBundle(of: found, from: snapshot, configuration: settings)
        }
        try OutputFile.write(bundle) { try $0(made.bytes) }
        guard !quiet else { return }
        try Output.write(
            "\(Terminal.safe(bundle)): \(made.pieces) pieces, \(made.matches) matches, captured bytes of \(made.captures) sources\n"
        )
        for sentence in made.leftOut { Output.note("left out: \(Terminal.safe(sentence))") }
    }
}

extension Tracing {
    /// The one piece that a user means.
    func piece(named name: String) throws -> Piece {
        let found = try pieces(named: name)
        guard let piece = found.first else {
            throw Failure(message: "\(name): no such piece; `stemma export pieces` lists them")
        }
        guard found.count == 1 else { throw ambiguous(name, found.map(\.id)) }
        return piece
    }
}
