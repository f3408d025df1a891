internal import ArgumentParser
internal import Pipeline
internal import Report
internal import Store

struct CompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Merge the index of the store, mend it, and give back unused room.",
        discussion: """
            All segments of the index become one, without the pieces that the store has forgotten; \
            the catalog is written anew without unused pages. A segment that is damaged or missing is \
            made anew from the texts in the catalog. What the store says stays as it is.
            """)

    @OptionGroup var options: StoreOptions

    @OptionGroup var waiting: WaitOption

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let settings = try options.configuration()
        let cancellation = Cancellation()
        let signals = Signals(cancellation: cancellation)
        defer { signals.stop() }
        let result = try Compaction(
            configuration: settings,
            progress: PassProgress(style: quiet ? .quiet : .lines), cancellation: cancellation
        ).run(wait: Double(waiting.wait))
        if quiet { return }
        guard let result else {
            return try Output.write("The store is empty: there is nothing to compact.\n")
        }
        let (before, after) = (result.before, result.after)
        try Output.write(
            """
            catalog   \(Decimals.bytes(before.catalog)) before, \(Decimals.bytes(after.catalog)) after
            index     \(Decimals.bytes(before.index)) before, \(Decimals.bytes(after.index)) after
            segments  \(before.segments) before, \(after.segments) after
            dead      \(Decimals.grouped(before.dead)) pieces before, \(Decimals.grouped(after.dead)) after

            """)
    }
}
