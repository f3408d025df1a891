/// One-permutation MinHash with optimal densification.
///
/// Each shingle falls into one bin by its high bits and each bin keeps its least shingle hash (Li,
/// Owen and Zhang 2012): one comparison a shingle. A bin that stays empty borrows from a bin that
/// a hash of its number and the attempt chooses, the same for every text (Shrivastava 2017), which
/// keeps the estimate unbiased with the least variance.
///
/// Unsafe memory: `bins` has `count` elements; the bin of a hash is below `count` by construction.
final class Sketch {
    private let count: Int
    private let bands: Int
    private let rows: Int
    let bins: UnsafeMutablePointer<UInt64>

    init(_ settings: SketchSettings) {
        bands = max(1, settings.bands)
        rows = max(1, settings.rows)
        count = bands * rows
        bins = .allocate(capacity: count)
        bins.initialize(repeating: .max, count: count)
    }

    deinit { bins.deallocate() }

    func clear() { bins.update(repeating: .max, count: count) }

    /// Takes a shingle.
    @inline(__always)
    func take(_ hash: UInt64) {
        let bin = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
        // Written whether less or not: a processor would guess wrong too often.
        let least = bins[bin]
        bins[bin] = hash < least ? hash : least
    }

    /// The band keys of the shingles taken since `clear`, of which there is at least one.
    func keys() -> [UInt32] {
        return [UInt32](unsafeUninitializedCapacity: bands) { keys, made in
            for band in 0..<bands {
                var key = UInt64(band) &* Mixing.lengthKey
                for row in 0..<rows {
                    key = Mixing.fold(key ^ value(band * rows + row), Mixing.longKey)
                }
                keys[band] = UInt32(truncatingIfNeeded: key >> 16)
            }
            made = bands
        }
    }

    /// The least hash of a bin, or of the bin that it borrows from.
    private func value(_ bin: Int) -> UInt64 {
        if bins[bin] != .max { return bins[bin] }
        var attempt: UInt64 = 0
        while true {
            attempt &+= 1
            let choice = Mixing.fold(
                UInt64(bin) &* Mixing.lengthKey ^ attempt &* Mixing.shingleKey, Mixing.lastKey)
            let other = Int(truncatingIfNeeded: choice.multipliedFullWidth(by: UInt64(count)).high)
            if bins[other] != .max { return bins[other] }
        }
    }
}
