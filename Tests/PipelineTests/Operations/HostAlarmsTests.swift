import Core
import Report
import Testing

@testable import Pipeline

@Suite struct HostAlarmsTests {
    private func figures(
        _ sources: Int, _ pieces: Int, quarantined: Int = 0, host: String = "a.example"
    ) -> HostFigures {
        HostFigures(host: host, sources: sources, pieces: pieces, quarantined: quarantined)
    }

    private let past = (1...5).reversed().map {
        [HostFigures(host: "a.example", sources: 100 + $0, pieces: 1_000 + 10 * $0)]
    }

    private func alarms(_ now: HostFigures, past: [[HostFigures]]? = nil) -> [HostAlarm] {
        HostAlarms(options: AlarmOptions()).alarms([now], past: past ?? self.past)
    }

    @Test func `a host that goes on as before raises no alarm`() {
        #expect(alarms(figures(112, 1_115)).isEmpty)
    }

    @Test func `a night of pages without pieces is seen in a large archive`() throws {
        let alarm = try #require(alarms(figures(125, 1_050)).first)
        #expect(alarm.figure == .piecesPerSource && alarm.added == 20 && alarm.now == 0)
        #expect(alarm.sentence.contains("a.example") && alarm.sentence.contains("20 new sources"))
    }

    @Test func `pages that were divided anew are seen as a whole`() throws {
        let alarm = try #require(alarms(figures(105, 120)).first)
        #expect(alarm.figure == .piecesPerSource && alarm.added == nil)
    }

    @Test func `quarantined sources are seen`() throws {
        let found = alarms(figures(125, 1_060, quarantined: 18))
        #expect(found.contains { $0.figure == .quarantinedShare && $0.added == 20 })
    }

    @Test func `a new host, a small one and too few passes say nothing`() {
        #expect(alarms(figures(125, 0, host: "b.example")).isEmpty)
        #expect(alarms(figures(4, 0), past: past.map { _ in [figures(4, 40)] }).isEmpty)
        #expect(alarms(figures(125, 0), past: Array(past.prefix(2))).isEmpty)
    }

    @Test func `passes that changed nothing count once`() {
        let still = Array(repeating: past[0], count: 9)
        #expect(alarms(figures(125, 0), past: still).isEmpty)
    }
}
