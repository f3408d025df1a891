internal import Core
internal import Readers
internal import Store

/// What a night has to do: how the corpus differs from what the store knows of it.
package struct NightPlan: Sendable {
    /// Sources that the store does not know, and those whose size or time has changed, with the
    /// number of their file.
    var new: [FoundSource] = []
    var changed: [(source: FoundSource, file: Snapshot.File)] = []
    /// Findings that the store does not know; their former state, if there is one, goes.
    var findings: [(finding: WalkFinding, file: Snapshot.File?)] = []
    /// Files that are no longer there, and were when the store last looked.
    var gone: [Snapshot.File] = []
    /// Files that were gone, and are there again as they were.
    var returned: [Snapshot.File] = []
    private(set) var counts = Counts()

    /// The same in numbers.
    package struct Counts: Sendable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        package var gone = 0
        var returned = 0

        var isEmpty: Bool { new + changed + gone + returned == 0 }
    }

    init(_ walk: CorpusWalk, files: [Snapshot.File]) {
        var known: [String: Snapshot.File] = [:]
        for file in files { known[file.path] = file }
        for source in walk.sources {
            guard let file = known.removeValue(forKey: source.path) else {
                new.append(source)
                continue
            }
            guard file.size == source.size, file.modified == source.modified else {
                changed.append((source, file))
                continue
            }
            if file.gone == nil { counts.unchanged += 1 } else { returned.append(file) }
        }
        for finding in walk.findings {
            let file = known.removeValue(forKey: finding.path)
            if let file, file.isQuarantined {
                if file.gone == nil { counts.unchanged += 1 } else { returned.append(file) }
            } else {
                findings.append((finding, file))
            }
        }
        gone = known.values.filter { $0.gone == nil }.sorted { $0.number < $1.number }
        counts.new = new.count + findings.count
        counts.changed = changed.count
        counts.gone = gone.count
        counts.returned = returned.count
    }
}
