internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

extension ExportKind: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write pieces, matches, clusters, lineage or templates for other programs.")

    @OptionGroup var options: StoreOptions

    @Argument(help: "What to export: pieces, matches, clusters, lineage or templates.")
    var kind: ExportKind

    @Option(help: "jsonl or csv.")
    var format = ExportFormat.jsonl

    @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
    var output: String?

    func run() throws {
        let settings = try options.configuration()
        let catalog = try options.catalog(settings)
        guard let output else {
            return try catalog.read {
                try Exporting.export(kind, format, from: $0) { try Output.write($0) }
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
                try Exporting.export(kind, format, from: $0) { try file.write(contentsOf: $0) }
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
