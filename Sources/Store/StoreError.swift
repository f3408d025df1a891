internal import GRDB

/// Why a store could not be used: what happened, where, and what to do about it.
package struct StoreError: Error, Hashable, Sendable {
    /// What a caller can tell apart.
    package enum Kind: String, Sendable, CaseIterable {
        /// Another process writes to the store.
        case locked
        /// There is no store in the folder.
        case missing
        /// The store was made by a newer version of the program.
        case newer
        /// The store was made by an older version and has not been brought up to date.
        case older
        /// The store was made with other normaliser, tokeniser, hash, sketch, divider or credits.
        case otherVersions
        /// The file is there and is no store of ours.
        case foreign
        /// The file is a store and cannot be read as one.
        case damaged
        /// The file system is full.
        case full
        /// The file system refuses to read or to write.
        case refused
    }

    package var kind: Kind
    /// One sentence.
    package var what: String
    /// The file or folder.
    package var place: String
    /// One sentence.
    package var advice: String

    package init(_ kind: Kind, _ what: String, place: String, advice: String) {
        self.kind = kind
        self.what = what
        self.place = place
        self.advice = advice
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String { "\(place): \(what) \(advice)" }
}

extension StoreError {
    /// What a caller does when the store itself has to go; everything in it comes from the archive.
    static let startAgain =
        "Delete the store folder, or name another one with --store, and run the pass again:"
        + " everything in it is made from the archive."

    /// Puts an error of SQLite into words.
    init(_ error: DatabaseError, at path: String) {
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .full, "The disk is full; the store is as it was before.", place: path,
                advice: "Free some space and run the pass again.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, "Another process uses the store (\(reason)).", place: path,
                advice: "Try again when it has ended.")
        case .SQLITE_NOTADB:
            self.init(
                .foreign, "The file is not a store (\(reason)).", place: path,
                advice: "Name another folder with --store.")
        case .SQLITE_CORRUPT, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR:
            self.init(
                .damaged, "The store contradicts itself (\(reason)).", place: path,
                advice: Self.startAgain)
        default:
            self.init(
                .refused, "The store could not be read or written (\(reason)).", place: path,
                advice: "Check that the folder exists, that it may be written and that its disk"
                    + " works.")
        }
    }

    /// What the store says of two pieces, by their numbers, that is not what was written.
    package static func unreadableVerdict(_ a: UInt32, _ b: UInt32) -> StoreError {
        damaged("the verdict on the pieces \(a) and \(b) cannot be read", column: "verdicts")
    }

    /// A piece that the index has, by its number, and the catalog has not.
    package static func missingPiece(_ number: UInt32) -> StoreError {
        damaged("the catalog does not have the piece \(number) of the index", column: "pieces")
    }

    /// A value in a row that none of ours ever wrote.
    static func damaged(_ what: String, column: String) -> StoreError {
        StoreError(
            .damaged, "The store contradicts itself (\(what)).", place: column,
            advice: startAgain)
    }
}

/// Runs `body` and puts what SQLite throws into words; other errors pass.
func inWords<T>(at path: String, _ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StoreError(error, at: path)
    }
}
