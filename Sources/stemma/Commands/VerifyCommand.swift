internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a store, or a bundle of evidence, and say what holds.",
        discussion: """
            Without a bundle the store is checked: its tables, its texts and the words of every piece. \
            --claims reads the captured bytes again and checks every credit, match and claim; --piece \
            does so for one piece and what it derives from, and shows what stands there.

            Exit codes: 0 all holds, 1 something does not.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(
        help: ArgumentHelp(
            "A bundle that `stemma evidence` wrote; it needs no store.", valueName: "file.zip"))
    var bundle: String?

    @Flag(help: "Check what the captured bytes say as well.")
    var claims = false

    @Option(
        help: ArgumentHelp(
            "Check one piece: its identifier, the beginning of it, or SOURCE:LINE.",
            valueName: "piece"))
    var piece: String?

    @Flag(help: "Print what holds as well.")
    var all = false

    @Flag(help: "Print one JSON object a line for each check.")
    var json = false

    func validate() throws {
        if bundle != nil, claims || piece != nil || options.store != nil {
            throw ValidationError("A bundle is checked alone, without a store.")
        }
        if claims, piece != nil {
            throw ValidationError("--piece checks the claims of a piece; --claims those of all.")
        }
    }

    func run() throws {
        var tally = CheckTally(showingAll: all || piece != nil)
        func add(_ check: Check) throws {
            tally.add(check)
            if json { try Output.write(check.line) }
        }
        let title: String
        if let bundle {
            let replay = try EvidenceReplay(bundle: try bytes(of: bundle))
            title = "Bundle about piece \(replay.piece), SHA-256 \(replay.digest)"
            for check in replay.checks { try add(check) }
        } else {
            let settings = try options.configuration()
            let catalog = try options.catalog(settings)
            title = "Store \(catalog.path)"
            try catalog.read { snapshot in
                if let piece {
                    let found = try Tracing(snapshot: snapshot).piece(named: piece)
                    for check in try EvidenceReplay(of: found, snapshot, settings).checks {
                        try add(check)
                    }
                    return
                }
                let verification = StoreVerification(snapshot, store: settings.store)
                try verification.run(add)
                if claims { try verification.runClaims(settings, add) }
            }
        }
        if !json { try Output.write(CheckText(title, tally, style: Output.style).text) }
        if tally.count(.fails) > 0 { throw Ended(status: .failed) }
    }

    /// Larger bundles are refused before they are read.
    private static let limit = 256 << 20

    private func bytes(of bundle: String) throws -> [UInt8] {
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
}
