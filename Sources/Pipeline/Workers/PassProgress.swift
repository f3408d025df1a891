internal import Foundation

/// Tells how far a pass has come, on standard error.
///
/// It writes when something happens and enough time has passed since the last line; it has no
/// thread of its own.
package final class PassProgress: Sendable {
    package enum Style: Hashable, Sendable {
        /// One line that is written over and over, as wide as the terminal.
        case terminal(columns: Int)
        /// A line now and then, for logs.
        case lines
        /// A JSON object a line, for programs.
        case json
        case quiet

        /// Seconds between two lines.
        var interval: Double {
            switch self {
            case .terminal: 0.1
            case .lines: 10
            case .json: 1
            case .quiet: .infinity
            }
        }
    }

    private struct State {
        var report: ProgressReport?
        var lastLine = -Double.infinity
    }

    private let style: Style
    private let clock: @Sendable () -> Double
    private let write: @Sendable (String) -> Void
    private let state = Locked(State())

    /// Progress that has nothing to tell yet.
    ///
    /// - Parameters:
    ///   - style: how it is told.
    ///   - clock: seconds of a clock that only goes forward.
    ///   - write: takes what is to be written, line ends included.
    package init(
        style: Style, clock: @escaping @Sendable () -> Double = PassProgress.uptime,
        write: @escaping @Sendable (String) -> Void = PassProgress.toStandardError
    ) {
        self.style = style
        self.clock = clock
        self.write = write
    }

    /// Begins a stage.
    ///
    /// What it has to do is given as far as it is known: time left is told from bytes, else from
    /// sources, else not at all.
    package func begin(_ stage: String, sources: Int? = nil, bytes: Int? = nil) {
        update(isDue: { _ in true }) { report, now in
            // What is read line by line also tells of the end of a stage.
            if style == .lines || style == .json, var last = report {
                last.isDone = true
                write(text(last, now))
            }
            report = ProgressReport(
                stage: stage, begun: now, sourcesInAll: sources, bytesInAll: bytes)
        }
    }

    /// Adds what was done since the last call.
    package func advance(sources: Int = 0, pieces: Int = 0, bytes: Int = 0) {
        update(isDue: { $0 >= self.style.interval }) { report, _ in
            report?.sources += sources
            report?.pieces += pieces
            report?.bytes += bytes
        }
    }

    /// Says something that is no stage, in logs alone.
    package func note(_ text: String) {
        if style == .lines { write(text + "\n") }
    }

    /// Ends the stage with a last line of it.
    package func finish() {
        update(isDue: { _ in true }) { report, _ in report?.isDone = true }
    }

    private func update(
        isDue: (_ sinceLastLine: Double) -> Bool,
        _ change: (inout ProgressReport?, _ now: Double) -> Void
    ) {
        guard style != .quiet else { return }
        let now = clock()
        // Written under the lock, so that lines come out whole and in order.
        state.withLock { state in
            change(&state.report, now)
            guard let report = state.report, isDue(now - state.lastLine) else { return }
            state.lastLine = now
            let isFresh = report.sources + report.pieces + report.bytes == 0 && !report.isDone
            if style == .lines, isFresh { return }
            write(text(report, now))
            if report.isDone { state.report = nil }
        }
    }

    private func text(_ report: ProgressReport, _ now: Double) -> String {
        switch style {
        case .terminal(let columns):
            // Back to the first column, the line, and nothing behind it.
            "\r\(report.line(at: now).prefix(max(1, columns - 1)))\u{1B}[K"
                + (report.isDone ? "\n" : "")
        case .lines: report.line(at: now) + "\n"
        case .json: report.json(at: now) + "\n"
        case .quiet: ""
        }
    }
}

extension PassProgress {
    /// Seconds since the machine was started.
    package static let uptime: @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime }

    package static let toStandardError: @Sendable (String) -> Void = { text in
        // A closed standard error stops no pass.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// The style that fits standard error: one line on a terminal, plain lines elsewhere.
    package static var usualStyle: Style {
        guard isatty(2) == 1 else { return .lines }
        var size = winsize()
        let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return .terminal(columns: isKnown ? Int(size.ws_col) : 80)
    }
}
