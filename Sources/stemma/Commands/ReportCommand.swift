internal import ArgumentParser
internal import Pipeline
internal import Report
internal import Store

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the report as one HTML page, and print it as text.")

    @OptionGroup var options: StoreOptions

    @Option(help: ArgumentHelp("Folder of the report.", valueName: "dir"))
    var report: String?

    @Flag(name: .customLong("text"), help: "Print the report as text and write no page.")
    var textOnly = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        var settings = try options.configuration()
        if let report { settings.report = report }
        let catalog = try options.catalog(settings)
        let bulletin = try catalog.read { try Bulletin(settings, $0) }
        if !quiet {
            let data = try catalog.read {
                try ReportAssembly.data($0, archive: nil, bulletin: bulletin)
            }
            try Output.write(ReportText(data, style: Output.style).text)
        }
        guard !textOnly, let folder = settings.report else { return }
        let page = try ReportFile.write(settings, folder: folder, bulletin)
        if !quiet { try Output.write("\nReport: \(page)\n") }
    }
}
