internal import ArgumentParser
internal import Core
internal import Pipeline
internal import Report
internal import Store

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show what two pieces share, or why they are no match.")

    @OptionGroup var options: StoreOptions

    @Argument(help: "A piece: its identifier, the beginning of it, or SOURCE:LINE.")
    var a: String?

    @Argument(help: "Another piece.")
    var b: String?

    @Flag(help: "Print how likely texts are to be compared, by their resemblance.")
    var curve = false

    func validate() throws {
        guard curve == (a == nil), curve == (b == nil) else {
            throw ValidationError("Name two pieces, or give --curve.")
        }
    }

    func run() throws {
        let settings = try options.configuration()
        guard let a, let b else {
            return try Output.write(
                CurveText(settings.match.settings, style: Output.style).text)
        }
        let text = try options.catalog(settings).read { snapshot in
            let tracing = Tracing(snapshot: snapshot)
            let explanation = try tracing.explanation(try piece(a, tracing), try piece(b, tracing))
            return ExplainText(explanation, style: Output.style).text
        }
        try Output.write(text)
    }

    private func piece(_ name: String, _ tracing: Tracing) throws -> Piece {
        let found = try tracing.pieces(named: name)
        guard let piece = found.first else {
            throw Failure(message: "\(name): no such piece; `stemma export pieces` lists them")
        }
        guard found.count == 1 else { throw ambiguous(name, found.map(\.id)) }
        return piece
    }
}
