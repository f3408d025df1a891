package import Core

/// Hits of the watch-list and alarms as text, for the head of a report and the end of a pass.
package struct BulletinText: Sendable {
    package var alarms: [HostAlarm]
    /// Nil when nothing is watched.
    package var watch: WatchHits?
    /// Only hits that are new.
    package var newAlone: Bool

    package init(alarms: [HostAlarm], watch: WatchHits?, newAlone: Bool = false) {
        self.alarms = alarms
        self.watch = watch
        self.newAlone = newAlone
    }

    /// Hits and alarms that are shown one by one.
    private static let most = 20

    /// The text on its own; empty when there is nothing to tell.
    package func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        write(to: &page)
        return page.text
    }

    func write(to page: inout TextPage) {
        writeWatch(to: &page)
        if !alarms.isEmpty {
            page.heading("Alarms", Decimals.grouped(alarms.count))
            for alarm in alarms.prefix(Self.most) {
                page.wrapped(Span(alarm.sentence, limit: 400), indent: 2, hanging: 2)
            }
            page.more(alarms.count - Self.most, "alarm")
        }
    }

    private func writeWatch(to page: inout TextPage) {
        guard let watch else { return }
        let hits = newAlone ? watch.hits.filter(\.isNew) : watch.hits
        let total = newAlone ? watch.new : watch.total
        if newAlone, total == 0 { return }
        page.heading("Watch-list", "\(Words.count(watch.total, "hit")), \(watch.new) new")
        if hits.isEmpty { page.empty("Nothing that is watched was found.") }
        for hit in hits.prefix(Self.most) {
            page.line(
                .strong(hit.isNew ? "new  " : "     "),
                Span(hit.title ?? hit.piece, .strong, limit: 400), indent: 2)
            page.line(
                .soft("\(hit.kind.rawValue)  "), Span(hit.watched, limit: 200),
                .soft("  \(hit.piece)  "), Span(hit.source, limit: 400), indent: 7)
            page.wrapped(Span(hit.reason, limit: 400), indent: 7)
        }
        page.more(total - min(hits.count, Self.most), "hit")
    }
}
