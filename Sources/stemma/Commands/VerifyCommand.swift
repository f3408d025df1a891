internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a bundle of evidence, and say what holds.",
        discussion: "Exit code 0: all holds. 1: something does not.")

    @Argument(help: "A bundle that `stemma evidence` wrote; it needs no store.")
    var bundle: String

    @Flag(help: "Print what holds as well.")
    var all = false

    @Flag(help: "Print one JSON object a line for each check.")
    var json = false

    func run() throws {
        let replay = try EvidenceReplay(bundle: try bytes())
        try show(replay.checks, "Bundle about piece \(replay.piece), SHA-256 \(replay.digest)")
    }

    /// Larger bundles are refused before they are read.
    private static let limit = 256 << 20

    private func bytes() throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: bundle) else {
            throw Failure(message: "\(bundle): the file can't be read; is it there?")
        }
        let data: Data
        do {
            data = try file.read(upToCount: Self.limit + 1) ?? Data()
        } catch {
            throw Failure(message: "\(bundle): it is no file that can be read")
        }
        guard data.count <= Self.limit else {
            throw Failure(message: "\(bundle): it is larger than any bundle of evidence")
        }
        return [UInt8](data)
    }

    private func show(_ checks: [Check], _ title: String) throws {
        if json {
            for check in checks { try Output.write(check.line) }
        } else {
            try Output.write(CheckText(title, checks, showsAll: all, style: Output.style).text)
        }
        if checks.contains(where: { $0.outcome == .fails }) { throw Ended(status: .failed) }
    }
}
