/// The encoding that an HTML document names in its first bytes, as `<meta charset=…>` or in the
/// content of a `<meta http-equiv>`, in small letters; nil when it names none.
///
/// As browsers do, `charset=` is looked for in the first bytes alone (HTML 13.2.3.2); what stands
/// there before the element is often more than the kilobyte of the standard.
func declaredCharset(of document: Span<UInt8>) -> String? {
    let head = min(document.count, 4096)
    let wanted = Array("charset".utf8)
    var at = 0
    while at + wanted.count < head {
        guard wanted.indices.allSatisfy({ document[at + $0] | 0x20 == wanted[$0] }) else {
            at += 1
            continue
        }
        at += wanted.count
        while at < head, document[at] <= 0x20 { at += 1 }
        guard at < head, document[at] == UInt8(ascii: "=") else { continue }
        at += 1
        while at < head, document[at] <= 0x20 || document[at] == 0x22 || document[at] == 0x27 {
            at += 1
        }
        var name: [UInt8] = []
        while at < head, name.count < 40, isNamePart(document[at]) {
            name.append(document[at])
            at += 1
        }
        if !name.isEmpty { return String(decoding: name, as: UTF8.self).lowercased() }
    }
    return nil
}

private func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x3A, 0x2E: true
    default: false
    }
}
