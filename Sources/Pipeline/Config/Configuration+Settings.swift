internal import Core
internal import Readers

extension Configuration {
    /// Every setting, in the order of the reference.
    static let table = SettingTable<Configuration>(
        places + reading + rowSettings + stageSettings + matching + keeping + siteSettings
    )

    private static let places: [Setting<Configuration>] = [
        Setting(
            "corpus", \.corpus, .filledList(of: .path),
            "Folders of captured pages. Paths in this file start at the folder that it is in."),
        Setting("store", \.store, .path, "Folder of the store: what every pass has found."),
        Setting(
            "report", \.report, .optionalPath,
            "Folder of the report that a pass writes; false for none."),
        Setting(
            "outlets", \.outlets, .list(of: .path), shapesContent: true,
            "Files that list known outlets: id, name, aliases, domains."),
        Setting(
            "lexicon", \.lexicon, .list(of: .path), shapesContent: true,
            "Files or folders with further words for credits, dates and chrome."),
    ]

    private static let reading: [Setting<Configuration>] = [
        Setting(
            "read.max_source_bytes", \.read.maxSourceBytes, .size(1_024...(1 << 40)),
            shapesContent: true, "Larger sources are quarantined."),
        Setting(
            "read.removed", \.read.removed, .choice(),
            "What removed files, and former versions of changed ones, held: keep or drop."),
    ]

    private static let rowSettings: [Setting<Configuration>] = [
        Setting(
            "jsonl.text", \.jsonl.fields.text, .text("the name of a field"), shapesContent: true,
            "The running text; a row without it is left out."),
        field("title", \.jsonl.fields.title),
        field("url", \.jsonl.fields.url),
        field("host", \.jsonl.fields.host, "Where it is missing, the host of the url counts."),
        field("posted", \.jsonl.fields.posted, "The host's own date, as ISO 8601 or in words."),
        field("published", \.jsonl.fields.published, "The date of first publication."),
        field("captured", \.jsonl.fields.captured, "When the page was captured (RFC 3339)."),
        field("authors", \.jsonl.fields.authors, "A name or a list of names, as the next two."),
        field("translators", \.jsonl.fields.translators),
        field("outlet", \.jsonl.fields.outlet),
        field("language", \.jsonl.fields.language, "BCP 47; where it is missing, it is detected."),
        field("id", \.jsonl.fields.id, "The row's own identifier; exports repeat it."),
        Setting(
            "jsonl.max_unpacked_bytes", \.jsonl.greatestUnpacked, .size((1 << 20)...(1 << 46)),
            shapesContent: true, "A packed file that unpacks to more is not read further."),
    ]

    private static func field(
        _ name: String, _ key: any WritableKeyPath<Configuration, String?> & Sendable,
        _ comment: String = ""
    ) -> Setting<Configuration> {
        Setting("jsonl.\(name)", key, .optionalField, shapesContent: true, comment)
    }

    private static let stageSettings: [Setting<Configuration>] =
        stage("read", \.stages.read.workers, \.stages.read.buffer)
        + stage("divide", \.stages.divide.workers, \.stages.divide.buffer)
        + stage("fingerprint", \.stages.fingerprint.workers, \.stages.fingerprint.buffer)
        + stage("match", \.stages.match.workers, \.stages.match.buffer)
        + stage("trace", \.stages.trace.workers, \.stages.trace.buffer)

    private static func stage(
        _ name: String, _ workers: any WritableKeyPath<Configuration, Width> & Sendable,
        _ buffer: any WritableKeyPath<Configuration, Int> & Sendable
    ) -> [Setting<Configuration>] {
        [
            Setting("stages.\(name).workers", workers, .width),
            Setting("stages.\(name).buffer", buffer, .integer(1...65_536)),
        ]
    }

    private static let matching: [Setting<Configuration>] = [
        Setting(
            "match.bands", \.match.bands, .integer(1...512), shapesContent: true,
            "Bands of the sketch: more of them find fainter likeness, and cost more."),
        Setting(
            "match.rows", \.match.rows, .integer(1...16), shapesContent: true,
            "Rows of a band: more of them propose fewer pairs in vain."),
        Setting(
            "match.min_resemblance", \.match.minResemblance, .number(0.01...1),
            shapesContent: true, "Least Jaccard resemblance of near-duplicates."),
        Setting(
            "match.min_passage_words", \.match.minPassageWords, .integer(3...1_000),
            shapesContent: true, "Least number of words in a shared passage."),
        Setting(
            "match.boilerplate_pieces", \.match.boilerplatePieces, .integer(2...1_000_000),
            shapesContent: true,
            "A paragraph in so many pieces of one host is boilerplate, never a match."),
        Setting(
            "match.boilerplate_share", \.match.settings.boilerplateShare, .number(0...1),
            shapesContent: true, "Nor is one of a smaller share of the host's pieces."),
        Setting(
            "match.stock_words", \.match.settings.stockWords, .integer(0...1_000),
            shapesContent: true,
            "A line of at most so many words that many hosts repeat is a stock sentence."),
        Setting(
            "match.window", \.match.window, .integer(1...64), shapesContent: true,
            "A passage of so many words and four more is always seen; less finds shorter ones."),
        Setting(
            "match.common_shingle", \.match.settings.commonShingle, .integer(2...1_000_000),
            shapesContent: true, "A shingle of more pieces than this proposes no pairs."),
        Setting(
            "match.min_words", \.match.settings.minimumWords, .integer(1...1_000),
            shapesContent: true, "Texts of fewer words of prose are not compared."),
        Setting(
            "match.long_passage", \.match.settings.longPassage, .integer(3...10_000),
            shapesContent: true, "One passage of so many equal words makes a match."),
        Setting(
            "match.several_passages", \.match.settings.severalPassages, .integer(3...10_000),
            shapesContent: true, "Several passages of so many equal words together make one."),
        Setting(
            "match.duplicate", \.match.settings.duplicate, .number(0.5...1),
            shapesContent: true, "Resemblance from which on two texts are duplicates."),
        Setting(
            "match.contains", \.match.settings.contains, .number(0.1...1),
            shapesContent: true, "Share of the smaller text that the larger must hold."),
    ]

    private static let keeping: [Setting<Configuration>] = [
        Setting(
            "keep", \.keep, .choice(),
            """
            Which copy of each text `stemma export keep` leaves: earliest, longest or
            declared-original.
            """)
    ]

    private static let siteSettings: [Setting<Configuration>] = [
        Setting(
            "sites", \.sites,
            .entries(
                "a list of sites, each with `host` and `match`", of: SiteProfile.table,
                empty: SiteProfile()), shapesContent: true,
            """
            What is known beforehand about the pages of a site; what a pass learns comes on top.
            An entry reads:
              - host: news.example
                name: The Example News           # as its pages print it
                match: captures/example-*.txt    # * within a name, ** across folders
                chrome:                          # lines that are not part of any piece
                  - starts: Share this
                  - equals: Home
                  - contains: All rights reserved
                separator: {starts: "***"}       # the line between two pieces
                date: under                      # auto, above, under or after
            """)
    ]

    /// What stands above a group in the reference.
    static let groups: [String: String] = [
        "read": "How sources are found and decoded.",
        "jsonl": """
        JSON Lines (.jsonl, .jsonl.gz, .jsonl.zst): each row is a piece. Names of the fields that hold
        what; false where there is none.
        """,
        "stages": """
        The stages of a pass. workers: auto (one a core) or 1 to \(Width.greatest); buffer: how many items
        may wait before the stage (1 to 65536). Results are the same for any of these.
        """,
        "match": """
        What counts as sharing text; a change makes the next pass start from nothing. What bands and
        rows find, `stemma explain --curve` shows.
        """,
    ]
}
