internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

extension ExportKind: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension KeepPolicy: ExpressibleByArgument {}
extension ExportStart: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what the store holds for other programs.",
        discussion: """
            texts gives the running text of each piece, names lists the people and outlets of \
            all credits, with other spellings of each; changes lists claims that a later pass \
            changed, as they were, and why. keep lists one copy of each text, drop what is left \
            out for it and why; suspicious lists clusters that may hold more than one text, \
            quarantine what was not read, gone the files that are no longer in the corpus. With \
            --since last, what the last pass brought is written alone: pieces, texts, matches, \
            changes or gone.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(
        help: """
            What to export: pieces, matches, clusters, lineage, templates, texts, names, changes, \
            keep, drop, suspicious, quarantine or gone.
            """)
    var kind: ExportKind

    @Option(help: "jsonl or csv.")
    var format = ExportFormat.jsonl

    @Option(
        help: """
            Which copy keep leaves: earliest, longest or declared-original. Default: `keep` of the
            settings.
            """)
    var policy: KeepPolicy?

    @Option(
        help: ArgumentHelp(
            """
            Only what came in this run or later: last, the number of a run, or a day (2026-11-21, \
            UTC).
            """, valueName: "run"))
    var since: ExportStart?

    @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
    var output: String?

    func validate() throws {
        guard since != nil, !kind.knowsRuns else { return }
        let kinds = ExportKind.allCases.filter(\.knowsRuns).map(\.rawValue)
        throw ValidationError(
            "--since goes with \(kinds.joined(separator: ", ")): other rows do not say when they came."
        )
    }

    func run() throws {
        let settings = try options.configuration()
        let catalog = try options.catalog(settings)
        let policy = policy ?? settings.keep
        try OutputFile.write(output) { write in
            try catalog.read {
                try Exporting.export(
                    kind, format, from: $0, keeping: policy, since: since, settings: settings,
                    write: write)
            }
        }
    }
}
