internal import Core

/// What was said of a pair of pieces, as the store keeps it, so that no pair is compared twice.
///
/// The pair itself is the key of the row, the piece of the lesser number first; the data say from which
/// of them the verdict is read.
enum VerdictCoding {
    private static let relations = Relation.allCases
    private static let directions = Direction.allCases

    static func bytes(of placed: PlacedMatch, isTurned: Bool) -> [UInt8] {
        let match = placed.match
        var writer = ByteWriter(reserving: 256 + 64 * match.passages.count)
        writer.add(Kind.match.rawValue)
        var flags: UInt8 = isTurned ? 1 : 0
        if match.recapture { flags |= 2 }
        if match.sameText { flags |= 4 }
        if match.sameTitle { flags |= 8 }
        writer.add(flags)
        writer.add(UInt8(relations.firstIndex(of: match.relation) ?? 0))
        writer.add(UInt8(directions.firstIndex(of: match.direction) ?? 0))
        writer.add(match.resemblance)
        writer.add(match.containmentA)
        writer.add(match.containmentB)
        let slots = match.slots
        for count in [
            slots.specificsKept, slots.specificsLost, slots.othersKept, slots.othersLost,
            slots.conflicts, slots.endsKept, slots.endsLost,
        ] { writer.add(short: count) }
        writer.add(short: match.passages.count)
        for (passage, place) in zip(match.passages, placed.passages) {
            writer.add(passage.a)
            writer.add(passage.b)
            writer.add(short: passage.words)
            writer.add(passage.identical)
            for side in [place.a, place.b] {
                writer.add(side.lines.lowerBound..<(side.lines.upperBound + 1))
                writer.add(side.capture ?? 0..<0)
            }
        }
        writer.add(short: match.evidence.count)
        for sentence in match.evidence { writer.add(sentence) }
        return writer.bytes
    }

    static func bytes(of pair: TemplatePair, isTurned: Bool) -> [UInt8] {
        var writer = ByteWriter(reserving: 16 + 6 * (pair.frameA.count + pair.frameB.count))
        writer.add(Kind.template.rawValue)
        writer.add(UInt8(isTurned ? 1 : 0))
        writer.add(pair.resemblance)
        for frame in [pair.frameA, pair.frameB] {
            writer.add(short: frame.count)
            for range in frame { writer.add(range) }
        }
        return writer.bytes
    }

    private enum Kind: UInt8 { case match, template }

    /// Whether the data are those of a match that is read from the second piece; nil for a template.
    static func isTurned(_ data: [UInt8], in range: Range<Int>) -> Bool? {
        range.count > 1 && data[range.lowerBound] == Kind.match.rawValue
            ? data[range.lowerBound + 1] & 1 != 0 : nil
    }

    /// The verdict on the pieces at the places `a` and `b`, of which the first has the lesser number.
    ///
    /// In brief a match comes without the places of its passages and without its evidence, which are not
    /// asked for where all matches are looked at.
    ///
    /// - Returns: nil when the bytes are not what `bytes` gave.
    static func outcome(
        _ data: [UInt8], in range: Range<Int>, a: UInt32, b: UInt32, inBrief: Bool
    ) -> MatchWorker.Outcome? {
        var reader = ByteReader(data, in: range)
        guard let kind = reader.integer(UInt8.self).flatMap(Kind.init) else { return nil }
        guard let flags = reader.integer(UInt8.self) else { return nil }
        let (first, second) = flags & 1 == 0 ? (a, b) : (b, a)
        switch kind {
        case .match:
            return match(&reader, flags, first, second, inBrief: inBrief).map { .match($0) }
        case .template: return template(&reader, first, second).map { .template($0) }
        }
    }

    private static func match(
        _ reader: inout ByteReader, _ flags: UInt8, _ a: UInt32, _ b: UInt32, inBrief: Bool
    ) -> PlacedMatch? {
        guard let relation = reader.integer(UInt8.self), relations.indices.contains(Int(relation)),
            let direction = reader.integer(UInt8.self),
            directions.indices.contains(Int(direction)), let resemblance = reader.double(),
            let containmentA = reader.double(), let containmentB = reader.double(),
            let slots = slots(&reader), let passages = reader.short()
        else { return nil }
        var found: [VerifiedPassage] = []
        var placed: [PlacedPassage] = []
        for _ in 0..<passages {
            guard let a = reader.range(), let b = reader.range(), let words = reader.short(),
                let identical = reader.double(), let placeA = place(&reader),
                let placeB = place(&reader)
            else { return nil }
            found.append(VerifiedPassage(a: a, b: b, words: words, identical: identical))
            if !inBrief { placed.append(PlacedPassage(a: placeA, b: placeB)) }
        }
        var evidence: [String] = []
        if !inBrief {
            guard let sentences = reader.short() else { return nil }
            for _ in 0..<sentences {
                guard let sentence = reader.text() else { return nil }
                evidence.append(sentence)
            }
        }
        return PlacedMatch(
            match: VerifiedMatch(
                a: a, b: b, relation: relations[Int(relation)], resemblance: resemblance,
                containmentA: containmentA, containmentB: containmentB, passages: found,
                direction: directions[Int(direction)], recapture: flags & 2 != 0,
                evidence: evidence, sameText: flags & 4 != 0, slots: slots,
                sameTitle: flags & 8 != 0), passages: placed)
    }

    private static func slots(_ reader: inout ByteReader) -> SlotCounts? {
        guard let specificsKept = reader.short(), let specificsLost = reader.short(),
            let othersKept = reader.short(), let othersLost = reader.short(),
            let conflicts = reader.short(), let endsKept = reader.short(),
            let endsLost = reader.short()
        else { return nil }
        var slots = SlotCounts()
        slots.specificsKept = specificsKept
        slots.specificsLost = specificsLost
        slots.othersKept = othersKept
        slots.othersLost = othersLost
        slots.conflicts = conflicts
        slots.endsKept = endsKept
        slots.endsLost = endsLost
        return slots
    }

    private static func place(_ reader: inout ByteReader) -> PassagePlace? {
        guard let lines = reader.range(), !lines.isEmpty, let capture = reader.range() else {
            return nil
        }
        return PassagePlace(
            lines: lines.lowerBound...(lines.upperBound - 1),
            capture: capture.isEmpty ? nil : capture)
    }

    private static func template(_ reader: inout ByteReader, _ a: UInt32, _ b: UInt32)
        -> TemplatePair?
    {
        guard let resemblance = reader.double(), let frameA = reader.ranges(),
            let frameB = reader.ranges()
        else { return nil }
        return TemplatePair(a: a, b: b, resemblance: resemblance, frameA: frameA, frameB: frameB)
    }
}
