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
        if piece != "-", let trace = try catalog.read(trace) {
            return try Output.write(TraceText(trace, style: Output.style).text)
        }
        // Whoever types it takes their time, in which no state of the store is held.
        let text = try given(settings)
        let found = try catalog.readIndex { snapshot in
            try Tracing(snapshot: snapshot).sources(
                of: text, name: name, store: settings.store, settings: settings.match.settings)
        }
        try Output.write(TraceText(found, style: Output.style).text)
    }

    /// Where the piece of that name comes from; nil when there is none.
    private func trace(_ snapshot: Snapshot) throws -> Trace? {
        let tracing = Tracing(snapshot: snapshot)
        let found = try tracing.pieces(named: piece)
        if found.count > 1 { throw ambiguous(piece, found.map(\.id)) }
        return try found.first.map(tracing.trace)
    }

    private var name: String { piece == "-" ? "standard input" : piece }

    /// The text of the file or of standard input, decoded.
    private func given(_ settings: Configuration) throws -> [UInt8] {
        let limit = settings.read.maxSourceBytes
        let file = piece == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: piece)
        // Input may have no end.
        guard let data = try? file.map({ try $0.read(upToCount: limit + 1) ?? Data() }) else {
            throw Failure(
                message: "\(name): neither a piece of the store nor a file that can be read")
        }
        guard data.count <= limit else {
            throw Failure(
                message: "\(name): it has more bytes than read.max_source_bytes allows (\(limit))")
        }
        do {
            return try decodePage([UInt8](data).span).text
        } catch .empty {
            throw Failure(message: "\(name): it is empty; give the text whose sources are sought")
        } catch .binary(let looks) {
            throw Failure(message: "\(name): it holds \(looks), not text")
        }
    }
}

func ambiguous(_ name: String, _ ids: [String]) -> Failure {
    Failure(
        message:
            "\(name) is the beginning of several pieces: \(ids.joined(separator: ", ")); give more of it",
        status: .usage)
}
