/// The versions of everything that shapes what a store holds.
///
/// Whatever makes fingerprints has a version, and a store carries those that it was made with: what
/// two versions made cannot be compared.
package struct StoreVersions: Hashable, Sendable {
    package var normaliser: Int
    package var tokeniser: Int
    package var shingleHash: Int
    package var sketch: Int
    package var divider: Int
    package var credits: Int

    /// Version of the tables; a run leaves a store of this one.
    package static let schema = 4

    package init(
        normaliser: Int, tokeniser: Int, shingleHash: Int, sketch: Int, divider: Int, credits: Int
    ) {
        self.normaliser = normaliser
        self.tokeniser = tokeniser
        self.shingleHash = shingleHash
        self.sketch = sketch
        self.divider = divider
        self.credits = credits
    }

    /// The names under which the versions are stamped, in a fixed order.
    var named: [(name: String, version: Int)] {
        [
            ("normaliser", normaliser), ("tokeniser", tokeniser), ("shingle hash", shingleHash),
            ("sketch", sketch), ("divider", divider), ("credits", credits),
        ]
    }
}
