import Testing

@testable import Pipeline

@Suite struct SiteProfileTests {
    @Test(arguments: [
        ("*.txt", "a.txt", true), ("*.txt", "deep/er/a.txt", true), ("*.txt", "a.md", false),
        ("news/*.txt", "news/a.txt", true), ("news/*.txt", "news/x/a.txt", false),
        ("news/*.txt", "old/news/a.txt", false), ("news/**", "news/x/y/a.txt", true),
        ("**/a.txt", "a.txt", true), ("**/x/**/a.txt", "p/x/q/r/a.txt", true),
        ("**/x/**/a.txt", "p/q/r/a.txt", false), ("a?.txt", "ab.txt", true),
        ("a?.txt", "a.txt", false), ("*a*a*a*b", String(repeating: "a", count: 2_000), false),
        ("**/**/**/**/**/b", String(repeating: "a/", count: 2_000), false), ("", "a", false),
        ("ö*", "öl.txt", true),
    ])
    func `a pattern matches paths`(_ pattern: String, _ path: String, _ matches: Bool) {
        #expect(PathPattern(pattern).matches(path) == matches)
    }

    @Test(arguments: [
        (LinePattern.starts("Share"), "  Share this", true), (.starts("Share"), "Now share", false),
        (.equals("Home"), " Home\t", true), (.equals("Home"), "Home page", false),
        (.contains("rights"), "All rights reserved", true), (.contains("rights"), "right", false),
        (.equals("Home"), "", false), (.contains("x"), "", false),
    ])
    func `a pattern recognises lines`(_ pattern: LinePattern, _ line: String, _ matches: Bool) {
        #expect(pattern.matches(line) == matches)
    }
}
