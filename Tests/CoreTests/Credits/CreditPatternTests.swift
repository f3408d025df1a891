import Pipeline
import Testing

@testable import Core

@Suite struct CreditPatternTests {
    /// A line, and what the pattern takes from it: `role value`, in the order of the slots.
    struct Sample: Sendable, CustomTestStringConvertible {
        let rule: String
        let line: String
        let takes: [String]
        var testDescription: String { "\(rule): \(line)" }
        init(_ rule: String, _ line: String, _ takes: String...) {
            self.rule = rule
            self.line = line
            self.takes = takes
        }
    }

    static let samples: [Sample] = [
        Sample(
            "en.by-outlet-translated", "By Ada Vell, The Bend Gazette - Translated by Ivo Marsh",
            "authors Ada Vell", "outlet The Bend Gazette", "translator Ivo Marsh"),
        Sample(
            "en.by-role-outlet", "By Ada Vell, chief reporter for the Bend Gazette",
            "authors Ada Vell", "role chief reporter", "outlet Bend Gazette"),
        Sample(
            "en.by-domain", "By Ada Vell, farrow.example", "authors Ada Vell",
            "outlet farrow.example"),
        Sample("en.by-agency", "By Ada Vell, FNA", "authors Ada Vell", "agency FNA"),
        Sample("en.by-for", "By Ada Vell for the Orchard", "authors Ada Vell", "outlet! Orchard"),
        Sample("en.by", "By Ada Vell and Ivo Marsh", "authors Ada Vell and Ivo Marsh"),
        Sample("en.by-role", "By Ada Vell, staff writer", "authors Ada Vell", "role staff writer"),
        Sample(
            "en.by-role-first", "By staff reporter Ada Vell", "role staff reporter",
            "authors Ada Vell"),
        Sample("en.written-by", "Written by: Ada Vell.", "authors Ada Vell"),
        Sample("en.author-colon", "Author: Ada Vell", "authors Ada Vell"),
        Sample(
            "en.source-translated", "Source: Bend Gazette, Translated by Ivo Marsh",
            "outlet! Bend Gazette", "translator Ivo Marsh"),
        Sample("en.source", "Source: Orchard and Weir.", "outlet! Orchard and Weir"),
        Sample("en.via", "Via Bend Gazette", "outlet! Bend Gazette"),
        Sample("en.courtesy", "Courtesy of Bend Gazette.", "outlet! Bend Gazette"),
        Sample(
            "en.outlet-translated", "Bend Gazette - Translated by Ivo Marsh",
            "outlet Bend Gazette", "translator Ivo Marsh"),
        Sample(
            "en.name-outlet-translated", "Ada Vell, Bend Gazette - Translated by Ivo Marsh",
            "authors Ada Vell", "outlet Bend Gazette", "translator Ivo Marsh"),
        Sample(
            "en.outlet-translation", "Bend Gazette / Translation: Ivo Marsh",
            "outlet Bend Gazette", "translator Ivo Marsh"),
        Sample("en.translation", "Translated by Ivo Marsh.", "translator Ivo Marsh"),
        Sample(
            "en.translated-from", "Translated from the Albanian by Ivo Marsh",
            "_ Albanian", "translator Ivo Marsh"),
        Sample(
            "en.originally-published-date",
            "Originally published in the Bend Gazette, 12 October 2018",
            "outlet! Bend Gazette", "published 12 October 2018"),
        Sample("en.first-published-date", "First published: June 2018", "published June 2018"),
        Sample(
            "en.originally-published", "First appeared in The Orchard.",
            "outlet! Orchard"),
        Sample(
            "en.this-article-appeared",
            "This essay first appeared in Orchard and is used with leave",
            "outlet! Orchard", "_ is used with leave"),
        Sample(
            "en.by-article-appeared", "By Ada Vell. This article first appeared in the Orchard.",
            "authors Ada Vell", "outlet! Orchard"),
        Sample(
            "en.this-article-appeared-plain", "This story originally ran in Orchard.",
            "outlet! Orchard"),
        Sample("en.republished", "Reprinted by permission of Orchard.", "outlet! Orchard"),
        Sample(
            "en.publication-issue", "Publication: Orchard Vol 3, no 2", "outlet! Orchard",
            "_ 3, no 2"),
        Sample("en.publication", "Publication: Orchard", "outlet! Orchard"),
        Sample(
            "en.website-date", "Mill Society Website, April 4, 2019", "outlet! Mill Society",
            "published April 4, 2019"),
        Sample("en.website", "Mill Society Website", "outlet! Mill Society"),
        Sample(
            "en.name-role-outlet", "Ada Vell, editor of Bend Gazette", "authors Ada Vell",
            "role editor", "outlet Bend Gazette"),
        Sample(
            "en.presenter", "Presenters: Ada Vell and Ivo Marsh",
            "presenter Ada Vell and Ivo Marsh"),
        Sample(
            "en.biography-outlet",
            "Ada Vell is a mason in Farrow. She is farrow.example",
            "authors Ada Vell", "_ mason in Farrow", "domain farrow.example"),
        Sample("en.digest-title", "Orchard Weekly Digest 17", "outlet! Orchard", "_ 17"),
        Sample(
            "en.name-outlet", "Ada Vell, Bend Gazette", "authors Ada Vell",
            "outlet Bend Gazette"),
        Sample(
            "en.letter-from", "An open letter from Ada Vell to the council", "_ An",
            "signatory Ada Vell", "_ the council"),
        Sample("en.from-body", "… from the Mill Society", "outlet Mill Society"),
        Sample(
            "en.published-page",
            "Ada Vell shared this text on her Bend Gazette page in May",
            "_ Ada Vell", "outlet Bend Gazette", "_ in May"),
        Sample(
            "en.article-published-journal",
            "This study was published in volume 3 of the Mill Review in June 2018.",
            "_ This study", "_ 3", "outlet Mill Review", "published June 2018", "_ "),
        Sample(
            "en.article-titled",
            "Ada Vell is a mason from Farrow. Her essay titled ‘Wheels’ is long",
            "authors Ada Vell", "_ mason from Farrow", "_ ‘Wheels’ is long"),

        Sample(
            "sq.by-outlet", "Nga Arta Lumi, Gazeta e Urës", "authors Arta Lumi",
            "outlet Gazeta e Urës"),
        Sample("sq.by", "Shkruar nga: Arta Lumi", "authors Arta Lumi"),
        Sample("sq.source", "Burimi: Kronika", "outlet! Kronika"),
        Sample(
            "sq.outlet-translated", "Gazeta e Urës - Përktheu: Dritan Mali",
            "outlet Gazeta e Urës", "translator Dritan Mali"),
        Sample(
            "sq.by-outlet-translated",
            "Nga Arta Lumi, Gazeta e Urës - Përktheu Dritan Mali", "authors Arta Lumi",
            "outlet Gazeta e Urës", "translator Dritan Mali"),
        Sample("sq.translated", "Përkthyer nga Dritan Mali", "translator Dritan Mali"),
        Sample(
            "sq.first-published-outlet-date",
            "Botuar për herë të parë në Gazeta e Urës më 12 tetor 2018", "outlet Gazeta e Urës",
            "published 12 tetor 2018"),
        Sample(
            "sq.first-published-date", "Publikuar për herë të parë: 12 tetor 2018",
            "published 12 tetor 2018"),
        Sample("sq.first-published", "Botuar për herë të parë në Kronika", "outlet! Kronika"),

        Sample(
            "de.by-outlet", "Von Ilse Brandt, Mühlen-Zeitung Farrow", "authors Ilse Brandt",
            "outlet Mühlen-Zeitung Farrow"),
        Sample("de.by", "Text von: Ilse Brandt", "authors Ilse Brandt"),
        Sample("de.source", "Quelle: Mühlenblatt", "outlet! Mühlenblatt"),
        Sample(
            "de.translation", "Aus dem Albanischen von Jens Kolk", "_ Albanischen",
            "translator Jens Kolk"),
        Sample(
            "de.outlet-translation", "Der Bote - Übersetzung: Jens Kolk", "outlet Der Bote",
            "translator Jens Kolk"),
        Sample("de.first-published", "Zuerst erschienen im Mühlenblatt", "outlet! Mühlenblatt"),

        Sample(
            "fr.by-outlet", "Par Anne Moreau, Le Courrier du Pont", "authors Anne Moreau",
            "outlet Le Courrier du Pont"),
        Sample("fr.by", "Propos recueillis par Anne Moreau", "authors Anne Moreau"),
        Sample("fr.source", "Source : Le Moulin", "outlet! Le Moulin"),
        Sample("fr.translation", "Traduction : Luc Perrin", "translator Luc Perrin"),
        Sample(
            "fr.translated-from", "Traduit de l’albanais par Luc Perrin", "_ l’albanais",
            "translator Luc Perrin"),
        Sample(
            "fr.outlet-translation", "Le Courrier du Pont - Traduction : Luc Perrin",
            "outlet Le Courrier du Pont", "translator Luc Perrin"),
        Sample("fr.first-published", "Publié initialement dans Le Moulin", "outlet! Le Moulin"),

        Sample(
            "es.by-outlet", "Por Ana Ruiz, Diario del Puente", "authors Ana Ruiz",
            "outlet Diario del Puente"),
        Sample("es.by", "Por: Ana Ruiz", "authors Ana Ruiz"),
        Sample("es.source", "Fuente: El Molino", "outlet! El Molino"),
        Sample("es.translation", "Traducido por Luis Gil", "translator Luis Gil"),

        Sample(
            "it.by-outlet", "Di Anna Riva, Corriere del Ponte", "authors Anna Riva",
            "outlet Corriere del Ponte"),
        Sample("it.by", "A cura di Anna Riva", "authors Anna Riva"),
        Sample("it.source", "Fonte: Il Mulino", "outlet! Il Mulino"),
        Sample("it.translation", "Tradotto da Luca Neri", "translator Luca Neri"),

        Sample("sr.by", "Piše: Ana Marić", "authors Ana Marić"),
        Sample("sr.source", "Izvor: Stari Mlin", "outlet! Stari Mlin"),
        Sample("sr.translation", "S engleskog prevela Ana Marić", "translator Ana Marić"),

        Sample("tr.by", "Yazan: Ayşe Demir", "authors Ayşe Demir"),
        Sample("tr.source", "Kaynak: Eski Değirmen", "outlet! Eski Değirmen"),
        Sample("tr.translation", "Çeviren: Ali Demir", "translator Ali Demir"),

        Sample(
            "fa.source-translated", "منبع: روزنامه رود، ترجمه: بابک راد",
            "outlet! روزنامه رود", "translator بابک راد"),
        Sample("fa.source", "منبع: روزنامه رود", "outlet! روزنامه رود"),
        Sample(
            "fa.by-outlet", "نوشته مینا رستمی، روزنامه رود", "authors مینا رستمی",
            "outlet روزنامه رود"),
        Sample("fa.by", "به قلم مینا رستمی", "authors مینا رستمی"),
        Sample("fa.translation", "ترجمه: بابک راد", "translator بابک راد"),
        Sample(
            "fa.outlet-translated", "روزنامه رود، ترجمه: بابک راد", "outlet روزنامه رود",
            "translator بابک راد"),
        Sample(
            "fa.first-published", "نخستین بار در روزنامه رود منتشر شد",
            "outlet! روزنامه رود"),

        Sample(
            "fa.by-outlet-translated", "مینا رستمی، روزنامه رود – ترجمه بابک راد",
            "authors مینا رستمی", "outlet روزنامه رود", "translator بابک راد"),
        Sample(
            "fa.first-published-date", "نخستین انتشار: ۳ مهر ۱۳۹۶", "published ۳ مهر ۱۳۹۶"),
        Sample(
            "en.by-any-translated", "By Una Farrow, Lamp Weekly – Translated by Mira Dolan",
            "authors Una Farrow", "outlet! Lamp Weekly", "translator Mira Dolan"),
        Sample("en.name-agency", "Una Farrow, WPA", "authors Una Farrow", "agency WPA"),
        Sample(
            "sq.by-any-translated", "Nga Arben Lisi, Ura e Re – Përktheu Elira Kodra",
            "authors Arben Lisi", "outlet! Ura e Re", "translator Elira Kodra"),
        Sample(
            "sq.source-translated", "Marrë nga Ura e Re – Përktheu nga anglishtja Elira Kodra",
            "outlet! Ura e Re", "translator Elira Kodra"),
        Sample(
            "sq.translated-language", "Përktheu nga anglishtja Elira Kodra",
            "translator Elira Kodra"),
        Sample("ar.source", "المصدر: صحيفة الجسر", "outlet! صحيفة الجسر"),
        Sample("ar.by", "بقلم: سلمى حداد", "authors سلمى حداد"),
        Sample(
            "ar.by-outlet", "بقلم سلمى حداد، صحيفة الجسر", "authors سلمى حداد",
            "outlet صحيفة الجسر"),
        Sample("ar.translation", "ترجمة: كريم نصر", "translator كريم نصر"),
    ]

    @Test(arguments: samples)
    func `a pattern takes from its line what it is for`(_ sample: Sample) throws {
        let lexicon = try builtInLexicon()
        let reader = CreditReader(lexicon: lexicon)
        let pattern = try #require(lexicon.credits.first { $0.id == sample.rule })
        let text = FoldedText(sample.line)
        let page = Page(source: "page", text: Array(sample.line.utf8))
        let list = PatternList([pattern], reader.anchors)
        #expect(
            list.first(fitting: reader.line(page, 0).anchors, general: true) { _ in true },
            "its anchors refuse the line")
        let capture = CreditMatcher(forms: NameForms(lexicon: lexicon)).match(pattern, text)
        let taken = capture?.slots.map { "\($0.slot.rawValue) \(text.text($0.range))" }
        #expect(taken == sample.takes)
    }

    @Test func `every built-in pattern has a sample line`() throws {
        let tested = Set(Self.samples.map(\.rule))
        let missing = try builtInLexicon().credits.map(\.id).filter { !tested.contains($0) }
        #expect(missing.isEmpty)
        #expect(tested.count == Self.samples.count)
    }

    @Test(arguments: [
        "{nobody}", "By {authors", "(a|b", "[c", "a]", "b)", "c}", "((((((a))))))",
    ])
    func `a malformed pattern is refused with a sentence`(_ pattern: String) {
        let error = #expect(throws: CreditPattern.Malformed.self) {
            try CreditPattern(id: "test", places: [.tail], pattern: pattern)
        }
        #expect(error?.description.isEmpty == false)
    }

    @Test func `a word of a pattern is a whole word of the line`() throws {
        let matcher = CreditMatcher(forms: NameForms(lexicon: try builtInLexicon()))
        let pattern = try CreditPattern(id: "t", places: [.tail], pattern: "By {authors}")
        for line in ["Bystander Ada Vell", "ByAda", "by", "By", "Standby Ada Vell", ""] {
            #expect(matcher.match(pattern, FoldedText(line)) == nil, "\(line)")
        }
        #expect(matcher.match(pattern, FoldedText("  BY  Ada Vell ")) != nil)
    }
}
