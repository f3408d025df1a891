package import Foundation

/// A folder of its own for one test, removed with all that it holds when the last reference goes.
package final class TemporaryFolder: Sendable {
    package let url: URL
    package var path: String { url.path }

    /// Makes a new empty folder below the system's folder for temporary files.
    package init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("stemma-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = folder.resolvingSymlinksInPath()
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and the folders above it, below this folder; answers where it stands.
    @discardableResult
    package func write(_ bytes: some Sequence<UInt8>, to relative: String) throws -> URL {
        let file = url.appendingPathComponent(relative)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file
    }

    /// Writes a text as UTF-8; answers where it stands.
    @discardableResult
    package func write(_ text: String, to relative: String) throws -> URL {
        try write(Array(text.utf8), to: relative)
    }

    /// Makes a folder, and those above it, below this folder.
    @discardableResult
    package func makeFolder(_ relative: String) throws -> URL {
        let folder = url.appendingPathComponent(relative, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// Runs a body with a folder that is removed afterwards, also when the body throws.
package func withTemporaryFolder<Result>(
    _ body: (TemporaryFolder) throws -> Result
) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder) }
}
