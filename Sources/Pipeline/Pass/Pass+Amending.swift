internal import Core
internal import Readers
internal import Store

/// A pass over an archive of which the store knows most: what is new is read, and what it changes is
/// written.
extension Pass {
    func amend(
        _ writer: RunWriter, _ snapshot: Snapshot, _ catalog: Catalog, _ night: Night
    ) throws -> RunSummary {
        var kept = try keptArchive(writer, snapshot, catalog)
        let forgotten = try forgotten(snapshot, night)
        let leaving = Set(forgotten.files.map(\.number))
        let plan = NightPlan(
            night.walk,
            files: leaving.isEmpty
                ? kept.files : kept.files.filter { !leaving.contains($0.number) })
        var changes = Changes(plan)
        changes.forgotten = forgotten
        let knowledge = try learn(night, &changes, kept, writer, snapshot, catalog)
        let firstRuns = try makeRoom(for: changes, &kept, writer, snapshot, night)

        var summary = RunSummary()
        let spool = try TextSpool(folder: configuration.store)
        var fresh = ArchiveIndex(
            settings: configuration.match.settings,
            texts: ArchiveTexts(spool: spool, store: catalog), hosts: HostNames(kept.hosts))
        try divide(changes.reading, knowledge, spool, into: &fresh, writer, &summary)
        if let entry = try keep(fresh, from: kept.hosts.count, writer) {
            try kept.add(entry, paths: writer.pathsOfFiles)
        }
        try dropSuperseded(changes, &kept, writer)
        try writer.restoreRetired()
        for (place, id) in fresh.ids.enumerated() {
            guard let run = firstRuns[id] else { continue }
            try writer.mark(piece: Int(fresh.numbers[place]), since: run)
        }
        var archive = try kept.index(
            settings: configuration.match.settings, texts: fresh.texts, hosts: fresh.hosts)
        let amendment = Amendment(
            kept: kept, fresh: fresh, firstFresh: fresh.numbers.first ?? .max,
            firstRuns: firstRuns)
        try amend(&archive, amendment, knowledge, writer, snapshot, &summary)
        try total(&summary, writer, snapshot)
        if !forgotten.isEmpty {
            try writer.dropChanges(naming: forgotten.pieces)
            try writer.note(StoreNotes.uncompacted, "")
        }
        return summary
    }

    /// What the store holds; an index that is damaged is made anew from the catalog.
    private func keptArchive(_ writer: RunWriter, _ snapshot: Snapshot, _ catalog: Catalog) throws
        -> KeptArchive
    {
        do {
            return try KeptArchive(snapshot, store: configuration.store)
        } catch let error as StoreError where error.kind == .damaged {
            progress.note("\(error.place): \(error.what) The index is made anew from the catalog.")
            let entry = try Reindexing(
                snapshot, catalog, settings: configuration.match.settings
            ).segment()
            try writer.dropSegments()
            if let entry { try writer.add(segment: entry) }
            return try KeptArchive(snapshot, store: configuration.store, index: .some(entry))
        }
    }

    // MARK: What is read

    /// What differs between the corpus and the store, and what is to be done about it.
    struct Changes {
        /// Sources to read, in the order of the archive.
        var reading: [FoundSource]
        /// Files that are read again because they have changed: their former version stays as far as
        /// it says something else.
        var changed: [Snapshot.File]
        /// Files that are read again because of what was learned of their hosts.
        var again: [Snapshot.File] = []
        /// What the store holds and is to forget.
        var forgotten = ForgottenContent()
        let plan: NightPlan

        init(_ plan: NightPlan) {
            self.plan = plan
            changed = plan.changed.map(\.file)
            reading = (plan.new + plan.changed.map(\.source)).sorted {
                KeptArchive.precedes($0.path, $1.path)
            }
        }

        /// Reads files again that the store knows.
        mutating func read(again files: [(file: Snapshot.File, source: FoundSource)]) {
            again += files.map(\.file)
            reading = (reading + files.map(\.source)).sorted {
                KeptArchive.precedes($0.path, $1.path)
            }
        }
    }

    /// Sums up what all pages teach, and finds the files that are to be divided again because of it.
    private func learn(
        _ night: Night, _ changes: inout Changes, _ kept: KeptArchive, _ writer: RunWriter,
        _ snapshot: Snapshot, _ catalog: Catalog
    ) throws -> Knowledge {
        let blank = blank(night)
        var taught: [(path: String, file: String, teaching: Teaching)] = []
        try snapshot.eachTeaching { path, file, data in
            guard let teaching = Teaching(data) else { return }
            taught.append((path, file, teaching))
        }
        var leaving = Set(changes.changed.map(\.path))
        if configuration.read.removed == .drop {
            leaving.formUnion(changes.plan.gone.map(\.path))
        }
        leaving.formUnion(changes.forgotten.files.map(\.path))
        let records = Set(changes.forgotten.records.map(\.path))
        for path in leaving.sorted() { try writer.dropTeachings(ofFile: path) }
        for path in records.sorted() { try writer.dropTeaching(of: path) }
        var added: [(path: String, file: String, teaching: Teaching)] = []
        var marked = MarkedPages()
        let missed = try look(at: changes.reading, blank) { look, source, file in
            try writer.add(teaching: look.teaching.bytes, source: source, file: file)
            if let page = look.marked { marked.keep(page, of: look.read) }
            added.append((source, file, look.teaching))
        }
        let former = sum(taught, blank)
        // Rows teach nothing: on a night without pages all is known as it was.
        if added.isEmpty, leaving.isEmpty, records.isEmpty {
            var former = former
            former.missed = missed
            return former
        }
        let staying = taught.filter { !leaving.contains($0.file) && !records.contains($0.path) }
        var present = sum(staying + added, blank)
        var again = changedFiles(taught, former, present)
        if former.outlets != present.outlets {
            // A name that is an outlet now may be read in any credit.
            let names = present.outlets.names(differingFrom: former.outlets)
            again.formUnion(try files(naming: NameSearch(names), taught, snapshot, catalog))
        }
        readAgain(again, night, &changes, kept)
        present.marked = marked
        present.missed = missed
        return present
    }

    /// Knowledge is summed in the order of the archive.
    private func sum(
        _ taught: [(path: String, file: String, teaching: Teaching)], _ blank: Knowledge
    ) -> Knowledge {
        var knowledge = blank
        let order = taught.indices.sorted {
            KeptArchive.precedes(taught[$0].file, taught[$1].file)
                || (taught[$0].file == taught[$1].file && $0 < $1)
        }
        for index in order {
            knowledge.learn(taught[index].teaching, source: taught[index].path)
        }
        knowledge.conclude()
        return knowledge
    }

    /// The files of pages that are divided otherwise because of what was learned of their hosts, or of
    /// what stands beside their paragraphs.
    private func changedFiles(
        _ taught: [(path: String, file: String, teaching: Teaching)], _ former: Knowledge,
        _ present: Knowledge
    ) -> Set<String> {
        var changed: Set<String> = []
        var differs: [String: Bool] = [:]
        for (path, file, teaching) in taught {
            let key = present.profileKey(teaching, source: path)
            let isOther =
                differs[key]
                ?? (former.profiles[key]?.chrome ?? [] != present.profiles[key]?.chrome ?? [])
            differs[key] = isOther
            if isOther
                || !former.neighbours.agree(
                    with: present.neighbours, on: teaching.edges.paragraphs)
            {
                changed.insert(file)
            }
        }
        return changed
    }

    /// Has files read again, as far as they are there.
    private func readAgain(
        _ again: Set<String>, _ night: Night, _ changes: inout Changes, _ kept: KeptArchive
    ) {
        let known = Dictionary(
            kept.files.filter { $0.gone == nil }.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        let reading = Set(changes.reading.map(\.path))
        changes.read(
            again: night.sources.compactMap { source in
                guard again.contains(source.path), !reading.contains(source.path) else {
                    return nil
                }
                return known[source.path].map { ($0, source) }
            })
    }

    /// Marks what is gone and what has come back, and takes former versions out of the way of those
    /// that are read now.
    ///
    /// - Returns: in which run pieces were first seen that may be read again.
    private func makeRoom(
        for changes: Changes, _ kept: inout KeptArchive, _ writer: RunWriter,
        _ snapshot: Snapshot, _ night: Night
    ) throws -> [UInt64: Int] {
        var firstRuns: [UInt64: Int] = [:]
        func remember(_ file: Snapshot.File) throws {
            for (id, run) in try snapshot.firstRuns(ofFile: file.number) {
                if let number = PieceID.number(id) { firstRuns[number] = run }
            }
        }
        for file in changes.forgotten.files {
            try writer.drop(file: file.number)
            kept.drop(file: file.number)
        }
        for record in changes.forgotten.records {
            kept.drop(pieces: try snapshot.pieces(ofHeldSource: record.number).map(\.number))
            try writer.drop(record: record.number)
        }
        if !changes.forgotten.rows.isEmpty {
            let pieces = changes.forgotten.rows.flatMap(\.pieces)
            kept.drop(pieces: pieces)
            try writer.drop(pieces: pieces)
        }
        let unread = Set(
            changes.plan.changed.filter {
                $0.file.modified == CapturedFile.unread && $0.file.size == $0.source.size
            }.map(\.file.number))
        for file in changes.plan.gone {
            if configuration.read.removed == .keep {
                try writer.mark(file: file.number, gone: night.started)
            } else {
                try writer.drop(file: file.number)
                kept.drop(file: file.number)
            }
        }
        for file in changes.plan.returned { try writer.mark(file: file.number, gone: nil) }
        for file in changes.again {
            try remember(file)
            try writer.drop(file: file.number)
            kept.drop(file: file.number)
        }
        for file in changes.changed + changes.plan.findings.compactMap(\.file) {
            try remember(file)
            // A file that is read again because it could not be read whole has no former version.
            let isKept =
                configuration.read.removed == .keep && !unread.contains(file.number)
                && !kept.pieces(ofFile: file.number).isEmpty
            guard isKept else {
                try writer.drop(file: file.number)
                kept.drop(file: file.number)
                continue
            }
            let name = kept.nextFormerName(of: file.path)
            try writer.retire(file: file.number, as: name, gone: night.started)
            kept.rename(file: file.number, name)
        }
        for source in changes.reading {
            for file in kept.formerVersions(of: source.path) {
                try writer.stepAside(file: file)
            }
        }
        for finding in changes.plan.findings {
            try writer.add(source: finding.finding.source, page: nil)
        }
        return firstRuns
    }

    /// Of former versions only what the present one no longer says stays.
    private func dropSuperseded(
        _ changes: Changes, _ kept: inout KeptArchive, _ writer: RunWriter
    ) throws {
        for source in changes.reading {
            guard let present = kept.number(ofPath: source.path) else { continue }
            var texts: Set<Digest>?
            for former in kept.formerVersions(of: source.path) {
                if texts == nil { texts = Set(kept.pieces(ofFile: present).map(\.digest)) }
                let pieces = kept.pieces(ofFile: former)
                let superseded = pieces.filter { texts?.contains($0.digest) == true }
                if superseded.count == pieces.count {
                    try writer.drop(file: former)
                    kept.drop(file: former)
                } else if !superseded.isEmpty {
                    try writer.drop(pieces: superseded.map(\.number))
                    kept.drop(pieces: superseded.map(\.number))
                }
            }
        }
    }

    // MARK: What changes

    /// What a pass amends.
    struct Amendment {
        let kept: KeptArchive
        /// The pieces that were read in this pass.
        let fresh: ArchiveIndex
        let firstFresh: UInt32
        /// In which run pieces were first seen that were read again.
        let firstRuns: [UInt64: Int]

        /// Whether a piece was never seen before.
        func isNew(_ number: UInt32, _ id: UInt64) -> Bool {
            number >= firstFresh && firstRuns[id] == nil
        }
    }

    private func amend(
        _ archive: inout ArchiveIndex, _ amendment: Amendment, _ knowledge: Knowledge,
        _ writer: RunWriter, _ snapshot: Snapshot, _ summary: inout RunSummary
    ) throws {
        progress.begin("match")
        let formerBoilerplate = try snapshot.boilerplate()
        archive.index.learn()
        let change = IndexChange(
            archive.index, isNew: archive.numbers.map { $0 >= amendment.firstFresh },
            former: Digest.firstWords(ofHexadecimal: formerBoilerplate.map(\.paragraph.sha256)))
        var verdicts = try KeptVerdicts(snapshot, numbers: archive.numbers)
        let matched = try match(
            &archive, &verdicts, change, hasLost: amendment.kept.hasLost)
        archive.releaseIndex()
        FreedMemory.giveBack()
        progress.begin("trace")
        let names = ArchiveNames(knowledge, archive)
        let namesChanged = try snapshot.note(ArchiveNames.note) != names.digest
        try writer.note(ArchiveNames.note, names.digest)
        var touched = TouchedPieces(archive.numbers.count, all: namesChanged)
        for (place, number) in archive.numbers.enumerated() where number >= amendment.firstFresh {
            touched.touch(UInt32(place))
        }
        let dropped = verdicts.dropped
        for row in dropped where row.stoodTurned != nil {
            for number in [row.a, row.b] {
                if let place = verdicts.place(ofNumber: number) { touched.touch(UInt32(place)) }
            }
        }
        for place in matched.matches.indices
        where matched.origins[place]?.stood != matched.stands[place] {
            touched.touch(matched.matches[place].pair)
        }
        let graph = MatchGraph(matched, pieces: archive.numbers.count)
        let clusters = try changedClusters(matched, archive, touched, snapshot, writer)
        let part = try TracedPart(
            archive, fresh: amendment.fresh, matched, graph, touched, clusters: clusters, snapshot,
            placeOf: { verdicts.place(ofNumber: UInt32($0)).map { UInt32($0) } })
        let traced = Traced(
            places: part.places, pieces: part.pieces,
            chosen: try part.matches.map { try verdicts.whole($0, of: matched) },
            texts: archive.texts.places, names: names.outlets, lexicon: knowledge.lexicon)
        for row in dropped { try writer.dropVerdict(a: Int(row.a), b: Int(row.b)) }
        try write(verdictsOf: matched, archive, writer)
        try rewrite(matched, part, traced, dropped, amendment, archive, touched, writer)
        try write(clusters: clusters, matched, archive, traced, writer)
        let causes = LineageCauses(archive, matched, graph, isNew: amendment.isNew)
        try trace(part.recomputed, traced) { place, lineage, next in
            let former = try snapshot.lineage(ofPiece: lineage.piece)
            try writer.replace(
                former, by: lineage, piece: Int(archive.numbers[Int(place)]),
                next: next.map { Int(archive.numbers[Int($0)]) },
                cause: former.map { $0 != lineage } == true ? causes.cause(of: place) : nil)
        }
        try rewriteNotes(matched, archive, formerBoilerplate, touched, writer, snapshot)
        summary.clusters = matched.clusters.count
        summary.templates = matched.families.count
        summary.boilerplate = archive.boilerplate.count
        summary.matches = matched.stands.count { $0 }
    }

    /// Drops the clusters that are no longer as they were.
    ///
    /// - Returns: places of the clusters that are to be written.
    private func changedClusters(
        _ matched: MatchedArchive, _ archive: ArchiveIndex, _ touched: TouchedPieces,
        _ snapshot: Snapshot, _ writer: RunWriter
    ) throws -> [Int] {
        var former = try snapshot.clusterShapes()
        var writing: [Int] = []
        for (place, cluster) in matched.clusters.enumerated() {
            let ids = cluster.pieces.map { archive.ids[Int($0)] }.sorted().map(PieceID.text)
            let shape = ClusterShape.of(
                ids, representative: PieceID.text(archive.ids[Int(cluster.representative)]),
                suspicion: matched.suspicions[place])
            let isSame = former[ids[0]] == shape
            if isSame, !cluster.pieces.contains(where: { touched.contains($0) }) {
                former[ids[0]] = nil
            } else {
                writing.append(place)
            }
        }
        for id in former.keys.sorted() { try writer.dropCluster(id: id) }
        return writing
    }

    /// Puts matches that are new or stand now into the store, and takes out those that do not.
    private func rewrite(
        _ matched: MatchedArchive, _ part: TracedPart, _ traced: Traced,
        _ dropped: [KeptVerdicts.Dropped], _ amendment: Amendment, _ archive: ArchiveIndex,
        _ touched: TouchedPieces, _ writer: RunWriter
    ) throws {
        struct Ends: Hashable {
            var a: UInt64
            var b: UInt64
        }
        var leaving: Set<Ends> = []
        let ids = amendment.kept.identifiers(upTo: amendment.kept.lastNumber)
        for row in dropped {
            guard let turned = row.stoodTurned else { continue }
            let (a, b) = (ids[Int(row.a)], ids[Int(row.b)])
            leaving.insert(turned ? Ends(a: b, b: a) : Ends(a: a, b: b))
        }
        for (index, place) in part.matches.enumerated() {
            let match = matched.matches[place]
            guard matched.origins[place]?.stood != true || touched.all else { continue }
            leaving.remove(
                Ends(a: archive.ids[Int(match.a)], b: archive.ids[Int(match.b)]))
            try writer.add(match: traced.matches[index])
        }
        for place in matched.matches.indices {
            guard let stood = matched.origins[place]?.stood, stood != matched.stands[place] else {
                continue
            }
            let match = matched.matches[place]
            let (a, b) = (archive.numbers[Int(match.a)], archive.numbers[Int(match.b)])
            try writer.settle(
                verdict: Int(min(a, b)), Int(max(a, b)), stands: matched.stands[place])
            if stood {
                leaving.insert(
                    Ends(a: archive.ids[Int(match.a)], b: archive.ids[Int(match.b)]))
            }
        }
        for ends in leaving.sorted(by: { ($0.a, $0.b) < ($1.a, $1.b) }) {
            try writer.dropMatch(a: PieceID.text(ends.a), b: PieceID.text(ends.b))
        }
    }

    /// Templates and boilerplate are few: they are written anew when they differ.
    private func rewriteNotes(
        _ matched: MatchedArchive, _ archive: ArchiveIndex,
        _ former: [(paragraph: Boilerplate, example: Int, line: Int)], _ touched: TouchedPieces,
        _ writer: RunWriter, _ snapshot: Snapshot
    ) throws {
        let shown = ShownTexts(archive)
        var templates: [String: Template] = [:]
        try snapshot.eachTemplate { templates[$0.id] = $0 }
        try writer.dropTemplates()
        for family in matched.families {
            let ids = family.pieces.map { archive.ids[Int($0)] }.sorted().map(PieceID.text)
            let isSame =
                templates[ids[0]]?.pieces == ids
                && !family.pieces.contains { touched.contains($0) }
            if isSame, let template = templates[ids[0]] {
                try writer.add(template: template)
            } else {
                try writer.add(template: shown.template(family))
            }
        }
        struct Place: Hashable {
            var example: Int
            var line: Int
            var host: String?
        }
        var paragraphs: [Place: Boilerplate] = [:]
        for entry in former {
            paragraphs[
                Place(example: entry.example, line: entry.line, host: entry.paragraph.host)] =
                entry.paragraph
        }
        try writer.dropBoilerplate()
        for learned in archive.boilerplate {
            let number = Int(archive.numbers[learned.example])
            let host = learned.host == 0 ? nil : archive.host(of: learned.example)
            var paragraph =
                try paragraphs[Place(example: number, line: learned.line, host: host)]
                ?? shown.paragraph(learned)
            paragraph.pieces = learned.pieces
            try writer.add(boilerplate: paragraph, example: number, line: learned.line)
        }
    }

    /// What the store holds in all after the pass.
    private func total(
        _ summary: inout RunSummary, _ writer: RunWriter, _ snapshot: Snapshot
    ) throws {
        let last = try snapshot.lastRun()?.summary ?? RunSummary()
        summary.pieces += last.pieces - writer.dropped.pieces
        summary.republished += last.republished - writer.dropped.republished
        summary.translated += last.translated - writer.dropped.translated
        (summary.sources, summary.quarantined) = try writer.countSources()
    }
}
