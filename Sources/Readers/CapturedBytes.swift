package import Core

/// The captured bytes of one page or row, with what it takes to read them as a pass does.
package struct CapturedBytes: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case text, html, row }

    package var kind: Kind
    /// The encoding that a server named.
    package var charset: String?
    /// Names of the fields of a row.
    package var fields: RowFields
    /// A file, the payload of a record, or the line of a row without its end.
    package var bytes: [UInt8]

    package init(
        kind: Kind, charset: String? = nil, fields: RowFields = RowFields(), bytes: [UInt8]
    ) {
        self.kind = kind
        self.charset = charset
        self.fields = fields
        self.bytes = bytes
    }

    /// What the bytes say.
    ///
    /// - Throws: `Undecipherable`, when a pass could not read them either.
    package func read() throws(Undecipherable) -> ReadCapture {
        if kind == .row { return try readRow() }
        let page: DecodedPage
        do {
            page = try decodePage(
                bytes.span,
                declared: charset ?? (kind == .html ? declaredCharset(of: bytes.span) : nil))
        } catch {
            throw Undecipherable(reason: error.reason)
        }
        guard kind == .html else { return ReadCapture(document: page.text, text: page.text) }
        do {
            let marked = try HTMLReader().read(page.text)
            return ReadCapture(document: page.text, text: marked.text, marked: marked)
        } catch {
            throw Undecipherable(reason: error.reason)
        }
    }

    private func readRow() throws(Undecipherable) -> ReadCapture {
        let file = FoundSource(
            path: "", file: RawPath(""), format: .jsonl, size: bytes.count, modified: 0)
        var batch = RowBatch(file: file, isFirst: true, firstRow: 0)
        batch.bytes = bytes
        batch.count = bytes.count
        let (rows, findings) = RowReader(options: RowOptions(fields: fields)).read(batch)
        guard let row = rows.first, rows.count == 1, findings.isEmpty else {
            throw Undecipherable(reason: findings.first?.reason ?? "It is not one row.")
        }
        return ReadCapture(document: row.text, text: row.text, row: row)
    }
}

/// Captured bytes that cannot be read.
package struct Undecipherable: Error, Hashable, Sendable {
    /// A sentence.
    package let reason: String
}

/// What captured bytes say.
package struct ReadCapture: Sendable {
    /// The decoded page, with its markup if it has any: where lines and bytes of credits count.
    package var document: [UInt8]
    /// The text that pieces are parts of: of HTML that of its pieces, else the document.
    package var text: [UInt8]
    package var marked: MarkedPage?
    package var row: Row?

    package init(
        document: [UInt8], text: [UInt8], marked: MarkedPage? = nil, row: Row? = nil
    ) {
        self.document = document
        self.text = text
        self.marked = marked
        self.row = row
    }

    /// Whether something beside the text states these words by this rule: metadata, or a field.
    package func states(_ words: String, rule: String) -> Bool {
        if let row {
            let credits = row.credits
            return [credits.posted, credits.published].contains(words)
                || credits.title?.contains(words) ?? false
                || (credits.authors + credits.translators + credits.outlets).contains(words)
        }
        return marked?.pieces.contains { piece in
            let facts = piece.facts
            return facts.top.contains(words)
                || (facts.posted + facts.authors + facts.translators + facts.origins)
                    .contains { $0.value == words && $0.rule == rule }
        } ?? false
    }
}
