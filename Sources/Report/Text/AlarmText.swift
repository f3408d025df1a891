package import Core

extension HostAlarm {
    /// The alarm in words.
    package var sentence: String {
        let name = host.isEmpty ? "sources without a host" : host
        let whose = added.map { "the \(Words.count($0, "new source"))" } ?? "all its sources"
        switch figure {
        case .piecesPerSource:
            return "\(name): \(Decimals.text(now, places: 2)) pieces a source in \(whose), "
                + "\(Decimals.text(before, places: 2)) on average before"
        case .quarantinedShare:
            return "\(name): \(Decimals.percent(now)) quarantined of \(whose), "
                + "\(Decimals.percent(before)) on average before"
        }
    }
}
