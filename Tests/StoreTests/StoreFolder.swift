import Foundation
import Testing

@testable import Store

/// A folder for one test's store, gone with the value.
final class StoreFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "stemma-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let versions = StoreVersions(
        normaliser: 1, tokeniser: 1, shingleHash: 1, sketch: 1, divider: 1, credits: 1)

    func open(_ access: Catalog.Access, versions: StoreVersions = versions) throws -> Catalog {
        try Catalog(folder: path, versions: versions, access: access)
    }

    /// The refusal that opening the store ends with.
    func refusal(
        _ access: Catalog.Access, versions: StoreVersions = versions
    ) throws -> StoreError {
        try #require(throws: StoreError.self) { _ = try open(access, versions: versions) }
    }
}
