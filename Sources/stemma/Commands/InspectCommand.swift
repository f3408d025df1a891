internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show how a page is read and divided: every line, what it was taken for and why.",
        discussion: """
            A page of the corpus is divided as a pass divides it: what belongs to its host is learned \
            from all sources of the corpus. A page from elsewhere is looked at alone. No store is \
            needed, and none is written.
            """)

    @Argument(help: ArgumentHelp("A captured page.", valueName: "file"))
    var file: String

    @OptionGroup var settings: SettingsOption

    @Flag(help: "Write an HTML page.")
    var html = false

    @Flag(help: "Write JSON, an object a line.")
    var json = false

    @Option(help: ArgumentHelp("Show one piece, by its number on the page.", valueName: "n"))
    var piece: Int?

    @Option(help: ArgumentHelp("File to write instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(name: .customLong("no-color"), help: "Use no colour on a terminal.")
    var noColor = false

    func validate() throws {
        if html, json { throw ValidationError("--html and --json exclude each other.") }
        if let piece, piece < 1 { throw ValidationError("--piece counts from 1.") }
    }

    func run() throws {
        let settings = try settings.configuration()
        let progress = PassProgress(
            style: isatty(STDERR_FILENO) == 1 ? PassProgress.usualStyle : .quiet)
        let inspection = try Inspecting(configuration: settings, progress: progress)
            .inspection(of: file)
        if let piece, piece > inspection.pieces.count {
            let count = inspection.pieces.count
            throw Failure(
                message:
                    "\(file): there is no piece \(piece); the page holds \(count == 1 ? "1 piece" : "\(count) pieces")",
                status: .usage)
        }
        let index = piece.map { $0 - 1 }
        try OutputFile.write(output) { write in
            if json {
                try InspectionRows(inspection, piece: index).write(write)
            } else if html {
                try write(InspectionPage(inspection, piece: index).bytes)
            } else {
                var style = Output.style
                if noColor || output != nil { style.ansi = false }
                try write(
                    Array(InspectionText(inspection, piece: index, style: style).text.utf8))
            }
        }
    }
}
