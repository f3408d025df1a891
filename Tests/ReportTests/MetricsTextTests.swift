import Core
import Report
import Testing

@Suite struct MetricsTextTests {
    private var record: RunRecord {
        var record = RunRecord(
            state: .done, exitCode: 2, started: "2026-11-21T02:15:00Z", ended: 1_795_227_300,
            seconds: 12.5, version: "0.1.0", store: "store", storeBytes: 4_096)
        record.run = 7
        var content = RunSummary()
        content.sources = 14
        content.sourcesRead = 3
        content.quarantined = 1
        content.pieces = 86
        record.content = content
        record.hosts = [
            HostFigures(host: "a\"b\\c\n.example", sources: 4, pieces: 9, quarantined: 1, empty: 2)
        ]
        return record
    }

    @Test func `every metric has its help and type once, and its samples below`() {
        let lines = MetricsText(record).text.split(separator: "\n")
        var named: Set<Substring> = []
        for line in lines {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                #expect(named.insert(words[2]).inserted)
                #expect(words[2].hasPrefix("stemma_"))
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != " " && $0 != "{" }
                #expect(named.contains(name))
                #expect(words.last.flatMap { Double($0) } != nil)
            }
        }
        #expect(lines.contains("stemma_last_run_exit_code 2"))
        #expect(lines.contains("stemma_last_run_success 1"))
        #expect(lines.contains("stemma_pieces 86"))
    }

    @Test func `names of hosts are escaped`() {
        #expect(
            MetricsText(record).text.contains(
                #"stemma_host_sources{host="a\"b\\c\n.example"} 4"# + "\n"))
    }

    @Test func `a pass that failed before there was a store has no content`() {
        var record = record
        record.state = .failed
        record.content = nil
        let text = MetricsText(record).text
        #expect(text.contains("stemma_last_run_success 0"))
        #expect(!text.contains("stemma_pieces "))
    }
}
