package import Core

/// Which fields of a JSON Lines row hold what: the names of its keys, nil for what is not read.
package struct RowFields: Hashable, Sendable {
    package var text: String
    /// A page as HTML, read where the row has no text.
    package var html: String?
    package var title: String?
    package var url: String?
    package var host: String?
    package var posted: String?
    package var published: String?
    package var captured: String?
    package var authors: String?
    package var translators: String?
    package var outlet: String?
    package var language: String?
    package var id: String?

    package init(
        text: String = "text", html: String? = "html", title: String? = "title",
        url: String? = "url", host: String? = "host", posted: String? = "posted",
        published: String? = nil,
        captured: String? = nil, authors: String? = nil, translators: String? = nil,
        outlet: String? = nil, language: String? = nil, id: String? = "id"
    ) {
        self.text = text
        self.html = html
        self.title = title
        self.url = url
        self.host = host
        self.posted = posted
        self.published = published
        self.captured = captured
        self.authors = authors
        self.translators = translators
        self.outlet = outlet
        self.language = language
        self.id = id
    }

    /// The names in the order of `RowField`.
    var names: [String?] {
        [
            text, html, title, url, host, posted, published, captured, authors, translators, outlet,
            language, id,
        ]
    }

    /// The fields that are read, with the names of their keys.
    package var named: [(name: String, value: String)] {
        zip(RowField.allCases, names).compactMap { field, key in
            key.map { (String(describing: field), $0) }
        }
    }

    /// The fields that `named` told; nil without a key for the text.
    package init?(named keys: [(name: String, value: String)]) {
        func key(_ field: RowField) -> String? {
            keys.first { $0.name == String(describing: field) }?.value
        }
        guard let text = key(.text) else { return nil }
        self.init(
            text: text, title: key(.title), url: key(.url), host: key(.host), posted: key(.posted),
            published: key(.published), captured: key(.captured), authors: key(.authors),
            translators: key(.translators), outlet: key(.outlet), language: key(.language),
            id: key(.id))
    }
}

/// A field of a row that a pass reads.
enum RowField: Int, CaseIterable {
    case text, html, title, url, host, posted, published, captured, authors, translators, outlet
    case language, id
}

/// One row of a JSON Lines file, decoded.
package struct Row: Hashable, Sendable {
    /// Number of the line in its file, from 0; blank lines count.
    package var number: Int
    /// Valid UTF-8; empty where the row has a page instead.
    package var text: [UInt8]
    /// The page of a row without text, as HTML; valid UTF-8.
    package var html: [UInt8] = []
    /// What the fields beside the text say.
    package var credits = RowCredits()
    package var id: String?
    /// Damaged byte sequences and lone surrogates, each of which stands as one U+FFFD.
    package var repaired = 0
}

/// A row that was left out, and why.
package struct RowFinding: Hashable, Sendable {
    /// Number of the line in its file, from 0.
    package var row: Int
    /// A sentence.
    package var reason: String

    package init(row: Int, reason: String) {
        self.row = row
        self.reason = reason
    }
}
