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

    /// Takes the shingles `hashes`, then writes the band keys.
    func keys(_ hashes: UnsafeBufferPointer<UInt64>) -> [UInt32] {
        if hashes.isEmpty { return [] }
        clear()
        let bins = bins
        let wide = UInt64(count)
        for hash in hashes {
            let bin = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: wide).high)
            if hash < bins[bin] { bins[bin] = hash }
        }
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
