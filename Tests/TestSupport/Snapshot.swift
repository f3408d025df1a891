import Foundation
package import Testing

/// Expects `bytes` to be what the file `name` in the `Snapshots` folder beside the test holds.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is written instead. A file that is missing
/// fails the test, so that a snapshot which nobody has looked at never passes.
package func expectSnapshot(
    _ bytes: some Sequence<UInt8>, _ name: String, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        .appendingPathComponent("Snapshots")
    let url = folder.appendingPathComponent(name)
    let actual = Data(bytes)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try actual.write(to: url)
        return
    }
    guard let expected = FileManager.default.contents(atPath: url.path) else {
        Issue.record(
            "There is no snapshot \(name). Run the test with RECORD_SNAPSHOTS=1, then read the file.",
            sourceLocation: sourceLocation)
        return
    }
    guard expected != actual else { return }
    Issue.record(
        "\(name) differs from its snapshot. \(firstDifference(expected, actual))",
        sourceLocation: sourceLocation)
}

/// Where two texts part, in a sentence that fits on a screen.
private func firstDifference(_ expected: Data, _ actual: Data) -> String {
    let old = String(decoding: expected, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
    let new = String(decoding: actual, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
    for (index, pair) in zip(old, new).enumerated() where pair.0 != pair.1 {
        return "Line \(index + 1) was\n\(pair.0.prefix(400))\nand is\n\(pair.1.prefix(400))"
    }
    return "It had \(old.count) lines and has \(new.count)."
}
