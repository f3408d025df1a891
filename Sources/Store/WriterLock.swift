internal import Foundation

/// The right to write to a store, held by one process at a time.
///
/// It is an advisory lock of the kernel (`flock(2)`) on a file in the store folder. The kernel lets
/// it go when its holder ends in whatever way, so that no lock can be left behind; the file itself
/// stays and only tells who wrote last.
final class WriterLock: Sendable {
    private let descriptor: Int32

    init(folder: String) throws {
        let path = folder + "/lock"
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else {
            throw StoreError(
                .refused, "The store cannot be written (\(String(cString: strerror(errno)))).",
                place: path, advice: "Check the permissions of the store folder.")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(opened)
            close(opened)
            throw StoreError(
                .locked, "Another pass writes to this store\(holder).", place: folder,
                advice: "Wait until it has ended; readers may work meanwhile.")
        }
        descriptor = opened
        let note = Array("\(getpid())\n".utf8)
        // The note is for people: a failure to write it takes nothing from the lock.
        if ftruncate(opened, 0) == 0 { _ = pwrite(opened, note, note.count, 0) }
    }

    deinit { close(descriptor) }

    /// ` (process 123)`, or nothing when the file does not say.
    private static func holder(_ descriptor: Int32) -> String {
        var note = [UInt8](repeating: 0, count: 20)
        let length = pread(descriptor, &note, note.count, 0)
        guard length > 0 else { return "" }
        let digits = note.prefix(length).prefix { (48...57).contains($0) }
        return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
