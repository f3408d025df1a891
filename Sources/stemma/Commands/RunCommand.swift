internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Read what is new in the corpus, match it, and write the report.")

    enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case auto, plain, json, none }

    @OptionGroup var options: StoreOptions

    @Option(
        help: ArgumentHelp(
            "Folder of captured pages; may be given more than once.", valueName: "dir"))
    var corpus: [String] = []

    @Option(help: ArgumentHelp("Folder of the report.", valueName: "dir"))
    var report: String?

    @Flag(name: .customLong("no-report"), help: "Write no report.")
    var noReport = false

    @Option(help: ArgumentHelp("Workers of every stage.", valueName: "n"))
    var workers: Int?

    @Flag(name: .customLong("dry-run"), help: "Say what would be read, and write nothing.")
    var dryRun = false

    @Flag(help: "Make the store anew from the archive, whatever it holds.")
    var rebuild = false

    @OptionGroup var waiting: WaitOption

    @Option(help: "How progress is told: auto, plain, json or none.")
    var progress = ProgressStyle.auto

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        if report != nil, noReport {
            throw ValidationError("--report and --no-report exclude each other.")
        }
        if let workers, !(1...Width.greatest).contains(workers) {
            throw ValidationError("--workers takes a whole number from 1 to \(Width.greatest).")
        }
    }

    func run() throws {
        var settings = try options.configuration()
        if !corpus.isEmpty { settings.corpus = corpus }
        if let report { settings.report = report }
        if noReport { settings.report = nil }
        if let workers { settings.stages.widen(to: .workers(workers)) }

        let cancellation = Cancellation()
        let signals = Signals(cancellation: cancellation)
        defer { signals.stop() }
        let notices = RunNotices(configuration: settings, began: Date())
        let result: PassResult
        var record: RunRecord
        do {
            result = try Pass(
                configuration: settings, progress: PassProgress(style: style),
                cancellation: cancellation
            ).run(dryRun: dryRun, rebuild: rebuild, wait: Double(waiting.wait))
            if let plan = result.plan {
                try show(plan)
                if result.isOther { tellOther("would be") }
                return
            }
            let status: ExitStatus = result.summary.quarantined > 0 ? .quarantined : .done
            let bulletin: Bulletin
            (record, bulletin) = try notices.record(of: result, exitCode: status.rawValue)
            record.report = try page(result, bulletin, settings)
        } catch {
            if !dryRun { tell(error, notices) }
            throw error
        }
        // Whoever reads our output may have closed it; the pass is told all the same.
        let said = Result { try say(result, record, settings) }
        for problem in notices.tell(record, cancellation: cancellation) { Output.problem(problem) }
        try said.get()
        if result.summary.quarantined > 0 { throw Ended(status: .quarantined) }
    }

    /// Tells of a pass that failed; of one that found the store taken, its holder tells.
    private func tell(_ error: any Error, _ notices: RunNotices) {
        let (sentence, code) = Failure.words(error)
        guard code != ExitStatus.busy.rawValue else { return }
        let record = notices.record(
            ofFailure: sentence ?? "\(error)", exitCode: code, stopped: error is Interrupted)
        for problem in notices.tell(record) { Output.problem(problem) }
    }

    /// Writes the report when there is something new to show, and gives its path.
    private func page(
        _ result: PassResult, _ bulletin: Bulletin, _ settings: Configuration
    ) throws -> String? {
        guard let folder = settings.report else { return nil }
        let page = folder + "/index.html"
        let hits = bulletin.watch?.new ?? 0
        if result.unchanged, hits == 0, FileManager.default.fileExists(atPath: page) {
            return page
        }
        return try ReportFile.write(settings, folder: folder, bulletin)
    }

    /// Prints what the pass came to.
    private func say(_ result: PassResult, _ record: RunRecord, _ settings: Configuration) throws {
        if !quiet {
            if result.unchanged {
                try Output.write("Nothing has changed since the last run: nothing was read.\n")
            }
            if result.summary.sources == 0 {
                try Output.write(
                    "No sources were found in \(settings.corpus.joined(separator: ", ")): Stemma reads .html, .htm, .xhtml, .warc, .wet, .txt, .text, .md and .jsonl files, those of crawls and rows also packed as .gz or .zst.\n"
                )
            }
            try Output.write(
                RunSummaryText(
                    result.summary, new: record.new, report: record.report, style: Output.style
                ).text)
            try Output.write(
                BulletinText(alarms: record.alarms, watch: record.watch, newAlone: true)
                    .text(Output.style))
        } else {
            for alarm in record.alarms { Output.note("alarm: \(Terminal.safe(alarm.sentence))") }
        }
        if result.summary.quarantined > 0 { try tellQuarantined(settings) }
        if result.isOther { tellOther("was") }
        if let later = result.later {
            Output.problem(
                "The clock says that this pass began before the last one (\(later)). Passes are told"
                    + " apart by their numbers, and nothing rests on the time; set the clock.")
        }
    }

    private func tellOther(_ was: String) {
        Output.problem(
            "The store was made under other settings that shape the content, or of other corpus folders: it"
                + " \(was) made anew, without what is no longer in the corpus.")
    }

    /// Reasons that are printed; the report and the store hold all.
    private static let reasonsShown = 10

    private func tellQuarantined(_ settings: Configuration) throws {
        var shown = 0
        try options.catalog(settings).read { snapshot in
            try snapshot.eachQuarantined { source in
                shown += 1
                if shown <= Self.reasonsShown {
                    Output.note(
                        "quarantined: \(Terminal.safe(source.path)): "
                            + Terminal.safe(source.quarantineReason ?? ""))
                }
            }
        }
        if shown > Self.reasonsShown {
            Output.note("quarantined: and \(shown - Self.reasonsShown) more; the report lists them")
        }
    }

    private var style: PassProgress.Style {
        if quiet { return .quiet }
        return switch progress {
        case .auto: PassProgress.usualStyle
        case .plain: .lines
        case .json: .json
        case .none: .quiet
        }
    }

    private func show(_ plan: NightPlan.Counts) throws {
        try Output.write(
            """
            A run would read \(plan.new) new and \(plan.changed) changed sources; \
            \(plan.unchanged) are unchanged and \(plan.gone) are gone. Nothing was written.

            """)
    }
}

/// The report as a file.
enum ReportFile {
    /// Writes `index.html` whole or not at all, and gives its path.
    static func write(
        _ settings: Configuration, folder: String, _ bulletin: Bulletin
    ) throws -> String {
        let catalog = try Catalog(folder: settings.store, versions: Pass.versions, access: .read)
        let name = settings.corpus.map { ($0 as NSString).lastPathComponent }.joined(
            separator: ", ")
        let data = try catalog.read {
            try ReportAssembly.data($0, archive: name, bulletin: bulletin)
        }
        let bytes = ReportPage(data).bytes
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(
                to: URL(fileURLWithPath: folder + "/index.html"), options: .atomic)
        } catch {
            throw Failure(
                message:
                    "\(folder)/index.html: the report can't be written (\(error.systemReason)). Give another folder with --report, or --no-report."
            )
        }
        return folder + "/index.html"
    }
}
