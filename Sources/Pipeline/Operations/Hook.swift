internal import Foundation
internal import Glibc

/// A command of the user's that is run after a pass.
///
/// No shell reads it. It runs in the current folder, in a process group of its own, with its standard
/// output on our standard error, so that ours keeps to what commands print.
struct Hook {
    /// A program (looked for in `PATH` when it has no slash) and its arguments.
    let command: [String]
    /// Seconds.
    let timeLimit: Int

    /// Seconds between asking a hook to end and ending it.
    private static let grace = 2.0

    /// Runs the command with `input` on its standard input, and waits for its end.
    ///
    /// `isCancelled` is asked many times a second; the hook is stopped once it says so.
    ///
    /// - Throws: `NoticeProblem` when it could not be started, took too long, or failed.
    func run(_ input: [UInt8], isCancelled: () -> Bool = { false }) throws(NoticeProblem) {
        guard let program = command.first else { return }
        let file = try given(input, program)
        defer { close(file) }
        let process = try start(program, input: file)
        let deadline = Self.now + Double(timeLimit)
        var (stopped, ended) = (false, Double.infinity)
        while true {
            var status: Int32 = 0
            let answer = waitpid(process, &status, WNOHANG)
            if answer == process {
                // What it left behind in its group goes with it.
                if stopped { kill(-process, SIGKILL) }
                return try judge(status, program, stopped: stopped, cancelled: isCancelled())
            }
            if answer < 0, errno != EINTR {
                throw NoticeProblem("hook \(program): it was lost from sight.")
            }
            if !stopped, Self.now >= deadline || isCancelled() {
                kill(-process, SIGTERM)
                (stopped, ended) = (true, Self.now + Self.grace)
            } else if Self.now >= ended {
                kill(-process, SIGKILL)
                ended = .infinity
            }
            usleep(10_000)
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func judge(
        _ status: Int32, _ program: String, stopped: Bool, cancelled: Bool
    ) throws(NoticeProblem) {
        if stopped {
            throw NoticeProblem(
                cancelled
                    ? "hook \(program): it was stopped with the pass."
                    : "hook \(program): it took more than \(timeLimit) s and was stopped; raise "
                        + "`hook_seconds`, or let it do its work in the background.")
        }
        let signal = status & 0x7F
        if signal != 0 { throw NoticeProblem("hook \(program): signal \(signal) ended it.") }
        let code = (status >> 8) & 0xFF
        guard code == 0 else {
            throw NoticeProblem(
                code == 127
                    ? "hook \(program): there is no such program, or it ended with exit code 127."
                    : "hook \(program): it ended with exit code \(code).")
        }
    }

    /// A file without a name that holds the input: a pipe would stop us where nobody reads it.
    private func given(_ input: [UInt8], _ program: String) throws(NoticeProblem) -> Int32 {
        var template = Array((NSTemporaryDirectory() + "/stemma-hook-XXXXXX").utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else {
            throw NoticeProblem(
                "hook \(program): no temporary file can be made "
                    + "(\(String(cString: strerror(errno)))); it was not run.")
        }
        unlink(template)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let written = input.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard written == input.count else {
            close(file)
            throw NoticeProblem("hook \(program): the temporary disk is full; it was not run.")
        }
        return file
    }

    private func start(_ program: String, input: Int32) throws(NoticeProblem) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        // The library copies nothing: the words must live until it returns.
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, program, &files, &attributes, words, environ)
        guard failure == 0 else {
            throw NoticeProblem(
                "hook \(program): it can't be started (\(String(cString: strerror(failure)))); "
                    + "`hook` names the program and its arguments.")
        }
        return process
    }
}
