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
        let workers = option("--workers").flatMap { Int($0) } ?? 2
        let export = option("--export")
        guard let corpus = arguments.first else {
            print("usage: stemma-bench CORPUS [--workers N] [--export FOLDER]")
            return
        }
        var run = EngineRun(workers: max(1, workers))
        try run.load(corpus)
        run.fingerprint()
        run.propose()
        run.verify()
        run.cluster()
        run.print()
        if let export { try run.write(to: export) }
    }
}
