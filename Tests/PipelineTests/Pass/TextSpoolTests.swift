import Dispatch
import Foundation
import TestSupport
import Store
import Testing

@testable import Pipeline

@Suite struct TextSpoolTests {
    private let folder: TemporaryFolder
    private let spool: TextSpool

    init() throws {
        folder = try TemporaryFolder()
        spool = try TextSpool(folder: folder.path)
    }

    private func text(_ number: Int) -> [UInt8] {
        var random = SeededGenerator(seed: UInt64(number) + 1)
        return (0..<Int.random(in: 0..<5000, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
        }
    }

    @Test func `texts that many threads write at once are read back whole`() throws {
        let count = 400
        let places = Locked([SpooledText?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let place = try? spool.append(text(number))
            places.withLock { $0[number] = place }
        }
        for number in 0..<count {
            let place = try #require(places.withLock { $0[number] })
            #expect(try spool.read(place, 0..<place.bytes) == text(number))
        }
    }

    @Test func `a piece is the bytes of its page that it says`() throws {
        let store = try Catalog(
            folder: folder.path + "/store", versions: Pass.versions, access: .write)
        var texts = ArchiveTexts(spool: spool, store: store)
        let page = try spool.append(Array("one two\nthree\nfour five".utf8))
        texts.add(page, of: .capture, number: 1)
        texts.add(page, of: .row, number: 1)
        texts.add(TextPlace(container: 1, body: 8..<13, kind: .capture))
        texts.add(TextPlace(container: 1, body: 8..<23, kind: .row))
        let cache = TextCache(texts: texts)
        for _ in 0..<2 {
            #expect(try cache.text(of: 0) == Array("three".utf8))
            #expect(try cache.text(of: 1) == Array("three\nfour five".utf8))
        }
        // A piece of a page has the lines of the page; a row begins with its text.
        #expect(try cache.lines(of: 0).count == 3)
        #expect(try cache.lines(of: 1).count == 2)
    }

    @Test func `the file has no name`() throws {
        _ = try spool.append(text(1))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
