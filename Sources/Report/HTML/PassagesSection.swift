import Core

extension ReportPage {
    /// Matches between pieces that are no copies of each other.
    var passages: HTML {
        guard data.passages.total > 0 else {
            return empty(
                "No piece quotes or excerpts another, or shares a passage with one, without being "
                    + "a copy or a digest of it.")
        }
        return group {
            intro(
                "Excerpts, quotations and shared passages between pieces that are not copies of "
                    + "one text.")
            list(data.passages, cap: caps.passages, share: 0.1, more: "pair") { index, comparison in
                let match = comparison.match
                let sigla = Sigla(match)
                return article(.class("family")) {
                    h3(.class("pairing")) {
                        linkedTitle(match.a)
                        span(.class("between")) { Words.sentence(match.relation) }
                        linkedTitle(match.b)
                    }
                    ol(.class("members")) {
                        for id in sigla.pieces {
                            li {
                                span(.class("siglum")) { sigla.name(id) }
                                p(.class("where")) {
                                    particulars(id)
                                    place(id)
                                }
                            }
                        }
                    }
                    self.comparison(comparison, sigla, isOpen: index == 0)
                }
            }
        }
    }
}
