internal import Core

/// Compares the figures of each host with those of earlier passes.
///
/// Figures are those of the whole store after a pass. In an old archive one night hardly moves them,
/// so the sources that came since the pass before are looked at on their own as well.
struct HostAlarms {
    let options: AlarmOptions

    /// Fewer sources than this say nothing about a host.
    private static let leastSources = 5

    /// Compares figures, and gives what is out of line.
    ///
    /// - Parameters:
    ///   - now: figures after this pass.
    ///   - past: those of earlier passes, the newest first. A pass that changed nothing says
    ///     nothing, and is passed over.
    /// - Returns: one alarm at most of each figure of a host.
    func alarms(_ now: [HostFigures], past: [[HostFigures]]) -> [HostAlarm] {
        var earlier: [[String: HostFigures]] = []
        var former: [HostFigures] = []
        for figures in past where figures != former {
            earlier.append(
                Dictionary(figures.map { ($0.host, $0) }, uniquingKeysWith: { first, _ in first }))
            former = figures
        }
        guard earlier.count >= options.passes else { return [] }
        return now.flatMap { figures -> [HostAlarm] in
            let before = earlier.compactMap { $0[figures.host] }
                .filter { $0.sources >= Self.leastSources }
            guard before.count >= options.passes, figures.sources >= Self.leastSources else {
                return []
            }
            return alarms(figures, before)
        }
    }

    private func alarms(_ now: HostFigures, _ before: [HostFigures]) -> [HostAlarm] {
        let pieces = before.reduce(0) { $0 + $1.piecesPerSource } / Double(before.count)
        let lost = before.reduce(0) { $0 + $1.quarantinedShare } / Double(before.count)
        let added = now.added(since: before[0]).flatMap {
            $0.sources >= Self.leastSources ? $0 : nil
        }
        var alarms: [HostAlarm] = []
        for (figures, isPart) in [(now, false), (added, true)] {
            guard let figures else { continue }
            let count = isPart ? figures.sources : nil
            if pieces > 0, abs(figures.piecesPerSource - pieces) > options.change * pieces,
                !alarms.contains(where: { $0.figure == .piecesPerSource })
            {
                alarms.append(
                    HostAlarm(
                        host: now.host, figure: .piecesPerSource, before: pieces,
                        now: figures.piecesPerSource, added: count))
            }
            if figures.quarantinedShare - lost > options.quarantined,
                !alarms.contains(where: { $0.figure == .quarantinedShare })
            {
                alarms.append(
                    HostAlarm(
                        host: now.host, figure: .quarantinedShare, before: lost,
                        now: figures.quarantinedShare, added: count))
            }
        }
        return alarms
    }
}

extension HostFigures {
    /// Of the sources that were read.
    var piecesPerSource: Double {
        sources > quarantined ? Double(pieces) / Double(sources - quarantined) : 0
    }

    var quarantinedShare: Double { sources == 0 ? 0 : Double(quarantined) / Double(sources) }

    /// What came since; nil where something went or was divided anew.
    func added(since before: HostFigures) -> HostFigures? {
        guard sources > before.sources, pieces >= before.pieces, quarantined >= before.quarantined,
            empty >= before.empty
        else { return nil }
        return HostFigures(
            host: host, sources: sources - before.sources, pieces: pieces - before.pieces,
            quarantined: quarantined - before.quarantined, empty: empty - before.empty)
    }
}
