import Core

extension ReportPage {
    /// The words of the report, each in a sentence.
    var guide: HTML {
        group {
            element("dl", [.class("glossary")]) {
                term("Source", "one file, web-archive record or row that the pass read.")
                term("Piece", "one published item: an article, letter, interview, digest …")
                term("Host", "the site that a page was captured from.")
                term(
                    "Outlet",
                    "the publication that a piece says it came from. It need not be the host.")
                term(
                    "Match",
                    "two pieces that share text, verified on the words themselves and shown by "
                        + "their passages. Estimates propose matches; they never make one.")
                term(
                    "Alike",
                    "the share of word sequences that two pieces have in common, of all that "
                        + "either has (Jaccard resemblance).")
                term(
                    "Collation",
                    "two passages side by side. Words that stand on one side only are marked; "
                        + "case and punctuation are passed over; long stretches that are alike "
                        + "are left out and counted.")
                term(
                    "Independent sources",
                    "how many members of a family derive from no other member, as far as the "
                        + "archive shows.")
                term(
                    "Ghost",
                    "an original that is not in the archive and is known by its credit alone.")
                term(
                    "Recapture", "the same piece of the same host, found on two captured pages.")
            }
            h3 { "States of a claim" }
            element("dl", [.class("states")]) {
                for state in ClaimState.allCases {
                    div {
                        element("dt", []) { badge(state) }
                        element("dd", []) { Words.explanation(state) + "." }
                    }
                }
            }
        }
    }

    private func term(_ word: String, _ meaning: String) -> HTML {
        div {
            element("dt", []) { word }
            element("dd", []) { meaning }
        }
    }
}
