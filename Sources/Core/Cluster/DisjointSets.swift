/// Sets of numbers that can be joined (Galler and Fischer 1964, path halving).
///
/// The root of a set is its least number, so that the result does not depend on the order of the
/// joins.
struct DisjointSets {
    private var parent: [UInt32]

    init(_ count: Int) { parent = (0..<count).map { UInt32($0) } }

    mutating func root(_ x: Int) -> Int {
        var x = x
        while parent[x] != UInt32(x) {
            parent[x] = parent[Int(parent[x])]
            x = Int(parent[x])
        }
        return x
    }

    mutating func join(_ a: Int, _ b: Int) {
        let a = root(a)
        let b = root(b)
        if a < b { parent[b] = UInt32(a) } else { parent[a] = UInt32(b) }
    }
}
