internal import Foundation
internal import Store

/// A file that a command was told to write.
enum OutputFile {
    /// Hands the body a way to write: to the file, which appears whole or not at all, or to standard
    /// output where none is named.
    ///
    /// Errors of what the body reads stay what they are.
    static func write(
        _ path: String?, _ body: ((_ write: ([UInt8]) throws -> Void) throws -> Void)
    ) throws {
        guard let path else { return try body { try Output.write($0) } }
        // Beside the file first, so that no half of it ever has its name.
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil),
            let file = FileHandle(forWritingAtPath: part)
        else {
            throw Failure(
                message:
                    "\(path): the file can't be made; is the folder there, and may it be written to?"
            )
        }
        do {
            try body { try file.write(contentsOf: $0) }
            try file.close()
        } catch let error as StoreError {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw Failure(
                message:
                    "\(path): it can't be written whole (\(String(cString: strerror(errno))))")
        }
        guard rename(part, path) == 0 else {
            throw Failure(message: "\(path): \(String(cString: strerror(errno)))")
        }
    }
}
