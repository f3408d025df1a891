import Core
import Testing

@Suite struct FormerVersionTests {
    @Test(arguments: [("a.html", 1), ("a~2.txt", 12), ("a~3", 4), ("", 7), ("sub/ü~.md", 1)])
    func `a name tells its file and its number`(_ path: String, _ number: Int) {
        let version = FormerVersion(of: path, number: number)
        #expect(version.name == "\(path)~\(number)")
        #expect(FormerVersion(version.name) == version)
    }

    @Test(arguments: [
        "a.html", "", "~", "a~", "a~b", "a~1.html", "a~-1", "a~+1", "a~1 ", "a~١",
        "a~99999999999999999999",
    ])
    func `other names are those of files`(_ name: String) {
        #expect(FormerVersion(name) == nil)
    }
}
