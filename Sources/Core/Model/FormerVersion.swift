/// A former version of a file that has changed: it stays in the store beside the present one, under the
/// file's path with `~` and a number behind it.
///
/// No file of the corpus is read under such a name: the mark stands behind its ending.
package struct FormerVersion: Hashable, Sendable {
    /// Path of the file.
    package let path: String
    /// From 1, the oldest first.
    package let number: Int

    package init(of path: String, number: Int) {
        self.path = path
        self.number = number
    }

    /// The version that a name stands for; nil when it is the name of a file.
    package init?(_ name: some StringProtocol) {
        guard let mark = name.lastIndex(of: "~") else { return nil }
        let digits = name[mark...].dropFirst()
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits) else {
            return nil
        }
        self.init(of: String(name[..<mark]), number: number)
    }

    package var name: String { "\(path)~\(number)" }
}
