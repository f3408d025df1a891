internal import Core
internal import Readers
internal import Store

/// What a pass knows before it divides the first page: words, outlets, sites.
struct Knowledge: Sendable {
    let lexicon: Lexicon
    /// Outlets of the outlets files, then the sites of the archive.
    var outlets: OutletNames
    var profiles: [String: HostProfile] = [:]
    /// Outlets that the pages have taught, in the order in which they came.
    private(set) var learned: [String] = []
    private var known: Set<Outlet> = []
    /// Pages that were made when they were looked at.
    var marked = MarkedPages()
    /// What is not to be read again.
    var forgotten = ForgottenList()
    /// Paths of files that could not be looked at, or not whole, for a reason that may pass.
    var missed: Set<String> = []
    private var evidence = OutletEvidence()
    private(set) var neighbours = ParagraphNeighbours()
    let sites: [SiteProfile]

    init(lexicon: Lexicon, outlets: OutletNames, sites: [SiteProfile]) {
        self.lexicon = lexicon
        self.outlets = outlets
        self.sites = sites
    }

    /// Adds what one page shows of its host.
    ///
    /// Called in the order of the sources.
    mutating func learn(_ taught: Teaching, source: String) {
        let edges = taught.edges
        evidence.add(taught.hints)
        neighbours.add(edges.paragraphs)
        let site = site(edges.site, source: source)
        profiles[profileKey(site, source), default: HostProfile()].add(edges)
        if let name = site.name { add(Outlet(name: name, domain: site.host)) }
    }

    /// Adds the outlets that the credits of all pages together show to be outlets, and puts together
    /// what stands beside the paragraphs of running text.
    mutating func conclude() {
        neighbours.conclude()
        for name in evidence.outlets { add(Outlet(name: name)) }
    }

    private mutating func add(_ outlet: Outlet) {
        guard known.insert(outlet).inserted else { return }
        learned.append("\(outlet.name)\u{1}\(outlet.domain ?? "")")
        outlets.add(outlet)
    }

    func profile(_ site: Site, source: String) -> HostProfile? {
        profiles[profileKey(site, source)]
    }

    /// Under which a page is held together with others: its host, or its folder.
    func profileKey(_ teaching: Teaching, source: String) -> String {
        profileKey(site(teaching.edges.site, source: source), source)
    }

    /// Pages that don't name their host are held together by their folder.
    private func profileKey(_ site: Site, _ source: String) -> String {
        site.host ?? "/" + source.split(separator: "/").dropLast().joined(separator: "/")
    }

    func rules(source: String) -> SiteProfile? { sites.first { $0.holds(path: source) } }

    /// The site of a page: as a site profile says, else as the page prints it, else as a folder of
    /// its path is called.
    func site(_ printed: Site, source: String) -> Site { located(printed, source: source).site }

    /// The site of a page, and how its host was known; nil when it was not.
    func located(_ printed: Site, source: String) -> (site: Site, origin: HostOrigin?) {
        if let profile = rules(source: source), !profile.host.isEmpty {
            return (Site(host: profile.host, name: profile.name ?? printed.name), .profile)
        }
        if printed.host != nil { return (printed, .page) }
        for folder in source.split(separator: "/").dropLast() {
            if let host = DomainName.folder(folder) {
                return (Site(host: host, name: printed.name), .folder)
            }
        }
        return (printed, nil)
    }
}

/// What a look at a page has shown.
struct PageLook: Sendable {
    var teaching: Teaching
    /// The page made of an HTML document, and the source without its bytes.
    var marked: MarkedPage?
    var read: ReadSource
}

/// A source with its pieces, on its way to the store.
struct DividedSource: Sendable {
    var source: Source
    var pieces: [Piece]
    var prints: [PiecePrint] = []
    /// Bytes of the corpus that were read for it.
    var taken = 0
    var page: StoredPage?
    var spooled: SpooledText?
    var text: [UInt8] = []
    /// Where the text stands in the capture, when it is not the capture itself.
    var map: SourceMap?
    /// The same as the store keeps it.
    var packedMap: [UInt8]?
    var spooledMap: SpooledText?
}

/// What a worker noted of a page, for somebody who wants to understand how it was divided.
struct PageRecord: Sendable {
    var page = Page(source: "", text: [])
    var account = PageAccount(layout: .chromeOnly, reason: nil, lines: [])
    var origin: HostOrigin?
    /// Pages of the host that its profile was learned from.
    var hostPages = 0
}

/// Reads and divides sources.
///
/// Not `Sendable`: each worker has its own.
final class PageWorker {
    private let reader: SourceReader
    private let knowledge: Knowledge
    private let credits: CreditReader
    private let divider: Divider
    private let builder: PieceBuilder
    private let documents = HTMLReader()

    init(knowledge: Knowledge, options: ReadOptions, calls: FileCalls = .system) {
        let digester = ByteDigester()
        reader = SourceReader(limit: options.maxSourceBytes, calls: calls) {
            digester.digest($0).hexadecimal
        }
        self.knowledge = knowledge
        credits = CreditReader(lexicon: knowledge.lexicon, known: knowledge.outlets)
        divider = Divider(credits: credits, neighbours: knowledge.neighbours)
        builder = PieceBuilder(credits: credits)
    }

    /// What the page of a source shows of its host, and of outlets; nil for a source without a page.
    ///
    /// It is missed when the file could not be read for a reason that may pass.
    func look(_ capture: PageCapture) -> (look: PageLook?, isMissed: Bool) {
        let read = reader.read(capture)
        return (look(read), read.source.modified == CapturedFile.unread)
    }

    private func look(_ source: ReadSource) -> PageLook? {
        var read = source
        let path = source.source.path
        guard let decoded = read.page else { return nil }
        read.page?.text = []
        if read.isHTML {
            guard let marked = try? documents.read(decoded.text) else { return nil }
            let page = Page(source: path, text: marked.text)
            return PageLook(
                teaching: Teaching(
                    edges: PageEdges(site: site(marked.site, read)), hints: credits.hints(page),
                    stated: marked.pieces.map(\.facts.words).joined(separator: "\n")),
                marked: marked, read: read)
        }
        let page = Page(source: path, text: decoded.text)
        return PageLook(
            teaching: Teaching(
                edges: divider(path).edges(page), hints: credits.hints(page)), read: read)
    }

    func read(_ capture: PageCapture) -> ReadSource { reader.read(capture) }

    func divide(_ read: ReadSource) -> DividedSource {
        var none: PageRecord?
        return divide(read, record: &none)
    }

    /// The same, with notes where there is a record to take them.
    func divide(_ read: ReadSource, record: inout PageRecord?) -> DividedSource {
        var source = read.source
        if knowledge.missed.contains(source.path) { source.modified = CapturedFile.unread }
        guard let decoded = read.page else {
            return DividedSource(source: source, pieces: [], taken: read.taken)
        }
        source.encoding = decoded.encoding
        source.repaired = decoded.repaired
        var marked: MarkedPage?
        do throws(Unparsable) {
            // The markup of a document shows its pieces.
            if read.isHTML {
                marked = knowledge.marked.page(of: read)
                if marked == nil { marked = try documents.read(decoded.text) }
            }
        } catch {
            source.state = .quarantined(reason: error.reason)
            return DividedSource(source: source, pieces: [], taken: read.taken)
        }
        let page = Page(source: source.path, text: marked?.text ?? decoded.text)
        let divider = divider(source.path)
        let printed = self.site(marked?.site ?? divider.edges(page).site, read)
        let (site, origin) = knowledge.located(printed, source: source.path)
        source.host = site.host
        source.site = site.name
        // What is learned of a host is chrome, of which a marked page has none left.
        let profile = marked == nil ? knowledge.profile(site, source: source.path) : nil
        let divided: DividedPage
        var notes = DivisionRecord()
        var pieces: [Piece]
        if let marked {
            divided = marked.divided
            pieces = builder.pieces(
                of: marked, divided, page: page, format: source.format, site: site)
        } else {
            if record == nil {
                divided = divider.divide(page, profile: profile)
            } else {
                (divided, notes) = divider.record(page, profile: profile)
            }
            pieces = builder.pieces(of: divided, page: page, format: source.format, site: site)
        }
        complete(&pieces, read, text: page.text)
        if record != nil {
            record = PageRecord(
                page: page,
                account: PageAccount(page, divided, pieces: pieces, record: notes),
                origin: origin, hostPages: profile?.count ?? 0)
        }
        if let marked {
            for index in pieces.indices {
                builder.place(&pieces[index], marked, document: decoded.text)
            }
        }
        return DividedSource(
            source: source, pieces: pieces, taken: read.taken, text: page.text, map: marked?.map)
    }

    /// The site of a page; the address that an archive has it under tells the host best.
    private func site(_ printed: Site, _ read: ReadSource) -> Site {
        Site(
            host: read.url.flatMap(DomainName.host(ofAddress:)) ?? printed.host,
            name: printed.name)
    }

    /// Adds what the text of each piece and the archive say.
    private func complete(_ pieces: inout [Piece], _ read: ReadSource, text: [UInt8]) {
        for index in pieces.indices {
            let body = text[pieces[index].body]
            if read.isHTML {
                pieces[index].language = languageOf(piece: body.span) ?? pieces[index].language
            } else if pieces[index].language == nil {
                pieces[index].language = languageOf(utf8: body)
            }
            pieces[index].captured = read.captured
        }
        // A page of several pieces has an address that is none of theirs.
        if pieces.count == 1, pieces[0].url == nil { pieces[0].url = read.url }
    }

    private func divider(_ path: String) -> Divider {
        guard let profile = knowledge.rules(source: path) else { return divider }
        let chrome = profile.chrome
        let separator = profile.separator
        let layout: DividedPage.Layout? =
            switch profile.date {
            case .above: .dateAboveTitle
            case .under: .dateUnderTitle
            case .after: .dateAfter
            case .auto: nil
            }
        return Divider(
            credits: credits,
            site: SiteRules(
                isChrome: { line in chrome.contains { $0.matches(line) } },
                isSeparator: separator.map { separator in { @Sendable in separator.matches($0) } },
                layout: layout),
            neighbours: knowledge.neighbours)
    }
}

/// What matching compares of a piece.
struct PiecePrint: Sendable {
    var fingerprint: Fingerprint
    /// Hashes of the folded title and of the address; 0 where there is none.
    var title: UInt64
    var url: UInt64
    /// Hash of the names under a letter, where their script has no capitals; 0 without any.
    ///
    /// Elsewhere the engine tells names in the slots of a frame by their capitals.
    var signature: UInt64
}

/// Fingerprints pieces, and keeps their texts: packed for the store, as they are for the pass.
///
/// Not `Sendable`: each worker has its own.
final class FingerprintWorker {
    private let fingerprinter: Fingerprinter
    private let digester = ByteDigester()
    private let compressor = PageCompressor()
    private let spool: TextSpool

    init(settings: SketchSettings, spool: TextSpool) {
        fingerprinter = Fingerprinter(settings: settings)
        self.spool = spool
    }

    func fingerprint(_ divided: DividedSource) throws -> DividedSource {
        var divided = divided
        let page = divided.text
        var seen: [String: Int] = [:]
        for index in divided.pieces.indices {
            let body = divided.pieces[index].body
            divided.prints.append(
                fingerprint(&divided.pieces[index], page.span.extracting(body)))
            let text = divided.pieces[index].sha256
            // Stable while source and text stay the same, wherever in the source the text moves.
            let turn = seen[text, default: 0]
            seen[text] = turn + 1
            divided.pieces[index].id = identifier("\(divided.source.path)\u{0}\(text)\u{0}\(turn)")
        }
        if !divided.text.isEmpty {
            divided.page = compressor.compress(divided.text)
            divided.spooled = try spool.append(divided.text)
            divided.packedMap = divided.map?.packed
            divided.spooledMap = try divided.packedMap.map { try spool.append($0) }
        }
        divided.map = nil
        return divided
    }

    /// Bytes of text that a block holds, or one text that is longer: enough to pack well, little
    /// enough to be unpacked for one of its texts.
    private static let block = 64 << 10

    func fingerprint(_ rows: RowPieces) throws -> RowPieces {
        var rows = rows
        var block: [UInt8] = []
        block.reserveCapacity(2 * Self.block)
        func pack(_ map: SourceMap? = nil) throws {
            rows.blocks.append(compressor.compress(block))
            let packed = map?.packed
            rows.spooled.append(
                SpooledBlock(
                    text: try spool.append(block), map: try packed.map { try spool.append($0) },
                    packedMap: packed))
            block.removeAll(keepingCapacity: true)
        }
        for row in rows.texts {
            let text = row.text
            // A page that was made of HTML is a block of its own.
            if !block.isEmpty, row.map != nil || block.count + text.count > Self.block {
                try pack()
            }
            var seen: Set<String> = []
            for index in row.pieces {
                let body = text.span.extracting(rows.pieces[index].body)
                rows.prints.append(fingerprint(&rows.pieces[index], body))
                // A row is its own source, so that its name and its text tell it from all others.
                var name = "\(rows.pieces[index].source)\u{0}\(rows.pieces[index].sha256)"
                if row.pieces.count > 1, !seen.insert(name).inserted {
                    name += "\u{0}\(index - row.pieces.lowerBound)"
                }
                rows.pieces[index].id = identifier(name)
                rows.blockOf.append(rows.blocks.count)
                rows.places.append(block.count..<(block.count + text.count))
            }
            block += text
            if let map = row.map { try pack(map) }
        }
        if !block.isEmpty { try pack() }
        rows.texts = []
        return rows
    }

    private func fingerprint(_ piece: inout Piece, _ text: Span<UInt8>) -> PiecePrint {
        let print = print(of: piece, text)
        piece.words = print.fingerprint.words
        piece.paragraphs = print.fingerprint.paragraphs.count
        piece.sha256 = print.fingerprint.digest.hexadecimal
        return print
    }

    /// What matching compares of a piece with a text.
    func print(of piece: Piece, _ text: Span<UInt8>) -> PiecePrint {
        PiecePrint(
            fingerprint: text.withUnsafeBufferPointer { fingerprinter.fingerprint($0) },
            title: hash(piece.title.map(FoldedText.key)), url: hash(piece.url),
            signature: signature(piece))
    }

    private func identifier(_ name: String) -> String {
        PieceID.text(digester.digest(name).w0)
    }

    private func signature(_ piece: Piece) -> UInt64 {
        guard piece.kind == .openLetter, !piece.signatories.isEmpty else { return 0 }
        let names = piece.signatories.map(FoldedText.key).sorted().joined(separator: "\u{0}")
        let cased = names.unicodeScalars.contains {
            FoldedText.isUpper($0) || FoldedText.isLower($0)
        }
        return cased ? 0 : hash(names)
    }

    private func hash(_ text: String?) -> UInt64 {
        guard let text, !text.isEmpty else { return 0 }
        return max(1, digester.digest(text).w0)
    }
}
