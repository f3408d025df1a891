internal import ArgumentParser
internal import Core

/// The command line: it knows everything and decides nothing.
@main
struct Stemma: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stemma",
        abstract: "Finds what repeats what in an archive of news, and where it came from.",
        discussion: """
            A pass reads the folders of captured pages, divides them into pieces, finds every piece \
            that repeats another in whole or in part, and traces each to its origin.

            Exit codes: 0 done, 1 failed, 2 done but some sources were quarantined, 64 wrong usage, \
            75 another pass holds the store, 78 wrong configuration.
            """,
        version: Release.version,
        subcommands: [
            RunCommand.self, ReportCommand.self, TraceCommand.self, ExplainCommand.self,
            InspectCommand.self, ExportCommand.self, StatusCommand.self,
            EvidenceCommand.self, VerifyCommand.self, BackupCommand.self, CompactCommand.self,
            ForgetCommand.self,
        ])

    /// Every error ends here: as a sentence on standard error and an exit code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Failure.end(error, in: Self.self)
        }
    }
}
