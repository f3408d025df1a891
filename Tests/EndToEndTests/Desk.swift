import Foundation
import TestSupport
import Testing

/// A folder of its own for one test, with settings, an empty corpus and the program.
final class Desk {
    let folder: TemporaryFolder
    let program: StemmaProgram

    init() throws {
        folder = try TemporaryFolder()
        program = try StemmaProgram()
        try folder.makeFolder("corpus")
        try folder.write("corpus: [corpus]\n", to: "pipeline.yaml")
    }

    func page(_ name: String, _ paragraphs: [String] = Desk.text) throws {
        try folder.write(
            "The wheel of \(name)\nPosted on 14 May 2021\n\n"
                + paragraphs.joined(separator: "\n\n") + "\n\nOlder posts\n",
            to: "corpus/\(name).txt")
    }

    @discardableResult
    func stemma(_ arguments: String..., input: String = "") throws -> StemmaProgram.Outcome {
        try program.run(arguments, in: folder.path, input: input.utf8)
    }

    func pieces() throws -> [String] {
        try stemma("export", "pieces").output.split(separator: "\n").map(String.init)
    }

    static let text = [
        "The old mill at the bend stood empty for nine winters before anyone thought of turning its wheel again.",
        "Two brothers from the upper village bought the roof beams first and the walls a good year after that.",
        "Nobody in the council remembered who held the key to the sluice, so the smith cut a new one at once.",
    ]
}

/// A sentence on standard error, nothing that a program would print for its makers.
func expectSentence(
    _ outcome: StemmaProgram.Outcome, _ code: Int32, _ words: String...,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(outcome.exitCode == code, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(!outcome.wasKilled, sourceLocation: sourceLocation)
    for word in words {
        #expect(
            outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
    for word in ["Fatal error", "Error Domain", "StoreError(", "DatabaseError"] {
        #expect(!outcome.errors.contains(word), sourceLocation: sourceLocation)
    }
}
