import Core
import Report

/// A night in the invented archive: what a report begins with when something has come.
enum InventedNight {
    static var counts: NewCounts {
        var counts = NewCounts()
        counts.pieces = 41
        counts.republished = 30
        counts.matches = 6
        counts.copies = 2
        counts.changedClaims = 3
        counts.quarantined = 1
        counts.gone = 1
        return counts
    }

    static var news: News {
        var news = News(counts: counts, run: 12, started: InventedArchive.run.started)
        news.newPieces = [InventedArchive.keeperElsewhere.id, InventedArchive.digest.id]
        news.copies = Listing([
            InventedArchive.keeperMatch,
            Match(
                a: InventedArchive.keeper.id, b: InventedArchive.keeperElsewhere.id,
                relation: .duplicate, resemblance: 1, containmentA: 1, containmentB: 1, passages: []
            ),
        ])
        news.recaptures = 1
        news.passages = Listing([InventedArchive.digestMatch], total: 3)
        news.republished = Listing(
            [InventedArchive.apples.id, InventedArchive.albanian.id], total: 30)
        news.changes = Listing([declared, lost, sameClaims])
        news.quarantined = Listing([
            Source(
                path: "mirror/<b>0009</b>.txt", format: .text, size: 0, modified: 0,
                state: .quarantined(reason: "The file is empty."))
        ])
        news.gone = Listing([GoneSource(path: "oldlamps/letters.txt", pieces: 2)])
        news.losses = Listing([
            HostFigures(host: "mirror.example", sources: 4, pieces: 2, quarantined: 1, empty: 1),
            HostFigures(host: "", quarantined: 2),
        ])
        return news
    }

    private static func claim(
        _ piece: String?, _ outlet: String?, _ state: ClaimState, _ confidence: Double
    ) -> Derivation {
        Derivation(
            piece: piece, outlet: outlet, how: .republication, state: state, confidence: confidence)
    }

    /// A claim by dates gave way to one by a credit.
    private static var declared: ChangedClaim {
        ChangedClaim(
            former: Lineage(
                piece: InventedArchive.keeperElsewhere.id,
                derivedFrom: [
                    claim(InventedArchive.keeperAgain.id, nil, .probable, 0.58)
                ]),
            present: Lineage(
                piece: InventedArchive.keeperElsewhere.id,
                derivedFrom: [claim(InventedArchive.keeper.id, nil, .declared, 0.94)]),
            cause: "An earlier copy has come: The Keeper Who Counted Storms.")
    }

    /// A claim that is made no longer.
    private static var lost: ChangedClaim {
        ChangedClaim(
            former: Lineage(
                piece: InventedArchive.library.id,
                derivedFrom: [claim(nil, "Orchard & Field", .undetermined, 0.3)]),
            present: Lineage(piece: InventedArchive.library.id),
            cause: "A match with it does not stand any more.")
    }

    /// The claims are the same, and the way of the text is another.
    private static var sameClaims: ChangedClaim {
        var present = InventedArchive.albanianLineage
        present.chain.insert(
            LineageStep(role: .aggregator, outlet: "mirror.example"),
            at: min(1, present.chain.count))
        return ChangedClaim(
            former: InventedArchive.albanianLineage, present: present,
            cause: "The origin of a piece that it came by has changed.")
    }

    static var report: ReportData {
        var data = ReportData(
            archive: "Coast & Orchard", run: InventedArchive.run,
            pieces: InventedArchive.report.pieces)
        var watch = WatchHits()
        watch.hits = [
            WatchHit(
                kind: .phrase, watched: "forty apple trees", piece: InventedArchive.apples.id,
                title: InventedArchive.apples.title, source: InventedArchive.apples.source,
                host: InventedArchive.apples.host, posted: InventedArchive.apples.posted,
                reason: "…behind the library forty apple trees stand…")
        ]
        (watch.total, watch.new) = (1, 1)
        data.watch = watch
        data.alarms = [
            HostAlarm(
                host: "mirror.example", figure: .quarantinedShare, before: 0.01, now: 0.25, added: 4
            )
        ]
        data.news = news
        return data
    }
}
