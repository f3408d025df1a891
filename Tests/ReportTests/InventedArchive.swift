import Core
import Report

/// A small archive in which nothing is real: lighthouses, orchards and libraries in English,
/// Albanian and Persian.
enum InventedArchive {
    static let gazette = Outlet(
        name: "The Harbour Gazette", domain: "harbourgazette.example", id: "harbour-gazette")
    static let orchard = Outlet(name: "Orchard & Field", domain: "orchardfield.example")
    static let fanar = Outlet(name: "فانوس دریایی", domain: "fanus.example", id: "fanus")

    static func piece(
        _ id: String, _ source: String, _ lines: ClosedRange<Int>, _ title: String,
        host: String, posted: String, words: Int, kind: PieceKind = .article,
        language: String = "en", published: String? = nil, outlets: [Outlet] = [],
        authors: [String] = [], translators: [String] = [], url: String? = nil,
        credits: [Credit] = []
    ) -> Piece {
        let start = lines.lowerBound * 80
        return Piece(
            id: id, source: source, format: .text, lines: lines,
            bytes: start..<start + words * 6, body: start + 64..<start + words * 6, title: title,
            kind: kind, language: language, host: host, url: url,
            posted: PartialDate(iso: posted), published: published.flatMap(PartialDate.init(iso:)),
            captured: "2024-03-0\(1 + lines.lowerBound % 9)T04:05:06Z", outlets: outlets,
            authors: authors, translators: translators, categories: ["Coast"], credits: credits,
            words: words, paragraphs: words / 60,
            sha256: String(repeating: id, count: 4))
    }

    static let keeper = piece(
        "1a2b3c4d5e6f7081", "coastlines/2019-10.txt", 12...58, "The Keeper Who Counted Storms",
        host: "coastlines.example", posted: "2019-10-04", words: 1240, published: "2019-09",
        outlets: [gazette], authors: ["Ines Calder"],
        url: "https://coastlines.example/2019/10/keeper",
        credits: [
            Credit(
                role: .outlet, value: "The Harbour Gazette", line: 57, scalars: 22..<41,
                bytes: 4582..<4601, text: "The Harbour Gazette", rule: "first-published-in",
                confidence: 0.97),
            Credit(
                role: .author, value: "Ines Calder", line: 14, scalars: 3..<14,
                bytes: 1123..<1134, text: "Ines Calder", rule: "by-line", confidence: 0.99),
        ])
    static let keeperAgain = piece(
        "2b3c4d5e6f708192", "oldlamps/archive-7.txt", 201...246,
        "The keeper who counted storms", host: "oldlamps.example", posted: "2019-10-11",
        words: 1198, outlets: [gazette], authors: ["Ines Calder"])
    static let keeperRecapture = piece(
        "3c4d5e6f708192a3", "coastlines/2019-11.txt", 30...76, "The Keeper Who Counted Storms",
        host: "coastlines.example", posted: "2019-10-04", words: 1240, published: "2019-09",
        outlets: [gazette], authors: ["Ines Calder"])
    static let keeperElsewhere = piece(
        "3d4c5b6a79880716", "mirror/0003.txt", 9...54, "The Keeper Who Counted Storms",
        host: "mirror.example", posted: "2019-10-30", words: 1201, authors: ["Ines Calder"])
    static let digest = piece(
        "4d5e6f708192a3b4", "oldlamps/digests.txt", 1...310, "Letters from the Coast, No. 41",
        host: "oldlamps.example", posted: "2019-10-14", words: 6120, kind: .digest)
    static let albanian = piece(
        "5e6f708192a3b4c5", "dritarja/2019.txt", 88...131, "Roja që numëronte stuhitë",
        host: "dritarja.example", posted: "2019-12-01", words: 1302, language: "sq",
        published: "2019-09", outlets: [gazette], authors: ["Ines Calder"],
        translators: ["Arta Lumi"])
    static let apples = piece(
        "6f708192a3b4c5d6", "bagh/0014.txt", 5...49, "سیب‌هایی که نام ندارند",
        host: "bagh.example", posted: "2021-04-18", words: 930, language: "fa",
        outlets: [fanar], translators: ["مینا راد"])
    static let applesAgain = piece(
        "708192a3b4c5d6e7", "bagh/0021.txt", 61...104, "سیب‌هایی که نام ندارند",
        host: "bagh.example", posted: "2021-05-02", words: 911, language: "fa", outlets: [fanar])
    static let library = piece(
        "8192a3b4c5d6e7f8", "coastlines/2020-02.txt", 7...39, "A Library Between Two Tides",
        host: "coastlines.example", posted: "2020-02-20", words: 760, outlets: [orchard])
    static let letterOne = piece(
        "92a3b4c5d6e7f809", "oldlamps/letters.txt", 2...20, "To the Harbour Board of Vell",
        host: "oldlamps.example", posted: "2018-06-03", words: 210, kind: .openLetter)
    static let letterTwo = piece(
        "a3b4c5d6e7f8091a", "oldlamps/letters.txt", 24...42, "To the Harbour Board of Osmund",
        host: "oldlamps.example", posted: "2018-06-03", words: 212, kind: .openLetter)

    static let pieces = [
        keeper, keeperAgain, keeperRecapture, keeperElsewhere, digest, albanian, apples,
        applesAgain, library,
        letterOne, letterTwo,
    ]

    static let keeperMatch = Match(
        a: keeper.id, b: keeperAgain.id, relation: .nearDuplicate, resemblance: 0.8312345678,
        containmentA: 0.88, containmentB: 0.9376,
        passages: [
            Passage(
                aLines: 16...24, bLines: 205...212, aBytes: 1400..<2210, bBytes: 16_500..<17_288,
                words: 132, identical: 0.94),
            Passage(
                aLines: 31...33, bLines: 219...221, aBytes: 2600..<2931, bBytes: 17_600..<17_930,
                words: 58, identical: 1),
        ],
        direction: .bFromA,
        evidence: [
            "a was posted seven days before b",
            "b leaves out the second paragraph of a and adds none of its own",
        ])
    static let recaptureMatch = Match(
        a: keeper.id, b: keeperRecapture.id, relation: .duplicate, resemblance: 1, containmentA: 1,
        containmentB: 1,
        passages: [
            Passage(
                aLines: 14...58, bLines: 32...76, aBytes: 1184..<8400, bBytes: 2464..<9680,
                words: 1240, identical: 1)
        ], recapture: true, evidence: ["same host, title and date, captured in two pages"])
    static let digestMatch = Match(
        a: digest.id, b: keeper.id, relation: .contains, resemblance: 0.17, containmentA: 0.19,
        containmentB: 0.985,
        passages: [
            Passage(
                aLines: 41...86, bLines: 14...57, aBytes: 3300..<10_480, bBytes: 1184..<8301,
                words: 1221, identical: 0.99)
        ], direction: .aFromB, evidence: ["the digest holds 98 % of the article"])
    static let digestLibrary = Match(
        a: digest.id, b: library.id, relation: .excerpt, resemblance: 0.02, containmentA: 0.03,
        containmentB: 0.26,
        passages: [
            Passage(
                aLines: 120...128, bLines: 9...16, aBytes: 14_000..<15_200, bBytes: 700..<1890,
                words: 198, identical: 1)
        ], direction: .unknown)
    static let quotation = Match(
        a: library.id, b: keeper.id, relation: .quotation, resemblance: 0.01, containmentA: 0.04,
        containmentB: 0.02,
        passages: [
            Passage(
                aLines: 21...21, bLines: 31...31, aBytes: 2100..<2310, bBytes: 2600..<2800,
                words: 34, identical: 0.97)
        ], direction: .aFromB, evidence: ["the passage stands between quotation marks"])
    static let applesMatch = Match(
        a: apples.id, b: applesAgain.id, relation: .revision, resemblance: 0.71,
        containmentA: 0.82, containmentB: 0.84,
        passages: [
            Passage(
                aLines: 9...13, bLines: 65...69, aBytes: 720..<1410, bBytes: 5200..<5874, words: 41,
                identical: 0.9)
        ], direction: .bFromA, evidence: ["outlet and title are the same; b is fourteen days later"]
    )

    static let keeperCluster = Cluster(
        id: keeper.id, representative: keeper.id,
        pieces: [keeper.id, keeperAgain.id, keeperRecapture.id, keeperElsewhere.id],
        outlets: [
            "The Harbour Gazette", "coastlines.example", "mirror.example", "oldlamps.example",
        ],
        independentSources: 1, firstPosted: keeper.posted, lastPosted: keeperElsewhere.posted)
    static let applesCluster = Cluster(
        id: apples.id, representative: apples.id, pieces: [apples.id, applesAgain.id],
        outlets: ["فانوس دریایی", "bagh.example"], independentSources: 1,
        firstPosted: apples.posted, lastPosted: applesAgain.posted)

    static let keeperLineage = Lineage(
        piece: keeperAgain.id,
        chain: [
            LineageStep(
                role: .original, outlet: "The Harbour Gazette",
                evidence: ["credit on line 57: “First published in The Harbour Gazette”"]),
            LineageStep(role: .republisher, outlet: "coastlines.example", piece: keeper.id),
            LineageStep(
                role: .republisher, outlet: "oldlamps.example", piece: keeperAgain.id,
                evidence: ["posted 2019-10-11"]),
        ],
        derivedFrom: [
            Derivation(
                piece: nil, outlet: "The Harbour Gazette", how: .republication, state: .declared,
                confidence: 0.97, evidence: ["credit on line 244 names the outlet"]),
            Derivation(
                piece: keeper.id, outlet: "coastlines.example", how: .republication,
                state: .supported, confidence: 0.82,
                evidence: ["shares an error of the copy: “lamp oii”"],
                against: ["no credit names coastlines.example"]),
        ], orderKnown: true)
    static let keeperFamilyLineages = [
        keeperLineage,
        Lineage(
            piece: keeperRecapture.id,
            chain: [
                LineageStep(role: .original, outlet: "The Harbour Gazette"),
                LineageStep(
                    role: .republisher, outlet: "coastlines.example", piece: keeperRecapture.id),
            ]),
        Lineage(
            piece: keeperElsewhere.id,
            chain: [
                LineageStep(role: .original, outlet: "The Harbour Gazette"),
                LineageStep(role: .republisher, outlet: "coastlines.example", piece: keeper.id),
                LineageStep(
                    role: .aggregator, outlet: "mirror.example", piece: keeperElsewhere.id),
            ]),
    ]
    static let albanianLineage = Lineage(
        piece: albanian.id,
        chain: [
            LineageStep(role: .original, outlet: "The Harbour Gazette"),
            LineageStep(role: .translator, outlet: "Arta Lumi", evidence: ["Përktheu: Arta Lumi"]),
            LineageStep(role: .republisher, outlet: "dritarja.example", piece: albanian.id),
        ],
        derivedFrom: [
            Derivation(
                piece: nil, outlet: "The Harbour Gazette", how: .translation, state: .declared,
                confidence: 0.95, evidence: ["“Marrë nga The Harbour Gazette”"])
        ], orderKnown: true)
    static let digestLineage = Lineage(
        piece: digest.id,
        chain: [
            LineageStep(role: .original, outlet: "The Harbour Gazette"),
            LineageStep(role: .digest, outlet: "oldlamps.example", piece: digest.id),
        ],
        derivedFrom: [
            Derivation(
                piece: keeper.id, outlet: nil, how: .digest, state: .probable, confidence: 0.6,
                evidence: ["posted ten days after the article"]),
            Derivation(
                piece: library.id, outlet: nil, how: .excerpt, state: .conflicting,
                confidence: 0.3, evidence: ["holds 26 % of the article"],
                against: ["the article was posted four months after the digest"]),
        ])
    static let applesLineage = Lineage(
        piece: applesAgain.id,
        chain: [
            LineageStep(role: .original, outlet: "فانوس دریایی"),
            LineageStep(role: .republisher, outlet: "bagh.example", piece: applesAgain.id),
        ],
        derivedFrom: [
            Derivation(
                piece: apples.id, outlet: nil, how: .revision, state: .undetermined, confidence: 0.4
            )
        ])

    static let template = Template(
        id: "t-92a3b4c5d6e7f809", pieces: [letterOne.id, letterTwo.id],
        frame: "To the Harbour Board of … . We, the undersigned … families of …, ask that the lamp"
            + " at … be kept lit through the winter.", slots: 4)

    static let quarantined = [
        Source(
            path: "coastlines/broken.bin", format: .text, size: 40_960, modified: 0,
            state: .quarantined(
                reason: "The file is not text: 61 % of its bytes are control bytes. Remove it from"
                    + " the corpus, or list its folder under `exclude`.")),
        Source(
            path: "oldlamps/huge.txt", format: .text, size: 210_000_000, modified: 0,
            state: .quarantined(
                reason: "The file is larger than the limit of 64 MB. Raise `limits.source` to read"
                    + " it.")),
    ]

    static let boilerplate = [
        Boilerplate(
            sha256: String(repeating: "ab", count: 32),
            text: "Share this on the wire · Print · Tell a friend", host: "coastlines.example",
            pieces: 41),
        Boilerplate(
            sha256: String(repeating: "cd", count: 32), text: "این نوشته را برای دوستان بفرستید",
            host: "bagh.example", pieces: 17),
        Boilerplate(
            sha256: String(repeating: "ef", count: 32),
            text: "Opinions are those of the writers alone.", host: nil, pieces: 9),
    ]

    static let keeperPassages = [
        PassageText(
            passage: keeperMatch.passages[0],
            a: """
                For forty-one winters Osk Barran kept the light at Vell Point, and for forty-one \
                winters he wrote down every storm in a ledger with a green cover. He gave each one \
                a number and a single word. Storm 212 was “impatient”. Storm 213, which took the \
                roof of the boathouse, was “polite”.
                When the lamp was made to run by itself, the harbour board asked for the ledgers. \
                He brought them in a wheelbarrow, all nineteen of them, and stayed to watch while \
                a clerk weighed them on the fish scale. Nobody on the board had read one. The clerk, \
                a young woman named Tove Aldin, read the first that same evening and did not go \
                home until morning.
                """,
            b: """
                For forty-one winters Osk Barran kept the light at Vell Point, and for forty-one \
                winters he noted down every storm in a ledger with a green cover. He gave each one \
                a number and one single word. Storm 212 was “impatient”. Storm 213, which took the \
                roof of the boat house, was “polite”.
                When the lamp was made to run by itself, the harbour board asked for the ledgers. \
                He brought them in a wheelbarrow and stayed to watch while \
                a clerk weighed them on the fish scale. Nobody on the board had read one. The clerk, \
                a young woman named Tove Aldin, read the first that same evening and did not leave \
                until morning.
                """),
        PassageText(
            passage: keeperMatch.passages[1],
            a: "The sea does not repeat itself, he wrote, but it does have favourite sentences.",
            b: "The sea does not repeat itself, he wrote, but it does have favourite sentences."),
    ]
    static let quotationPassages = [
        PassageText(
            passage: quotation.passages[0],
            a: "“The sea does not repeat itself,” the keeper wrote, “but it does have favourite"
                + " sentences.”",
            b: "The sea does not repeat itself, he wrote, but it does have favourite sentences.")
    ]
    static let applesPassages = [
        PassageText(
            passage: applesMatch.passages[0],
            a: "در باغ پشت کتابخانه چهل درخت سیب هست که هیچ‌کس نام آن‌ها را نمی‌داند. باغبان پیر"
                + " می‌گوید نام‌ها را روی تکه‌های حلبی نوشته بودند و باد آن‌ها را برد.",
            b: "در باغ پشت کتابخانه سی و نه درخت سیب هست که هیچ‌کس نام آن‌ها را نمی‌داند. باغبان"
                + " می‌گوید نام‌ها را روی تکه‌های چوب نوشته بودند و باد آن‌ها را برد.")
    ]

    static var run: RunSummary {
        var run = RunSummary()
        run.sources = 14
        run.sourcesRead = 12
        run.quarantined = 2
        run.bytes = 48_213_007
        run.pieces = 86
        run.matches = 31
        run.clusters = 12
        run.templates = 1
        run.boilerplate = 3
        run.republished = 22
        run.translated = 7
        run.seconds = 1.84
        run.started = "2024-03-09T02:00:00Z"
        return run
    }

    static var report: ReportData {
        ReportData(
            archive: "Coast & Orchard", run: run,
            pieces: Dictionary(uniqueKeysWithValues: pieces.map { ($0.id, $0) }),
            charts: ReportCharts(
                years: [2014: 3, 2015: 2, 2017: 9, 2018: 14, 2019: 31, 2020: 12, 2021: 11],
                undated: 4,
                relations: [
                    .duplicate: 6, .nearDuplicate: 9, .contains: 11, .excerpt: 2, .quotation: 1,
                    .revision: 2,
                ],
                states: [
                    .declared: 19, .supported: 11, .probable: 5, .undetermined: 3, .conflicting: 1,
                ],
                hosts: [
                    NamedCount("coastlines.example", 38), NamedCount("oldlamps.example", 27),
                    NamedCount("bagh.example", 14), NamedCount("dritarja.example", 7),
                ],
                outlets: [
                    NamedCount("The Harbour Gazette", 11), NamedCount("فانوس دریایی", 6),
                    NamedCount("Orchard & Field", 5),
                ],
                languages: [NamedCount("en", 65), NamedCount("fa", 14), NamedCount("sq", 7)]),
            families: Listing(
                [
                    Family(
                        cluster: keeperCluster,
                        comparisons: Listing([
                            Comparison(match: keeperMatch, passages: keeperPassages),
                            Comparison(match: recaptureMatch),
                        ]), lineages: keeperFamilyLineages),
                    Family(
                        cluster: applesCluster,
                        comparisons: Listing([
                            Comparison(match: applesMatch, passages: applesPassages)
                        ]),
                        lineages: [applesLineage]),
                ], total: 12),
            passages: Listing([Comparison(match: quotation, passages: quotationPassages)]),
            republished: Listing([
                RepublishedOutlet(
                    outlet: gazette,
                    pieces: Listing([keeper.id, keeperAgain.id, albanian.id], total: 11),
                    originalsInArchive: 0),
                RepublishedOutlet(
                    outlet: fanar, pieces: Listing([apples.id, applesAgain.id]),
                    originalsInArchive: 0),
                RepublishedOutlet(
                    outlet: orchard, pieces: Listing([library.id]), originalsInArchive: 1),
            ]),
            digests: Listing([
                DigestParts(digest: digest.id, parts: Listing([digestMatch, digestLibrary]))
            ]),
            translators: Listing([
                TranslatorPieces(name: "Arta Lumi", pieces: Listing([albanian.id])),
                TranslatorPieces(name: "مینا راد", pieces: Listing([apples.id])),
            ]),
            lineages: Listing([keeperLineage, albanianLineage, digestLineage, applesLineage]),
            templates: Listing([template]), quarantined: Listing(quarantined),
            boilerplate: Listing(boilerplate))
    }
}
