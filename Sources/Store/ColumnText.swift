internal import GRDB
internal import Foundation

/// Strings as column values.
///
/// SQLite hands text over as a C string, which ends at the first NUL; captured pages have such
/// bytes. A string with a NUL is stored as a BLOB of its UTF-8 and read back from there.
enum ColumnText {
    static func value(_ text: String) -> DatabaseValue {
        text.utf8.contains(0) ? Data(text.utf8).databaseValue : text.databaseValue
    }
}
