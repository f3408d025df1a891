internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Take sources, or all of a host, out of the store for good.",
        discussion: """
            A source is named as the exports name it: a file, or one of its records or rows (file#id); \
            a host takes all of its sources along. Every trace goes from the store, the run log and the \
            report, and no pass reads it again though it still stands in the corpus. The corpus, backups \
            and bundles of evidence are left to you.
            """)

    @OptionGroup var options: StoreOptions

    @OptionGroup var waiting: WaitOption

    @Option(
        help: ArgumentHelp(
            "Folder of captured pages, as given to run; may be given more than once.",
            valueName: "dir"))
    var corpus: [String] = []

    @Argument(help: ArgumentHelp("A source or a host.", valueName: "source|host"))
    var names: [String] = []

    @Flag(help: "Take the names for those of sources, or of hosts, alone.")
    var only: Sort?

    enum Sort: String, EnumerableFlag { case source, host }

    @Flag(name: .customLong("dry-run"), help: "Say what would go, and write nothing.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "List what was forgotten; of names there are digests.")
    var list = false

    @Flag(help: "Take names, or entries of the list, off it again.")
    var undo = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        if list, undo || dryRun || !names.isEmpty {
            throw ValidationError("--list takes no names and no other options.")
        }
        if undo, dryRun {
            throw ValidationError("--undo goes without --dry-run.")
        }
        if !list, names.isEmpty {
            throw ValidationError("Name a source or a host, or give --list.")
        }
    }

    func run() throws {
        var settings = try options.configuration()
        if !corpus.isEmpty { settings.corpus = corpus }
        let cancellation = Cancellation()
        let signals = Signals(cancellation: cancellation)
        defer { signals.stop() }
        let forgetting = Forgetting(
            configuration: settings,
            progress: PassProgress(style: quiet ? .quiet : PassProgress.usualStyle),
            cancellation: cancellation)
        if list { return try show(try forgetting.list()) }
        if undo { return try takeBack(forgetting) }
        let plan = try forgetting.plan(names, as: reading)
        if dryRun || !quiet { try show(plan) }
        if dryRun { return try Output.write("Nothing was written.\n") }
        try ask(plan)
        let began = Date()
        let (_, result, problem) = try forgetting.forget(
            names, as: reading, wait: Double(waiting.wait))
        try tell(result, settings, began)
        if let problem { throw problem }
        if !quiet { try Output.write("Forgotten. `stemma forget --undo NAME` takes it back.\n") }
        if result.summary.quarantined > 0 { throw Ended(status: .quarantined) }
    }

    private var reading: Forgetting.Reading {
        switch only {
        case .source: .source
        case .host: .host
        case nil: .any
        }
    }

    /// Sources that are listed; the number tells of the others.
    private static let listed = 20

    private func show(_ plan: Forgetting.Plan) throws {
        let names = plan.content.names
        var text = ""
        for name in names.prefix(Self.listed) { text += "  \(Terminal.safe(name))\n" }
        if names.count > Self.listed { text += "  and \(names.count - Self.listed) more\n" }
        let (sources, pieces) = (names.count, plan.content.pieces.count)
        try Output.write(
            "\(Decimals.grouped(sources)) source\(sources == 1 ? "" : "s") with "
                + "\(Decimals.grouped(pieces)) piece\(pieces == 1 ? "" : "s") would go:\n" + text)
    }

    private func ask(_ plan: Forgetting.Plan) throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                message: "Nobody can be asked here: give --yes to forget, or --dry-run to look.",
                status: .usage)
        }
        FileHandle.standardError.write(Data("Forget them for good? [y/N] ".utf8))
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw Failure(message: "Nothing was forgotten.")
        }
    }

    /// Tells of the pass as of any other, but for the user's hook, and makes the report anew.
    private func tell(_ result: PassResult, _ settings: Configuration, _ began: Date) throws {
        var settings = settings
        settings.notices.hook = []
        let notices = RunNotices(configuration: settings, began: began)
        let status: ExitStatus = result.summary.quarantined > 0 ? .quarantined : .done
        let (told, bulletin) = try notices.record(of: result, exitCode: status.rawValue)
        var record = told
        if let folder = settings.report,
            FileManager.default.fileExists(atPath: folder + "/index.html")
        {
            record.report = try ReportFile.write(settings, folder: folder, bulletin)
        }
        for problem in notices.tell(record) { Output.problem(problem) }
    }

    private func show(_ entries: [ForgottenList.Entry]) throws {
        if entries.isEmpty { return try Output.write("Nothing was forgotten.\n") }
        for entry in entries {
            try Output.write(
                "\(entry.id)  \(entry.kind.rawValue)  \(entry.since)  \(entry.paths.count) paths, \(entry.captures.count) captures\n"
            )
        }
    }

    private func takeBack(_ forgetting: Forgetting) throws {
        let entries = try forgetting.takeBack(names, wait: Double(waiting.wait))
        if quiet { return }
        for entry in entries {
            try Output.write(
                "\(entry.id) may be read again; the next `stemma run` does, where it is in the corpus.\n"
            )
        }
    }
}
