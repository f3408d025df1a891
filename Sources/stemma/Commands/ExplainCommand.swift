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
            let explanation = try tracing.explanation(
                try tracing.piece(named: a), try tracing.piece(named: b))
            return ExplainText(explanation, style: Output.style).text
        }
        try Output.write(text)
    }
}
