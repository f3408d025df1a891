internal import ArgumentParser
internal import Report
internal import Store

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store, also while a pass is at work.",
        discussion: """
            The copy is one commit whole. To go back to it, put the file into an empty folder under \
            the name catalog.sqlite, and beside it the folder FILE.segments under the name segments and the \
            file FILE.forgotten, where there is one, under the name forgotten.jsonl.
            """)

    @OptionGroup var options: StoreOptions

    @Argument(help: "The file to write; one that is there is replaced.")
    var file: String

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let settings = try options.configuration()
        let bytes = try options.catalog(settings).backup(to: file)
        if !quiet {
            try Output.write("\(Terminal.safe(file)): \(Decimals.bytes(bytes))\n")
        }
    }
}
