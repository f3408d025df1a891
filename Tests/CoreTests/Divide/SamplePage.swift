import Core
import TestSupport
import Testing

/// An invented page whose pieces are marked with `⟦…⟧`, and what dividing it should find.
struct SamplePage: Sendable, CustomTestStringConvertible {
    let name: String
    let layout: DividedPage.Layout
    let titles: [String?]
    let posted: [String?]
    let marked: MarkedText

    var testDescription: String { name }
    var page: Page { Page(source: "sample.txt", text: marked.bytes) }

    init(
        _ name: String, _ layout: DividedPage.Layout, titles: [String?], posted: [String?],
        _ text: String
    ) {
        self.name = name
        self.layout = layout
        self.titles = titles
        self.posted = posted
        marked = MarkedText(text)
    }
}

/// What was found on a page, in the words of the page.
struct Division: Equatable, CustomStringConvertible {
    var layout: DividedPage.Layout
    var pieces: [String]
    var titles: [String?]
    var posted: [String?]

    init(_ divided: DividedPage, _ page: Page) {
        func line(_ index: Int) -> String {
            let text = FoldedText(page.string(page.lines[index]))
            return text.text(text.trimmed(0..<text.count))
        }
        layout = divided.layout
        pieces = divided.pieces.map {
            let first = page.lines[$0.lines.lowerBound].lowerBound
            return page.string(first..<page.lines[$0.lines.upperBound].upperBound)
        }
        titles = divided.pieces.map { $0.title.map(line) }
        posted = divided.pieces.map { $0.posted?.date.description }
    }

    init(_ sample: SamplePage) {
        layout = sample.layout
        pieces = sample.marked.passages
        titles = sample.titles
        posted = sample.posted
    }

    var description: String {
        "\(layout): \(pieces.count) pieces, titles \(titles), posted \(posted)\n"
            + pieces.joined(separator: "\n-----\n")
    }
}

/// Running text of each language: a page has as much of it as it needs.
enum Prose {
    static let english = [
        "The old mill at Farrow Bend stood empty for nine winters before anyone thought of turning its wheel again.",
        "Two brothers from the upper village bought the roof beams first and the walls a good year after that.",
        "Nobody in the council remembered who held the key to the sluice, so the smith cut a new one in an afternoon.",
        "By the spring the water ran under the floor as it had done when their grandmother carried flour to the ferry.",
        "Visitors now come on Sundays to hear the stones turn and to buy bread that is baked in the yard behind.",
        "The second wheel is planned for the autumn, when the reeds have been cut and the channel is dry enough to dig.",
        "Teachers from the lower school measured the channel with their pupils and drew it on a sheet nine feet long.",
        "A heron has nested on the weir since then and the masons leave their lunch on the wall for it every noon.",
    ]
    static let albanian = [
        "Mulliri i vjetër pranë urës qëndroi bosh nëntë dimra para se dikush të mendonte ta vinte në punë përsëri.",
        "Dy vëllezër nga fshati i sipërm blenë fillimisht trarët e çatisë dhe një vit më vonë edhe muret e gurta.",
        "Askush në këshill nuk e mbante mend kush e kishte çelësin e portës, prandaj farkëtari bëri një të ri.",
        "Në pranverë uji rridhte nën dysheme si në kohën kur gjyshja e tyre mbante miellin deri te trapi i vjetër.",
    ]
    static let german = [
        "Die alte Mühle an der Biegung stand neun Winter lang leer, ehe jemand daran dachte, ihr Rad wieder zu drehen.",
        "Zwei Brüder aus dem oberen Dorf kauften zuerst die Balken des Daches und die Mauern erst ein gutes Jahr später.",
        "Niemand im Rat wusste noch, wer den Schlüssel zur Schleuse hatte, also schnitt der Schmied an einem Nachmittag einen neuen.",
        "Im Frühjahr lief das Wasser wieder unter dem Boden wie damals, als ihre Großmutter das Mehl zur Fähre trug.",
    ]
    static let persian = [
        "آسیاب کهنهٔ کنار رود نه زمستان خالی ماند تا آن که کسی به فکر افتاد چرخ آن را دوباره به گردش درآورد.",
        "دو برادر از روستای بالا نخست تیرهای سقف را خریدند و یک سال پس از آن دیوارهای سنگی را هم خریدند.",
        "هیچ کس در شورا به یاد نداشت که کلید دریچهٔ آب نزد کیست و آهنگر در یک بعد از ظهر کلید تازه‌ای ساخت.",
        "در بهار آب دوباره از زیر کف آسیاب می‌گذشت همان گونه که در روزگار مادربزرگشان از آن جا می‌گذشت.",
    ]
}
