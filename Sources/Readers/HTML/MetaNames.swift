/// What the names of `meta` elements mean: Open Graph, `article:*`, Dublin Core, citation names and
/// those that systems of publishing write by themselves.
enum MetaMeaning {
    case title, pageTitle, site, url, published, author, translator, origin, language, type

    /// Letters and digits of the name in lower case.
    init?(_ name: String) {
        var key = ""
        for scalar in name.lowercased().unicodeScalars
        where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
            key.unicodeScalars.append(scalar)
        }
        guard let meaning = Self.meanings[key] else { return nil }
        self = meaning
    }

    private static let meanings: [String: MetaMeaning] = {
        let names: [(MetaMeaning, String)] = [
            (.title, "ogtitle"),
            (
                .pageTitle,
                "title twittertitle dctitle dctermstitle citationtitle parselytitle sailthrutitle headline"
            ),
            (.site, "ogsitename applicationname citationjournaltitle dcpublisher dctermspublisher"),
            (.url, "ogurl parselylink citationpublicurl dcidentifier"),
            (
                .published,
                """
                articlepublishedtime ogpublishedtime ogarticlepublishedtime articlepublished \
                ogpubdate date dcdate dcdateissued dcdatecreated dctermsissued dctermscreated \
                dctermsdate dctermsavailable citationpublicationdate citationdate \
                citationonlinedate parselypubdate sailthrudate pubdate publishdate \
                publicationdate publisheddate publishedtime datepublished datecreated \
                cxenseparserecspublishtime articledateoriginal originalpublicationdate \
                articlepublicationdate firstpublished
                """
            ),
            (
                .author,
                """
                author authors articleauthor articleauthorname ogarticleauthor dccreator \
                dctermscreator citationauthor parselyauthor sailthruauthor byl byline \
                cxenseparseauthor dcauthor twittermiscwrittenby
                """
            ),
            (.translator, "translator dctranslator dccontributortranslator"),
            (.origin, "syndicationsource originalsource dcsource dctermssource"),
            (.language, "oglocale contentlanguage language dclanguage dctermslanguage"),
            (.type, "ogtype"),
        ]
        var meanings: [String: MetaMeaning] = [:]
        for (meaning, list) in names {
            for name in list.split(separator: " ") { meanings[String(name)] = meaning }
        }
        return meanings
    }()
}
