import Testing

@testable import Core

/// A letter with slots for its writer.
func letter(_ wording: inout Wording) -> String {
    let age = Int.random(in: 30...90, using: &wording.random)
    let year = Int.random(in: 1960...2007, using: &wording.random)
    let (name, place, other) = (wording.name(), wording.name(), wording.name())
    return """
        To the members of the board,

        I am writing on behalf of our family, because \(other) left our house in \(year) and has \
        not been heard of since by \(name) or by anyone else of those who wait for news.

        We have asked the office of \(place) more than once, and each time we were told to wait \
        until the next meeting. My mother is \(age) years old and would like to see \(other) again.

        We kindly ask you to arrange a meeting in \(place) at any time and at our own cost, and we \
        trust that you will not leave so small a request unanswered.

        Yours faithfully, \(name)
        """
}

struct TemplateTests {
    @Test func `letters of one frame are a template and no match`() {
        var wording = Wording(40)
        for _ in 0..<20 {
            let pair = verdict(letter(&wording), letter(&wording))
            guard case .template = pair else {
                Issue.record("\(pair)")
                continue
            }
        }
    }

    @Test func `a letter published twice is a match`() {
        var wording = Wording(41)
        for _ in 0..<20 {
            let text = letter(&wording)
            let edited =
                text.replacing("kindly", with: "humbly").replacing("at any time and", with: "")
                + "\n\nFirst printed in another paper."
            #expect(match(text, edited)?.relation == .nearDuplicate)
        }
    }

    @Test func `one page with a corrected figure is a revision and no template`() {
        var wording = Wording(42)
        let page = PieceFacts(host: 1, url: 5)
        let text = letter(&wording)
        let other = letter(&wording)
        #expect(match(text, other, page, page)?.relation == .revision)
    }

    @Test func `a cut copy of a frame is settled by its family`() {
        var wording = Wording(43)
        let frame = letter(&wording).split(separator: "\n\n")
        let letters = (0..<6).map { _ in letter(&wording) }
        let cut = ([frame[0], frame[3]] + [wording.paragraph(2)[...]]).joined(separator: "\n\n")
        let run = Archive(letters + [cut]).run()
        #expect(run.settled.families.map(\.pieces) == [[0, 1, 2, 3, 4, 5]])
        #expect(run.settled.families[0].slots > 2)
        #expect(run.settled.matches.filter { $0.resemblance < 1 }.isEmpty)
        #expect(run.clusters.clusters.isEmpty)
    }
}
