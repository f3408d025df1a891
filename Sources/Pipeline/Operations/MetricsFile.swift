internal import Core
internal import Foundation
internal import Report
internal import Store

/// The metrics of the last pass in a file that a collector reads.
struct MetricsFile {
    let path: String

    /// Writes the file beside its name and renames it, so that a collector sees it whole.
    func write(_ record: RunRecord) throws(NoticeProblem) {
        // Collectors read `*.prom`; this one they must not see.
        let part = path + ".part"
        let bytes = Array(MetricsText(record).text.utf8)
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o644)
        guard file >= 0 else { throw problem() }
        let isWhole = bytes.withUnsafeBytes { raw in
            transferWhole(raw.count) {
                Foundation.write(file, raw.baseAddress?.advanced(by: $0), raw.count - $0)
            }
        }
        let failed = errno
        close(file)
        errno = failed
        guard isWhole, rename(part, path) == 0 else {
            let failure = problem()
            unlink(part)
            throw failure
        }
    }

    private func problem() -> NoticeProblem {
        NoticeProblem(
            "\(path): the metrics were not written (\(String(cString: strerror(errno)))). Is the "
                + "folder there, and may it be written to? `metrics` names the file.")
    }
}
