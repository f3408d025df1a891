internal import Core
internal import Foundation
internal import Store

/// The corpus folders of a pass, as its store notes them: a pass over others makes the store anew.
///
/// They are the same when they are written alike, so that an archive may move with its store, or when
/// they are the same folders, so that it matters not how a path to them is written.
struct CorpusStamp {
    static let note = "corpus"

    private let written: String
    private let real: String

    init(_ folders: [String]) {
        written = Self.digest(folders)
        real = Self.digest(
            folders.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }.sorted())
    }

    /// What the store keeps: digests, for where an archive lies is nobody's concern.
    var text: String { "\(written) \(real)" }

    /// Whether a store was made of these folders.
    func isOf(_ snapshot: Snapshot) throws -> Bool {
        guard let kept = try snapshot.note(Self.note) else { return false }
        let parts = kept.split(separator: " ")
        return parts.first.map { $0 == written } ?? false
            || parts.last.map { $0 == real } ?? false
    }

    private static func digest(_ folders: [String]) -> String {
        ByteDigester().digest(folders.joined(separator: "\u{0}")).hexadecimal
    }
}
