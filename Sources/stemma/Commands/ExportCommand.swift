internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

extension ExportKind: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension KeepPolicy: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what the store holds for other programs.",
        discussion: """
            keep lists one copy of each text, drop what is left out for it and why; suspicious lists
            clusters that may hold more than one text, quarantine what was not read.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(
        help: """
            What to export: pieces, matches, clusters, lineage, templates, keep, drop, suspicious or
            quarantine.
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

    @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
    var output: String?

    func run() throws {
        let settings = try options.configuration()
        let catalog = try options.catalog(settings)
        let policy = policy ?? settings.keep
        guard let output else {
            return try catalog.read {
                try Exporting.export(kind, format, from: $0, keeping: policy) {
                    try Output.write($0)
                }
            }
        }
        // Beside the file first, so that no half of an export ever has its name.
        let part = output + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil),
            let file = FileHandle(forWritingAtPath: part)
        else {
            throw Failure(
                message:
                    "\(output): the file can't be made; is the folder there, and may it be written to?"
            )
        }
        do {
            try catalog.read {
                try Exporting.export(kind, format, from: $0, keeping: policy) {
                    try file.write(contentsOf: $0)
                }
            }
            try file.close()
        } catch let error as StoreError {
            throw error
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw Failure(
                message:
                    "\(output): it can't be written whole (\(String(cString: strerror(errno))))")
        }
        guard rename(part, output) == 0 else {
            throw Failure(message: "\(output): \(String(cString: strerror(errno)))")
        }
    }
}
