internal import Core
internal import Readers
internal import Store

/// What a pass reads and does not keep, because it was forgotten.
extension ForgottenList {
    /// Place of the entry that holds a source that was read.
    func entry(of source: Source) -> Int? {
        entry(path: source.path, capture: source.sha256, host: source.host)
    }
}

extension Knowledge {
    /// Whether a page is one of which nothing is to be learned.
    func hasForgotten(_ look: PageLook, of source: String) -> Bool {
        if forgotten.isEmpty { return false }
        let host = site(look.teaching.edges.site, source: source).host
        return forgotten.entry(path: source, capture: look.read.source.sha256, host: host) != nil
    }
}

extension FingerprintWorker {
    /// Rows without those that were forgotten.
    ///
    /// Where there is something to forget, each row is fingerprinted to see what it is.
    func remembered(_ rows: RowPieces, _ list: ForgottenList) -> RowPieces {
        if list.isEmpty { return rows }
        var kept = rows
        (kept.pieces, kept.numbers, kept.texts) = ([], [], [])
        for text in rows.texts {
            let entry = text.pieces.lazy.compactMap { index -> Int? in
                var piece = rows.pieces[index]
                let print = self.print(of: piece, text.text.span.extracting(piece.body))
                piece.sha256 = print.fingerprint.digest.hexadecimal
                return list.entry(ofRow: piece)
            }.first
            if let entry {
                kept.forgotten.insert(entry)
                continue
            }
            let first = kept.pieces.count
            kept.pieces += rows.pieces[text.pieces]
            kept.numbers += rows.numbers[text.pieces]
            kept.texts.append(
                RowText(text: text.text, pieces: first..<kept.pieces.count, map: text.map))
        }
        return kept
    }
}
