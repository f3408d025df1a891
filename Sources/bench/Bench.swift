import CMalloc
import Core
import Dispatch
import Foundation

/// Runs the engine over a folder of JSON Lines and says how long each stage takes.
///
///     stemma-bench CORPUS [--workers N] [--export FOLDER]
@main
struct Bench {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String) -> String? {
            guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else {
                return nil
            }
            let value = arguments[at + 1]
            arguments.removeSubrange(at...(at + 1))
            return value
        }
        let workers = option("--workers") ?? "2"
        let export = option("--export")
        guard arguments.count == 1, let corpus = arguments.first, !corpus.hasPrefix("-"),
            let workers = Int(workers), workers > 0
        else {
            FileHandle.standardError.write(
                Data("usage: stemma-bench CORPUS [--workers N] [--export FOLDER]\n".utf8))
            exit(64)
        }
        // As a pass does.
        stemma_keep_freed_memory()
        var run = EngineRun(workers: workers)
        do {
            try run.load(corpus)
        } catch {
            FileHandle.standardError.write(
                Data("stemma-bench: \(corpus): \(error.localizedDescription)\n".utf8))
            exit(1)
        }
        run.fingerprint()
        run.propose()
        run.verify()
        run.cluster()
        run.print()
        if let export { try run.write(to: export) }
    }
}
