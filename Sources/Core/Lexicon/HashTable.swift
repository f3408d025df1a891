/// Values by hashes that are good already: open addressing with linear probing, at most half full.
///
/// A dictionary would hash the hash again, which costs more than the rest of a look-up. Two words of
/// one hash count as one; the hash has 64 bits.
struct HashTable<Value: Sendable>: Sendable {
    private var slots: [(hash: UInt64, value: Value?)] = Array(
        repeating: (hash: 0, value: nil), count: 64)
    private(set) var count = 0

    subscript(hash: UInt64) -> Value? {
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while let value = slots[at].value {
            if slots[at].hash == hash { return value }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Changes the value of a hash, which begins as `initial`.
    mutating func update(_ hash: UInt64, initial: Value, _ body: (inout Value) -> Void) {
        if 2 * (count + 1) > slots.count { grow() }
        let at = place(hash)
        if slots[at].value == nil { count += 1 }
        var value = slots[at].value ?? initial
        body(&value)
        slots[at] = (hash, value)
    }

    /// All values, in no order that means anything.
    var values: [Value] { slots.compactMap(\.value) }

    private func place(_ hash: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[at].value != nil, slots[at].hash != hash { at = (at + 1) & (slots.count - 1) }
        return at
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: (hash: 0, value: nil), count: 2 * old.count)
        for slot in old where slot.value != nil { slots[place(slot.hash)] = slot }
    }
}
