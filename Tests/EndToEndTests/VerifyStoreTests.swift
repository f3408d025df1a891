import Foundation
import TestSupport
import Testing

/// `stemma verify` on a store.
@Suite struct VerifyStoreTests {
    private static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.page("mill")
        try desk.page("wheel")
        try desk.stemma("run", "--quiet", "--no-report")
        return desk
    }

    @Test func `a sound store holds, with its claims`() throws {
        let desk = try Self.desk()
        for arguments in [
            ["verify"], ["verify", "--claims"], ["verify", "--piece", "mill.txt:5"],
        ] {
            let outcome = try desk.program.run(arguments, in: desk.folder.path)
            #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.output)")
            #expect(outcome.output.contains("hold") && !outcome.output.contains("do not"))
        }
        let shown = try desk.stemma("verify", "--piece", "mill.txt:5", "--json").output
        #expect(shown.contains("The old mill"))
        for line in try desk.stemma("verify", "--json").output.split(separator: "\n") {
            let check = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(check["outcome"] as? String == "holds")
        }
    }

    @Test func `a capture that was changed behind the store's back is found`() throws {
        let desk = try Self.desk()
        try desk.page(
            "mill", ["Other words stand in this page now, and nobody has told the store of it."])
        #expect(try desk.stemma("verify").exitCode == 0)
        let outcome = try desk.stemma("verify", "--claims")
        #expect(outcome.exitCode == 1 && outcome.output.contains("mill.txt"))
        #expect(outcome.output.contains("changed since the pass"))
    }

    @Test func `a damaged file is told of in words, wherever the damage is`() throws {
        let desk = try Self.desk()
        let file = desk.folder.url.appendingPathComponent("store/catalog.sqlite")
        let sound = try Data(contentsOf: file)
        var generator = SeededGenerator(seed: 3)
        var found = 0
        for _ in 0..<12 {
            var bytes = sound
            for _ in 0..<200 {
                let at = Int.random(in: 100..<bytes.count, using: &generator)
                bytes[at] = UInt8.random(in: 0...255, using: &generator)
            }
            try bytes.write(to: file)
            let outcome = try desk.stemma("verify", "--claims")
            #expect(!outcome.wasKilled && [0, 1].contains(outcome.exitCode), "\(outcome.errors)")
            for word in ["Fatal error", "Error Domain", "StoreError("] {
                #expect(!(outcome.errors + outcome.output).contains(word))
            }
            if outcome.exitCode == 1 { found += 1 }
        }
        #expect(found >= 10)
    }

    @Test(arguments: [
        ["verify", "e.zip", "--claims"], ["verify", "e.zip", "--store", "s"],
        ["verify", "--claims", "--piece", "abcd"], ["evidence", "abcd"], ["evidence"],
    ])
    func `wrong usage ends with 64`(_ arguments: [String]) throws {
        #expect(try StemmaProgram().run(arguments).exitCode == 64)
    }

    @Test func `a piece that is not there is told of`() throws {
        expectSentence(
            try Self.desk().stemma("verify", "--piece", "ffffffffffff"), 1, "no such piece")
    }
}
