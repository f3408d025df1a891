/// The text of a source, as every later stage sees it.
package struct DecodedPage: Hashable, Sendable {
    /// Valid UTF-8 without a byte-order mark; line ends as they were captured.
    package var text: [UInt8]
    /// IANA name of the encoding that the bytes were decoded from.
    package var encoding: String
    /// Byte sequences that meant nothing in that encoding; each stands as one U+FFFD in the text.
    package var repaired: Int

    package init(text: [UInt8], encoding: String, repaired: Int) {
        self.text = text
        self.encoding = encoding
        self.repaired = repaired
    }
}

/// Why bytes have no text.
package enum Undecodable: Error, Hashable, Sendable {
    case empty
    /// What the bytes look like, as the object of a sentence: "a PDF document".
    case binary(String)

    /// A sentence for the record of quarantined sources.
    package var reason: String {
        switch self {
        case .empty: "The file is empty. Capture the page again, or remove the file."
        case .binary(let looks):
            "The file holds \(looks), not text. Convert it to text, or keep it outside the corpus."
        }
    }
}
