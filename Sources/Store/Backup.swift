internal import Foundation
internal import GRDB

extension Catalog {
    /// Copies one state of the store to a file, also while a pass is at work.
    ///
    /// SQLite copies page by page under a lock on that state; the copy is looked over, written to
    /// the disk and put in place whole. A file of that name is replaced. The segments of the index,
    /// which never change, go into the folder `file.segments` before, and the list of what was
    /// forgotten into `file.forgotten`.
    ///
    /// - Returns: bytes of the copy.
    /// - Throws: `StoreError`.
    package func backup(to file: String) throws -> Int {
        var (store, other) = (stat(), stat())
        if stat(path, &store) == 0, stat(file, &other) == 0, store.st_ino == other.st_ino,
            store.st_dev == other.st_dev
        {
            throw StoreError(
                .refused, "That is the store itself.", place: file,
                advice: "Name another file for the backup.")
        }
        let part = file + ".part"
        unlink(part)
        do {
            let kept = try copySegments(of: part, to: file + ".segments")
            try copyList(to: file + ".forgotten")
            try Draft.settle(part, refusal: Self.refusal)
            guard rename(part, file) == 0 else { throw Self.refusal(file) }
            // Those of a former backup, now that it is gone.
            let folder = file + ".segments"
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            where !kept.contains(name) { unlink(folder + "/" + name) }
        } catch {
            unlink(part)
            unlink(part + "-journal")
            throw error
        }
        return stat(file, &other) == 0 ? Int(other.st_size) : 0
    }

    /// Copies the catalog to `part`, and the segments that it lists; gives their names.
    ///
    /// A pass may end meanwhile and remove segments that it has merged: then all is copied again.
    private func copySegments(of part: String, to folder: String) throws -> Set<String> {
        for attempt in 1...3 {
            let names = try read { snapshot in
                // Asked for first: that holds the state which is then copied.
                let names = try snapshot.segments().map(\.name)
                try Self.copy(snapshot, to: part)
                return names
            }
            do {
                if !names.isEmpty {
                    try FileManager.default.createDirectory(
                        atPath: folder, withIntermediateDirectories: true)
                }
                for name in names {
                    let copy = folder + "/" + name
                    // A segment is named after its digest.
                    if FileManager.default.fileExists(atPath: copy) { continue }
                    unlink(copy + ".part")
                    try FileManager.default.copyItem(
                        atPath: Segment.path(name, of: self.folder), toPath: copy + ".part")
                    try Draft.settle(copy + ".part", refusal: Self.refusal)
                    guard rename(copy + ".part", copy) == 0 else { throw Self.refusal(copy) }
                }
                return Set(names)
            } catch let error as StoreError {
                throw error
            } catch  where attempt < 3 {
                unlink(part)
            } catch {
                throw StoreError(
                    .refused, "The segments of the index could not be copied.", place: folder,
                    advice: "Has the disk room? `stemma verify` tells whether they are there.")
            }
        }
        return []
    }

    /// Copies the list of what was forgotten; where there is none, that of a former backup goes.
    private func copyList(to copy: String) throws {
        let list = folder + "/" + ForgottenList.fileName
        guard FileManager.default.fileExists(atPath: list) else {
            unlink(copy)
            return
        }
        do {
            try Data(contentsOf: URL(fileURLWithPath: list)).write(
                to: URL(fileURLWithPath: copy), options: .atomic)
        } catch {
            throw Self.refusal(copy)
        }
        try Draft.settle(copy, refusal: Self.refusal)
    }

    private static func copy(_ snapshot: Snapshot, to part: String) throws {
        do {
            let copy = try DatabaseQueue(path: part)
            try copy.writeWithoutTransaction { try snapshot.db.backup(to: $0) }
            let faults = try copy.read { try String.fetchAll($0, sql: "PRAGMA quick_check(1)") }
            try copy.close()
            guard faults == ["ok"] else {
                throw StoreError(
                    .damaged, "The store is damaged (\(faults.first ?? "")).", place: part,
                    advice: "`stemma verify` tells where.")
            }
        } catch let error as DatabaseError {
            throw StoreError(
                error.resultCode == .SQLITE_FULL ? .full : .refused,
                "The backup could not be written (\(error.message ?? "\(error.resultCode)")).",
                place: part,
                advice: "Is its folder there, may it be written to, and has its disk room?")
        }
    }

    private static func refusal(_ file: String) -> StoreError {
        StoreError(
            .refused, "The backup could not be written (\(String(cString: strerror(errno)))).",
            place: file, advice: "Is its folder there, and may it be written to?")
    }
}
