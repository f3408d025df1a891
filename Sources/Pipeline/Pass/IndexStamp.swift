internal import Core
internal import Store

/// The settings that an index is made under, as its store notes them: what is asked of it under others
/// would be answered wrongly.
struct IndexStamp {
    static let note = "index"

    /// `bands 24, rows 3, window 13, min_words 8`.
    let text: String

    init(_ settings: MatchSettings) {
        let sketch = settings.sketch
        text =
            "bands \(sketch.bands), rows \(sketch.rows), window \(sketch.window), "
            + "min_words \(settings.minimumWords)"
    }

    /// Checks that the index of a store was made under these settings; one that does not say passes.
    ///
    /// - Throws: `StoreError`.
    func check(_ snapshot: Snapshot, store: String) throws {
        guard let made = try snapshot.note(Self.note), made != text else { return }
        throw StoreError(
            .refused,
            "The index was made under other match settings (\(made)) than these (\(text)).",
            place: store,
            advice: "Give the settings that `stemma run` was given, or run it with these first.")
    }
}
