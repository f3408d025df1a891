internal import Foundation

extension Width {
    /// Workers, on this machine.
    package var count: Int {
        switch self {
        case .auto: min(max(1, ProcessInfo.processInfo.activeProcessorCount), Self.greatest)
        case .workers(let count): count
        }
    }
}

extension Flow {
    /// Adds a stage as wide as the settings say.
    package func stage<Scratch, Result: Sendable>(
        _ name: String, _ options: StageOptions,
        scratch: @escaping @Sendable () throws -> Scratch,
        _ body: @escaping @Sendable (inout Scratch, Output) throws -> Result
    ) -> Flow<Input, Result> {
        stage(
            name, workers: options.workers.count, buffer: options.buffer, scratch: scratch, body)
    }

    /// Adds a stage as wide as the settings say, without scratch.
    package func stage<Result: Sendable>(
        _ name: String, _ options: StageOptions,
        _ body: @escaping @Sendable (Output) throws -> Result
    ) -> Flow<Input, Result> {
        stage(name, workers: options.workers.count, buffer: options.buffer, body)
    }
}
