import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// A process that is killed at any step of writing: the store says what it said before or all of what is
/// new, and the next run completes to what an undisturbed one leaves.
@Suite struct KilledRunTests {
    /// Something that writes to a store.
    enum Work: String, Codable, CaseIterable {
        /// A night that adds to the store, and merges the segments.
        case night
        case rebuild, compact, forget

        func run(_ configuration: Configuration) throws {
            let quiet = PassProgress(style: .quiet)
            switch self {
            case .night: _ = try Pass(configuration: configuration, progress: quiet).run()
            case .rebuild:
                _ = try Pass(configuration: configuration, progress: quiet).run(rebuild: true)
            case .compact: _ = try Compaction(configuration: configuration, progress: quiet).run()
            case .forget:
                let forgetting = Forgetting(configuration: configuration, progress: quiet)
                do {
                    _ = try forgetting.forget(["weir.example", "rows-0.jsonl#1"])
                } catch is NothingToForget {
                    // What is on the list already is for the next pass.
                    _ = try Pass(configuration: configuration, progress: quiet).run()
                }
            }
        }
    }

    private static func configuration(_ folder: String) -> Configuration {
        var configuration = Configuration()
        configuration.corpus = [folder + "/corpus"]
        configuration.store = folder + "/store"
        configuration.report = nil
        configuration.stages.widen(to: .workers(2))
        return configuration
    }

    @Test(arguments: Work.allCases)
    func `killed at any step, the next run completes`(_ work: Work) async throws {
        let corpus = try InventedCorpus()
        let files = try NightTests.files()
        for file in files.prefix(7) { try corpus.write(file.text, file.path) }
        try corpus.run()
        for file in files.dropFirst(7) { try corpus.write(file.text, file.path) }
        if work != .night { try corpus.run() }
        let before = try corpus.content()
        // Undisturbed, noting the steps.
        let start = corpus.folder.path + "/start"
        try FileManager.default.copyItem(atPath: corpus.configuration.store, toPath: start)
        let steps = Steps()
        try WriteStep.$observer.withValue({ steps.add($0) }) {
            try work.run(Self.configuration(corpus.folder.path))
        }
        let after = try corpus.content()
        #expect(steps.all.count >= 4)
        for step in steps.all.indices {
            let store = corpus.configuration.store
            try FileManager.default.removeItem(atPath: store)
            try FileManager.default.copyItem(atPath: start, toPath: store)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = corpus.folder.path as String, step = step as Int, work = work as Work] in
                let steps = Steps()
                try WriteStep.$observer.withValue({ reached in
                    steps.add(reached)
                    if steps.all.count == step + 1 { kill(getpid(), SIGKILL) }
                }) {
                    try work.run(Self.configuration(folder))
                }
            }
            let left = try corpus.content()
            #expect(left == before || left == after, "\(work), \(steps.all[step])")
            try work.run(Self.configuration(corpus.folder.path))
            #expect(try corpus.content() == after, "\(work), \(steps.all[step])")
            var faults: [Check] = []
            try corpus.read { snapshot in
                try StoreVerification(snapshot, store: store).run {
                    if $0.outcome != .holds { faults.append($0) }
                }
            }
            #expect(faults.isEmpty, "\(work), \(steps.all[step])")
        }
    }

    /// The steps that were reached, in order.
    private final class Steps: Sendable {
        private let reached = Locked<[WriteStep]>([])

        var all: [WriteStep] { reached.withLock { $0 } }
        func add(_ step: WriteStep) { reached.withLock { $0.append(step) } }
    }
}
