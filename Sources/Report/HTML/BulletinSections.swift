import Core

/// What stands at the head of the report: alarms and the watch-list.
extension ReportPage {
    /// Hits that are shown one by one.
    private static let hitsShown = 100

    var alarms: HTML {
        group {
            intro(
                "Figures of hosts that are far from what they were in earlier passes: the layout of "
                    + "a site may have changed, or its captures may be broken.")
            ul {
                for alarm in data.alarms { li { bdi(text: clipped(alarm.sentence)) } }
            }
        }
    }

    func watched(_ watch: WatchHits) -> HTML {
        guard watch.total > 0 else { return empty("Nothing that is watched was found.") }
        let shown = watch.hits.prefix(Self.hitsShown)
        return group {
            intro(
                watch.new == 0
                    ? "Nothing new since the pass before."
                    : "\(Words.count(watch.new, "hit")) not found in the pass before.")
            element("dl", [.class("records")]) {
                for hit in shown {
                    div {
                        element("dt", []) {
                            if hit.isNew { "new · " }
                            bdi(.class("title"), text: clipped(hit.title ?? hit.piece))
                            span(.class("meta")) {
                                separated(
                                    [.text(hit.piece), bdi(text: clipped(hit.source))]
                                        + (hit.host.map { [bdi(text: clipped($0))] } ?? [])
                                        + (hit.posted.map { [moment($0)] } ?? []))
                            }
                        }
                        element("dd", [.captured]) {
                            "\(hit.kind.rawValue) "
                            bdi(text: clipped(hit.watched))
                            ": "
                            bdi(text: clipped(hit.reason))
                        }
                    }
                }
            }
            more(watch.total - shown.count, "hit")
        }
    }
}
