internal import Core

/// What one page teaches of its host, of outlets and of what stands beside its paragraphs, as the store keeps it: knowledge is the sum of
/// all teachings, and is summed again each night without a look at the pages.
struct Teaching: Sendable {
    var edges: PageEdges
    var hints: OutletHints
    /// What a marked page states of its pieces beside their texts: names of outlets may stand there.
    var stated: String

    init(edges: PageEdges, hints: OutletHints, stated: String = "") {
        self.edges = edges
        self.hints = hints
        self.stated = stated
    }

    /// Numbers are little-endian; texts have their lengths before them.
    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.add(edges.firstText)
        writer.add(edges.masks.sorted())
        writer.add(edges.paragraphs)
        writer.add(edges.site.host)
        writer.add(edges.site.name)
        writer.add(UInt32(clamping: hints.declared.count))
        for name in hints.declared { writer.add(name) }
        writer.add(UInt32(clamping: hints.beside.count))
        for (person, name) in hints.beside {
            writer.add(person)
            writer.add(name)
        }
        writer.add(stated)
        return writer.bytes
    }

    /// - Returns: nil when the bytes are not what `bytes` gave.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let first = reader.integer(UInt64.self), let masks = reader.integers(UInt64.self),
            let paragraphs = reader.integers(UInt64.self),
            let host = reader.optionalText(), let name = reader.optionalText(),
            let declared = reader.integer(UInt32.self)
        else { return nil }
        edges = PageEdges(
            firstText: first, masks: Set(masks), paragraphs: paragraphs,
            site: Site(host: host, name: name))
        hints = OutletHints()
        for _ in 0..<declared {
            guard let name = reader.text() else { return nil }
            hints.declared.append(name)
        }
        guard let beside = reader.integer(UInt32.self) else { return nil }
        for _ in 0..<beside {
            guard let person = reader.text(), let name = reader.text() else { return nil }
            hints.beside.append((person, name))
        }
        guard let stated = reader.text() else { return nil }
        self.stated = stated
    }
}
