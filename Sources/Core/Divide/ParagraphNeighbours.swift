/// What stands before and after the paragraphs of an archive's running text.
///
/// Pieces are printed more than once: reprinted elsewhere, captured twice, held in digests. Where a
/// paragraph is followed by one text here and by another there, a piece may end behind it; where it
/// ends a page, one does. The neighbours are sets over the pages, so that neither the order of the
/// pages nor the number of workers shows in them; a page adds to them by what `PageEdges` holds of it
/// and by nothing else.
package struct ParagraphNeighbours: Sendable {
    /// A paragraph once: its hash and those of its neighbours, 0 at the ends of a page.
    private struct Sighting: Comparable {
        var paragraph: UInt64
        var before: UInt64
        var after: UInt64

        static func < (one: Sighting, two: Sighting) -> Bool {
            (one.paragraph, one.before, one.after) < (two.paragraph, two.before, two.after)
        }
    }

    /// What is kept of a paragraph that was seen at an end of a page, or with several neighbours.
    struct Place: Sendable, Equatable {
        /// The least hashes of what was seen before and after it, three at most.
        var before: [UInt64] = []
        var after: [UInt64] = []
        var beginsPage = false
        var endsPage = false

        /// Stands in so many different places that it belongs to no one text: a stock line.
        var isStock: Bool { min(before.count, after.count) >= ParagraphNeighbours.kept }
    }

    /// Neighbours that are kept on each side.
    static let kept = 3
    /// Most sightings that are held; beyond, every second hash is left out.
    ///
    /// The hashes that stay are then a sample: the fewest halvings that keep within the limit.
    private let limit: Int
    private var sightings: [Sighting] = []
    private var sample: UInt64 = 0
    private var places = HashTable<Place>()

    package init() { self.init(limit: 6_000_000) }

    init(limit: Int) { self.limit = limit }

    /// Adds the paragraphs of a page, in the order of the page.
    package mutating func add(_ paragraphs: [UInt64]) {
        for (index, paragraph) in paragraphs.enumerated() where isSampled(paragraph) {
            sightings.append(
                Sighting(
                    paragraph: paragraph, before: index > 0 ? paragraphs[index - 1] : 0,
                    after: index + 1 < paragraphs.count ? paragraphs[index + 1] : 0))
        }
        while sightings.count > limit { halve() }
    }

    /// The high bits: a table places by the low ones.
    private func isSampled(_ paragraph: UInt64) -> Bool { (paragraph >> 40) & sample == 0 }

    /// Leaves out every second of the hashes that are left.
    private mutating func halve() {
        sample = sample << 1 | 1
        let kept = sightings.filter { isSampled($0.paragraph) }
        sightings = kept
    }

    /// Puts together what was added; nothing may be added after.
    package mutating func conclude() {
        sightings.sort()
        var low = 0
        while low < sightings.count {
            let paragraph = sightings[low].paragraph
            var place = Place()
            var high = low
            while high < sightings.count, sightings[high].paragraph == paragraph {
                let seen = sightings[high]
                if seen.before == 0 {
                    place.beginsPage = true
                } else {
                    Self.note(seen.before, &place.before)
                }
                if seen.after == 0 {
                    place.endsPage = true
                } else {
                    Self.note(seen.after, &place.after)
                }
                high += 1
            }
            if place.beginsPage || place.endsPage || place.before.count > 1 || place.after.count > 1
            {
                places.update(paragraph, initial: place) { _ in }
            }
            low = high
        }
        sightings = []
    }

    private static func note(_ hash: UInt64, _ hashes: inout [UInt64]) {
        guard !hashes.contains(hash) else { return }
        hashes.append(hash)
        hashes.sort()
        if hashes.count > kept { hashes.removeLast() }
    }

    subscript(paragraph: UInt64) -> Place? { places[paragraph] }

    /// Whether both say the same of the paragraphs of a page, so that it divides the same with both.
    package func agree(with other: ParagraphNeighbours, on paragraphs: [UInt64]) -> Bool {
        paragraphs.allSatisfy { self[$0] == other[$0] }
    }
}
