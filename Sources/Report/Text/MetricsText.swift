package import Core

/// A pass as metrics in the text format of Prometheus (version 0.0.4), for the textfile collector.
package struct MetricsText: Sendable {
    private let record: RunRecord

    package init(_ record: RunRecord) { self.record = record }

    package var text: String {
        var lines = ""
        func add(
            _ name: String, _ help: String, _ samples: [(labels: String, value: String)]
        ) {
            guard !samples.isEmpty else { return }
            lines += "# HELP stemma_\(name) \(help)\n# TYPE stemma_\(name) gauge\n"
            for sample in samples { lines += "stemma_\(name)\(sample.labels) \(sample.value)\n" }
        }
        func add(_ name: String, _ help: String, _ value: Int) {
            add(name, help, [("", String(value))])
        }
        add(
            "build_info", "Version of the program that made the last pass.",
            [(Self.labels([("version", record.version)]), "1")])
        add(
            "last_run_success", "Whether the last pass ended well, if only to find nothing new.",
            record.state == .done || record.state == .unchanged ? 1 : 0)
        add("last_run_exit_code", "Exit code of the last pass.", record.exitCode)
        add(
            "last_run_timestamp_seconds", "When the last pass ended, in seconds since 1970.",
            record.ended)
        add(
            "last_run_duration_seconds", "How long the last pass took.",
            [("", Decimals.text(record.seconds, places: 3))])
        add("store_bytes", "Bytes of the store folder.", record.storeBytes)
        add("alarms", "Hosts' figures that jumped in the last pass.", record.alarms.count)
        add("watch_hits", "Pieces found by the watch-list.", record.watch.total)
        add("watch_hits_new", "Of these, not found in the pass before.", record.watch.new)
        if let new = record.new {
            add("new_pieces", "Pieces that the last pass brought.", new.pieces)
            add("new_matches", "Matches that the last pass found.", new.matches)
            add("new_copies", "Of these, copies of one text.", new.copies)
            add("changed_claims", "Claims that the last pass changed.", new.changedClaims)
            if let quarantined = new.quarantined {
                add(
                    "sources_newly_quarantined", "Sources that the pass before could read.",
                    quarantined)
            }
            add("sources_gone", "Sources that the pass before still saw.", new.gone)
        }
        if let content = record.content {
            add("commits", "Number of the last commit.", record.run ?? 0)
            add("sources", "Sources in the store.", content.sources)
            add(
                "sources_read", "Sources that the last pass read.",
                record.state == .done ? content.sourcesRead : 0)
            add("sources_quarantined", "Sources that were not read.", content.quarantined)
            add("source_bytes", "Bytes of the sources in the store.", content.bytes)
            add("pieces", "Pieces in the store.", content.pieces)
            add("pieces_republished", "Pieces that credit an outlet.", content.republished)
            add("pieces_translated", "Pieces that name a translator.", content.translated)
            add("matches", "Verified matches.", content.matches)
            add("clusters", "Families of copies of one text.", content.clusters)
            add("templates", "Frames that several pieces were cut from.", content.templates)
            add("boilerplate_paragraphs", "Paragraphs set aside.", content.boilerplate)
        }
        let hosts = record.hosts.prefix(Self.mostHosts)
        func byHost(_ figure: (HostFigures) -> Int) -> [(labels: String, value: String)] {
            hosts.map { (Self.labels([("host", $0.host)]), String(figure($0))) }
        }
        add("host_sources", "Sources of a host.", byHost(\.sources))
        add("host_pieces", "Pieces of a host.", byHost(\.pieces))
        add("host_sources_quarantined", "Sources of a host not read.", byHost(\.quarantined))
        add("host_sources_empty", "Pages of a host that hold no piece.", byHost(\.empty))
        return lines
    }

    /// A series for each host: a collector does not want them without end.
    private static let mostHosts = 500

    private static func labels(_ labels: [(name: String, value: String)]) -> String {
        let shown = labels.map { label in
            var value = ""
            for scalar in label.value.unicodeScalars {
                switch scalar {
                case "\\": value += "\\\\"
                case "\"": value += "\\\""
                case "\n": value += "\\n"
                default: value.unicodeScalars.append(scalar)
                }
            }
            return "\(label.name)=\"\(value)\""
        }
        return "{" + shown.joined(separator: ",") + "}"
    }
}
