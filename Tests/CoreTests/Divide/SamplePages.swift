import Core

private let e = Prose.english
private let q = Prose.albanian
private let d = Prose.german
private let f = Prose.persian

extension SamplePage {
    static let all = [
        dateAfter, dateUnderTitle, dateAboveTitleAlbanian, dateUnderTitleAlbanian, dateUnderGerman,
        dateAboveGerman, solarHijri, rules, adverts, shareWords, noBlankLines, firstAtTop, related,
        onePost, runningText, onlyRules,
    ]

    static let dateAfter = SamplePage(
        "date after the post, with a share bar", .dateAfter,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2020-05-27", "2020-05-26", "2020-05-24"],
        """
        Farrow Notes
        Home | Mills | Rivers | About us

        ⟦The mill at Farrow Bend
        Mills
        A wheel turns again

        \(e[0])

        \(e[1])

        By Ada Vell, The Bend Gazette⟧

        May 27, 2020 0 comments
        FacebookTwitterEmail

        ⟦The yard on a Sunday
        Bread
        Stones and bread

        \(e[2])

        \(e[4])⟧

        May 26, 2020 3 comments
        FacebookTwitterEmail

        ⟦The dry channel
        Mills
        The second wheel

        \(e[5])

        \(e[6])⟧

        May 24, 2020 0 comments
        FacebookTwitterEmail

        Newer posts | Older posts

        Recent posts
        A wheel turns again
        Stones and bread
        © 2009 - 2024 Farrow Notes. All rights reserved.
        """)

    static let dateUnderTitle = SamplePage(
        "date and author under the title", .dateUnderTitle,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2021-05-14", "2021-05-12", "2021-05-03"],
        """
        The Bend Post
        Search

        ⟦A wheel turns again
        Posted on 14 May 2021 by Ada Vell

        \(e[0])

        \(e[1])⟧

        Leave a comment

        ⟦Stones and bread
        Posted on 12 May 2021 by Ivo Marsh

        \(e[2])

        \(e[3])⟧

        Leave a comment

        ⟦The second wheel
        Posted on 3 May 2021 by Ada Vell

        \(e[5])

        \(e[6])⟧

        Leave a comment

        Older posts
        © 2021 The Bend Post
        """)

    static let dateAboveTitleAlbanian = SamplePage(
        "date above the title, Albanian", .dateAboveTitle,
        titles: ["Mulliri punon përsëri", "Çelësi i portës", "Uji nën dysheme"],
        posted: ["2020-05-27", "2020-05-25", "2020-05-19"],
        """
        Kronika e Urës
        Ballina
        Lajme
        Kulturë
        Kontakt

        27 Maj 2020
        ⟦Mulliri punon përsëri

        \(q[0])

        \(q[1])⟧

        Shpërndaje
        Lini një koment

        25 Maj 2020
        ⟦Çelësi i portës

        \(q[2])

        \(q[3])⟧

        Shpërndaje
        Lini një koment

        19 Maj 2020
        ⟦Uji nën dysheme

        \(q[3])

        \(q[0])⟧

        Shpërndaje
        Lini një koment

        Postime më të vjetra
        © 2020 Kronika e Urës
        """)

    static let dateUnderTitleAlbanian = SamplePage(
        "date in figures under the title, Albanian", .dateUnderTitle,
        titles: ["Mulliri punon përsëri", "Çelësi i portës"],
        posted: ["2020-05-27", "2020-05-25"],
        """
        Kronika e Urës

        ⟦Mulliri punon përsëri
        Publikuar më 27.05.2020 nga Arta Lumi

        \(q[0])

        \(q[1])⟧

        Pa komente

        ⟦Çelësi i portës
        Publikuar më 25.05.2020 nga Arta Lumi

        \(q[2])

        \(q[3])⟧

        Pa komente

        Postime më të vjetra
        """)

    static let dateUnderGerman = SamplePage(
        "date under the title, German", .dateUnderTitle,
        titles: ["Ein Rad dreht sich wieder", "Der Schlüssel zur Schleuse"],
        posted: ["2020-03-27", "2020-03-21"],
        """
        Mühlenblatt
        Startseite » Archiv » Seite 2

        ⟦Ein Rad dreht sich wieder
        Veröffentlicht am 27. März 2020 von Ilse Brandt

        \(d[0])

        \(d[1])⟧

        Teilen auf Facebook

        ⟦Der Schlüssel zur Schleuse
        Veröffentlicht am 21. März 2020 von Ilse Brandt

        \(d[2])

        \(d[3])⟧

        Teilen auf Facebook

        Ältere Beiträge
        Impressum
        """)

    static let dateAboveGerman = SamplePage(
        "date above the title, German", .dateAboveTitle,
        titles: ["Ein Rad dreht sich wieder", "Der Schlüssel zur Schleuse"],
        posted: ["2020-03-27", "2020-03-21"],
        """
        Mühlenblatt

        27. März 2020
        ⟦Ein Rad dreht sich wieder

        \(d[0])

        \(d[1])⟧

        Keine Kommentare

        21. März 2020
        ⟦Der Schlüssel zur Schleuse

        \(d[2])

        \(d[3])⟧

        Keine Kommentare

        Ältere Beiträge
        Impressum
        """)

    static let solarHijri = SamplePage(
        "Solar Hijri dates, Persian", .dateUnderTitle,
        titles: ["آسیاب دوباره می‌چرخد", "کلید دریچهٔ آب"],
        posted: ["2020-05-27", "2020-05-21"],
        """
        دفتر رود
        خانه | خبرها | درباره ما

        ⟦آسیاب دوباره می‌چرخد
        ۷ خرداد ۱۳۹۹

        \(f[0])

        \(f[1])⟧

        بدون دیدگاه

        ⟦کلید دریچهٔ آب
        ۱ خرداد ۱۳۹۹

        \(f[2])

        \(f[3])⟧

        بدون دیدگاه

        نوشته‌های قدیمی‌تر
        """)

    static let rules = SamplePage(
        "rules between posts with dates", .dateUnderTitle,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2021-05-14", "2021-05-12", "2021-05-03"],
        """
        The Bend Post

        ⟦A wheel turns again
        14 May 2021

        \(e[0])

        \(e[1])⟧

        * * *

        ⟦Stones and bread
        12 May 2021

        \(e[2])

        \(e[3])⟧

        * * *

        ⟦The second wheel
        3 May 2021

        \(e[5])

        \(e[6])⟧

        * * *

        Older posts
        """)

    static let onlyRules = SamplePage(
        "rules between posts without dates", .separated,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: [nil, nil, nil],
        """
        ⟦A wheel turns again

        \(e[0])

        \(e[1])⟧

        ----------

        ⟦Stones and bread

        \(e[2])

        \(e[3])⟧

        ----------

        ⟦The second wheel

        \(e[5])

        \(e[6])⟧
        """)

    static let adverts = SamplePage(
        "advertisement words between posts", .dateAfter,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2020-05-27", "2020-05-26", "2020-05-24"],
        """
        Home | Mills | Rivers | About us

        ⟦A wheel turns again

        \(e[0])

        \(e[1])⟧

        May 27, 2020 0 comments

        Advertisement

        ⟦Stones and bread

        \(e[2])

        \(e[4])⟧

        May 26, 2020 0 comments

        Sponsored content

        ⟦The second wheel

        \(e[5])

        \(e[6])⟧

        May 24, 2020 0 comments

        Advertisement

        Older posts
        """)

    static let shareWords = SamplePage(
        "share and comment words of another language", .dateAfter,
        titles: ["Mulliri punon përsëri", "Çelësi i portës"],
        posted: ["2020-11-03", "2020-11-01"],
        """
        Ballina | Lajme | Kontakt | Arkivi

        ⟦Mulliri punon përsëri

        \(q[0])

        \(q[1])⟧

        3 Nëntor 2020 2 komente
        Shpërndaje Facebook Twitter WhatsApp

        ⟦Çelësi i portës

        \(q[2])

        \(q[3])⟧

        1 Nëntor 2020 Pa komente
        Shpërndaje Facebook Twitter WhatsApp

        Më të reja
        Më të vjetra
        """)

    static let noBlankLines = SamplePage(
        "no blank lines at all", .dateAfter,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2020-05-27", "2020-05-26", "2020-05-24"],
        """
        Home | Mills | Rivers | About us
        ⟦A wheel turns again
        \(e[0])
        \(e[1])⟧
        May 27, 2020 0 comments
        FacebookTwitterEmail
        ⟦Stones and bread
        \(e[2])
        \(e[4])⟧
        May 26, 2020 0 comments
        FacebookTwitterEmail
        ⟦The second wheel
        \(e[5])
        \(e[6])⟧
        May 24, 2020 0 comments
        FacebookTwitterEmail
        Older posts
        """)

    static let firstAtTop = SamplePage(
        "first post at the very top, navigation at the bottom alone", .dateAfter,
        titles: ["A wheel turns again", "Stones and bread", "The second wheel"],
        posted: ["2020-05-27", "2020-05-26", "2020-05-24"],
        """
        ⟦A wheel turns again

        \(e[0])

        \(e[1])⟧

        May 27, 2020 0 comments
        FacebookTwitterEmail

        ⟦Stones and bread

        \(e[2])

        \(e[4])⟧

        May 26, 2020 0 comments
        FacebookTwitterEmail

        ⟦The second wheel

        \(e[5])

        \(e[6])⟧

        May 24, 2020 0 comments
        FacebookTwitterEmail

        Newer posts
        Older posts
        Home
        Mills
        Rivers
        About us
        © 2009 - 2024 Farrow Notes
        """)

    static let related = SamplePage(
        "lists of related posts", .dateUnderTitle,
        titles: ["A wheel turns again", "Stones and bread"],
        posted: ["2021-05-14", "2021-05-12"],
        """
        The Bend Post

        ⟦A wheel turns again
        Posted on 14 May 2021 by Ada Vell

        \(e[0])

        \(e[1])⟧

        Related:
        The heron on the weir
        A sheet nine feet long

        ⟦Stones and bread
        Posted on 12 May 2021 by Ivo Marsh

        \(e[2])

        \(e[3])⟧

        Related:
        What the masons eat
        The key to the sluice

        Older posts
        """)

    static let onePost = SamplePage(
        "a page with one post", .dateUnderTitle,
        titles: ["A wheel turns again"], posted: ["2021-05-14"],
        """
        The Bend Post
        Home | Mills | Rivers | About us

        ⟦A wheel turns again
        Posted on 14 May 2021 by Ada Vell

        \(e[0])

        \(e[1])

        \(e[2])⟧

        Leave a comment

        Recent posts
        Stones and bread
        The second wheel
        © 2021 The Bend Post
        """)

    static let runningText = SamplePage(
        "running text without titles, parted by credits", .runningText,
        titles: [nil, nil, nil], posted: [nil, nil, nil],
        """
        ⟦\(e[0])
        \(e[1])
        Source: The Bend Gazette⟧
        ⟦\(e[2])
        \(e[3])
        By Ada Vell, The Weir Courier⟧
        ⟦\(e[4])
        \(e[5])
        \(e[6])
        Translated by Ivo Marsh⟧
        """)
}
