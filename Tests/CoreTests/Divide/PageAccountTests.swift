import TestSupport
import Testing

@testable import Core

@Suite struct PageAccountTests {
    private func account(
        _ text: String, site: SiteRules? = nil, profile: HostProfile? = nil
    ) throws -> (account: PageAccount, page: Page, divided: DividedPage) {
        let page = Page(source: "sample.txt", text: Array(text.utf8))
        let credits = CreditReader(lexicon: try builtInLexicon())
        let divider = Divider(credits: credits, site: site)
        let (divided, record) = divider.record(page, profile: profile)
        let pieces = PieceBuilder(credits: credits)
            .pieces(of: divided, page: page, format: .text, site: divider.edges(page).site)
        return (PageAccount(page, divided, pieces: pieces, record: record), page, divided)
    }

    /// What a line of the page was taken for: the one with these words, or the last of several.
    private func line(
        _ words: String, _ found: (account: PageAccount, page: Page, divided: DividedPage)
    ) throws -> PageAccount.Line {
        let index = found.page.lines.indices.last {
            found.page.string(found.page.lines[$0]) == words
        }
        return found.account.lines[try #require(index, "\(words)")]
    }

    private static let e = Prose.english

    // MARK: Laws

    @Test(arguments: SamplePage.all)
    func `a page divides the same whether reasons are noted or not`(_ sample: SamplePage) throws {
        let divider = Divider(credits: CreditReader(lexicon: try builtInLexicon()))
        let noted = divider.record(sample.page).page
        #expect(Division(noted, sample.page) == Division(divider.divide(sample.page), sample.page))
        #expect(noted.reason == divider.divide(sample.page).reason)
        #expect(noted.reason != nil)
    }

    @Test(arguments: SamplePage.all)
    func `every line has one role, and a reason unless it is blank`(_ sample: SamplePage) throws {
        let (account, page, divided) = try account(sample.marked.text)
        #expect(account.lines.count == page.lines.count)
        #expect(account.layout == sample.layout)
        for (index, line) in account.lines.enumerated() {
            #expect((line.role == .blank) == line.reasons.isEmpty, "line \(index + 1)")
            #expect(Set(line.reasons).count == line.reasons.count)
            let inside = divided.pieces.firstIndex { $0.lines.contains(index) }
            if let inside { #expect(line.piece == inside, "line \(index + 1)") }
            if line.role.isChrome || line.role == .leftOut { #expect(inside == nil) }
        }
        for (index, draft) in divided.pieces.enumerated() {
            if let title = draft.title { #expect(account.lines[title].role == .title) }
            if let posted = draft.posted {
                #expect(account.lines[posted.line].role == .date)
                #expect(account.lines[posted.line].piece == index)
            }
            #expect(draft.captions.allSatisfy { account.lines[$0].role == .caption })
            #expect(draft.categories.allSatisfy { account.lines[$0].role == .category })
        }
    }

    @Test func `hostile pages are accounted for without a crash`() throws {
        for text in [
            "", "\n", "\u{0}\u{1B}[31m", String(repeating: "\u{202E}<b>\n", count: 300),
            String(repeating: "a ", count: 100_000), "\u{FEFF}\n* * *\n\r\n- - -",
            String(repeating: "1 May 2020\n", count: 400),
        ] {
            let found = try account(text)
            #expect(found.account.lines.count == found.page.lines.count)
        }
    }

    // MARK: Roles

    @Test func `dates, captions, categories, titles, texts and credits are told in a post`() throws
    {
        let found = try account(SamplePage.dateAfter.marked.text)
        #expect(found.account.reason == .closedBelowDate || found.account.reason == .textAboveFirst)
        #expect(try line("The mill at Farrow Bend", found).role == .caption)
        #expect(try line("The yard on a Sunday", found).role == .caption)
        let category = try line("Bread", found)
        #expect(category.role == .category && category.piece == 1)
        let title = try line("The second wheel", found)
        #expect(title.role == .title && title.reasons == [.title(.endOfBlock)] && title.piece == 2)
        #expect(try line(Self.e[0], found).reasons == [.prose])
        let credit = try line("By Ada Vell, The Bend Gazette", found)
        #expect(credit.role == .credit && credit.reasons == [.creditRule] && credit.piece == 0)
        #expect(credit.credits.map(\.role).contains(.author))
        #expect(credit.credits.map(\.value).contains("Ada Vell"))
        let date = try line("May 26, 2020 3 comments", found)
        #expect(date.role == .date && date.piece == 1)
        #expect(date.reasons == [.hostDate(form: "date comments", lines: 3)])
        #expect(date.credits.map(\.role) == [.posted])
    }

    @Test func `what belongs to the site is told by its words`() throws {
        let found = try account(SamplePage.dateAfter.marked.text)
        let share = try line("FacebookTwitterEmail", found)
        #expect(share.role == .shareBar && share.piece == nil)
        #expect(share.reasons == [.words(.shareBar), .gaps(times: 3, of: 3)])
        let menu = try line("Home | Mills | Rivers | About us", found)
        #expect(menu.role == .navigation && menu.reasons == [.menuEntries])
        #expect(try line("Newer posts | Older posts", found).role == .pager)
        let recent = try line("Recent posts", found)
        #expect(recent.role == .sidebar && recent.reasons == [.words(.sidebar)])
        let copyright = try line(
            "© 2009 - 2024 Farrow Notes. All rights reserved.", found)
        #expect(copyright.role == .siteLine)
        #expect(copyright.reasons.first == .copyrightSign)
        #expect(try line("Farrow Notes", found).reasons == [.abovePieces])
    }

    @Test func `comments, advertisement and rules are told`() throws {
        let comments = try line("Leave a comment", account(SamplePage.dateUnderTitle.marked.text))
        #expect(comments.role == .comments && comments.reasons.first == .words(.comments))
        let advert = try line("Advertisement", account(SamplePage.adverts.marked.text))
        #expect(advert.role == .advertisement && advert.reasons == [.words(.advertisement)])
        let rule = try line("* * *", account(SamplePage.rules.marked.text))
        #expect(rule.role == .separator && rule.reasons.first == .strokes)
        let parting = try account(SamplePage.onlyRules.marked.text)
        #expect(parting.account.reason == .recurringLine(times: 2))
        #expect(
            try line("----------", parting).reasons.starts(with: [
                .strokes, .partsPosts(lines: 2),
            ]))
    }

    @Test func `lists under a heading of the site belong to the site`() throws {
        let found = try account(SamplePage.related.marked.text)
        let entry = try line("What the masons eat", found)
        #expect(entry.role == .siteLine && entry.reasons == [.listUnderHeading])
        #expect(try line("Related:", found).reasons.contains(.siteHeading))
    }

    @Test func `what most pages of a host have at their edges is counted`() throws {
        let chrome = "Farrow and its waters\nWhere herons stand\n\n"
        let divider = Divider(credits: CreditReader(lexicon: try builtInLexicon()))
        var profile = HostProfile()
        for page in [SamplePage.onePost, .dateUnderTitleAlbanian, .dateUnderGerman, .related] {
            profile.add(
                divider.edges(
                    Page(source: "a.txt", text: Array((chrome + page.marked.text).utf8))))
        }
        // Two of the pages begin with one text: they may be captures of one page.
        #expect(profile.count == 3)
        let found = try account(chrome + SamplePage.onePost.marked.text, profile: profile)
        let line = try line("Where herons stand", found)
        #expect(line.role == .navigation && line.reasons == [.host(pages: 3, of: 3)])
    }

    @Test func `what a site profile names is said to be named by it`() throws {
        let site = SiteRules(
            isChrome: { $0 == "Printed at the mill" }, isSeparator: { $0 == "~ next leaf ~" })
        let found = try account(
            """
            Printed at the mill

            A wheel turns again

            \(Self.e[0])

            ~ next leaf ~

            Stones and bread

            \(Self.e[2])
            """, site: site)
        #expect(found.account.reason == .profileSeparator(times: 1))
        let chrome = try line("Printed at the mill", found)
        #expect(chrome.role == .siteLine && chrome.reasons == [.siteProfile])
        #expect(try line("~ next leaf ~", found).role == .separator)
        #expect(try line("Stones and bread", found).reasons == [.title(.endOfBlock)])
    }

    @Test func `text without blank lines tells where its pieces open and close`() throws {
        let found = try account(SamplePage.runningText.marked.text)
        #expect(found.account.reason == .creditsInText)
        let credit = try line("Source: The Bend Gazette", found)
        #expect(credit.role == .credit && credit.reasons == [.creditRule, .closesPiece])
        let opening = try line(Self.e[2], found)
        #expect(opening.reasons == [.prose, .followsClosing] && opening.piece == 1)
    }

    @Test func `signatures, list entries and short lines are told in a letter`() throws {
        let found = try account(
            """
            Open letter to the council of Farrow Bend
            Posted on 14 May 2021

            Dear councillors,

            \(Self.e[0])

            * The wheel must turn before the winter

            \(Self.e[1])

            FacebookTwitterEmail

            \(Self.e[2])

            Yours sincerely,
            Ada Vell

            Older posts
            """)
        let sign = try line("Ada Vell", found)
        #expect(sign.role == .signature && sign.credits.map(\.role) == [.signatory])
        #expect(try line("Dear councillors,", found).reasons == [.shortInText])
        #expect(try line("* The wheel must turn before the winter", found).reasons == [.listEntry])
        #expect(
            try line("FacebookTwitterEmail", found).reasons == [.insideText(.shareBar)])
        let date = try line("Posted on 14 May 2021", found)
        #expect(date.role == .date && date.piece == 0)
    }

    @Test func `a page of chrome has no piece and says so`() throws {
        let found = try account("Home\nMills\nRivers\nAbout us\nContact us\nOlder posts\n")
        #expect(found.account.reason == .noText)
        #expect(found.account.lines.allSatisfy { $0.piece == nil && $0.role != .text })
    }

    @Test func `a page whose pieces markup told is accounted for without notes`() throws {
        let page = Page(
            source: "a.html", text: Array("Menu\nA title\n\n\(Self.e[0])\n\n \nFoot".utf8))
        var draft = PieceDraft(lines: 1...3, body: 3)
        draft.title = 1
        let account = PageAccount(
            page, DividedPage(layout: .separated, pieces: [draft]), pieces: [])
        #expect(
            account.lines.map(\.role) == [
                .leftOut, .title, .blank, .text, .blank, .blank, .leftOut,
            ])
        #expect(account.lines.map(\.piece) == [nil, 0, 0, 0, nil, nil, nil])
        #expect(account.lines[1].reasons == [.title(nil)])
        #expect(account.reason == nil)
    }
}
