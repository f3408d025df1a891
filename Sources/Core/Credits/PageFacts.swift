/// What a page states of a piece outside the piece's running text: in metadata, or in elements that
/// are marked as byline or date.
package struct PageFacts: Hashable, Sendable {
    /// One statement, and who makes it.
    package struct Statement: Hashable, Sendable {
        package var value: String
        /// What read it, as credits name their rule: `json-ld`, `meta`, `microdata`, `byline`, `time`.
        package var rule: String
        /// The words lie in the page's text or markup as people see them.
        package var isVisible: Bool

        package init(_ value: String, rule: String, isVisible: Bool = false) {
            self.value = value
            self.rule = rule
            self.isVisible = isVisible
        }
    }

    package var title: String?
    package var url: String?
    package var language: String?
    /// By the rank of who states them.
    package var posted: [Statement] = []
    package var authors: [Statement] = []
    package var translators: [Statement] = []
    /// Names or addresses of what the piece says it is taken from.
    package var origins: [Statement] = []

    /// Short lines around the title, in which a byline or a date may stand that nothing marks.
    package var top: [String] = []

    package init() {}

    /// All that is stated in words, line by line.
    package var words: String {
        let statements = [posted, authors, translators, origins].joined().map(\.value)
        return ([title, url].compactMap(\.self) + statements + top).joined(separator: "\n")
    }
}
