internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Readers
internal import Report
internal import Store

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show where a piece comes from, or find the sources of any text.",
        discussion: """
            The argument is a piece (its identifier, the beginning of it, or SOURCE:LINE), a file with \
            any text, or - for standard input.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(help: "A piece, a file, or - for standard input.")
    var piece: String

    func run() throws {
        let settings = try options.configuration()
        let catalog = try options.catalog(settings)
        let text = try catalog.read { snapshot in
            let tracing = Tracing(snapshot: snapshot)
            if piece != "-" {
                let found = try tracing.pieces(named: piece)
                if found.count == 1 {
                    return TraceText(try tracing.trace(found[0]), style: Output.style).text
                }
                if found.count > 1 { throw ambiguous(piece, found.map(\.id)) }
            }
            let bytes = try given(settings)
            return TraceText(
                try tracing.sources(
                    of: bytes, name: piece == "-" ? "standard input" : piece,
                    store: settings.store, settings: settings.match.settings),
                style: Output.style
            ).text
        }
        try Output.write(text)
    }

    /// The text of the file or of standard input, decoded.
    private func given(_ settings: Configuration) throws -> [UInt8] {
        let data: Data
        if piece == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let contents = FileManager.default.contents(atPath: piece) else {
                throw Failure(
                    message: "\(piece): neither a piece of the store nor a file that can be read")
            }
            data = contents
        }
        guard data.count <= settings.read.maxSourceBytes else {
            throw Failure(
                message: "\(piece): \(data.count) bytes are more than read.max_source_bytes allows")
        }
        do {
            return try decodePage([UInt8](data).span).text
        } catch {
            throw Failure(message: "\(piece): \(error.reason)")
        }
    }
}

func ambiguous(_ name: String, _ ids: [String]) -> Failure {
    Failure(
        message:
            "\(name) is the beginning of several pieces: \(ids.joined(separator: ", ")); give more of it",
        status: .usage)
}
