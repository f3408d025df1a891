extension Collection where Index == Int {
    /// The first place of a value for which `isBehind` holds; the end when there is none.
    ///
    /// The values are sorted so that it holds for none and then for all that follow. O(log n).
    @inlinable
    package func firstPlace(where isBehind: (Element) throws -> Bool) rethrows -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if try isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
