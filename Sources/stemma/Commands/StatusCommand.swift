internal import ArgumentParser
internal import Core
internal import Pipeline
internal import Report
internal import Store

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what the store holds and when it was last written.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let settings = try options.configuration()
        let catalog = try options.catalog(settings)
        let status = try catalog.read { snapshot in
            let last = try snapshot.lastRun()
            let summary = last?.summary ?? RunSummary()
            var status = StoreStatus(
                path: catalog.path, bytes: StoreFolder.bytes(settings.store),
                runs: last?.number ?? 0, sources: summary.sources,
                quarantined: summary.quarantined, pieces: summary.pieces, matches: summary.matches,
                clusters: summary.clusters, templates: summary.templates, lastRun: last?.summary)
            status.previousRun = try snapshot.runBeforeLast()?.summary
            status.parts = try StoreStatus.Parts(snapshot.sizes())
            status.new = try NewsFigures(settings, snapshot)?.counts
            status.stamps = try snapshot.stamps().map { .init(name: $0.name, value: $0.value) }
            status.growth = RunLog(settings)?.sizes() ?? []
            return status
        }
        if json { return try Output.write(StatusRow(status).bytes) }
        try Output.write(StatusText(status, style: Output.style).text)
    }
}

extension StoreStatus.Parts {
    fileprivate init(_ sizes: StoreSizes) {
        self.init(
            texts: sizes.texts, tables: max(0, sizes.catalog - sizes.free - sizes.texts),
            unused: sizes.free, index: sizes.index, segments: sizes.segments,
            deadShare: sizes.indexed == 0 ? 0 : min(1, Double(sizes.dead) / Double(sizes.indexed)))
    }
}
