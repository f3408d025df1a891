import Core
import Foundation
import Report
import TestSupport
import Testing

struct ReportPageTests {
    static func page(_ data: ReportData, caps: ReportCaps = ReportCaps()) -> String {
        String(decoding: ReportPage(data, caps: caps).bytes, as: UTF8.self)
    }

    @Test func `the report of the invented archive is the one that was looked at`() throws {
        try expectSnapshot(ReportPage(InventedArchive.report).bytes, "index.html")
    }

    @Test func `an empty archive says of every chapter why it is empty`() throws {
        try expectSnapshot(ReportPage(ReportData(run: RunSummary())).bytes, "empty.html")
    }

    @Test func `the page loads nothing, runs nothing and says so`() {
        let page = Self.page(InventedArchive.report)
        #expect(page.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"))
        for way in [
            "<script", "<link", "<img", "<iframe", " src=", "@import", "url(", "@font-face",
        ] {
            #expect(!page.contains(way), "\(way)")
        }
        #expect(page.components(separatedBy: " on").allSatisfy { !$0.hasPrefix("click=") })
    }

    @Test func `lists are cut at their caps and say how much is missing`() {
        var caps = ReportCaps()
        caps.families = 1
        caps.members = 2
        caps.outlets = 1
        let page = Self.page(InventedArchive.report, caps: caps)
        #expect(page.contains("and 11 more families"))
        #expect(page.contains("and 2 more copies"))
        #expect(page.contains("and 2 more outlets"))
        #expect(page.contains("and 9 more pieces"))
    }

    @Test func `a page of few bytes drops rows and counts them`() {
        var caps = ReportCaps()
        caps.bytes = 20_000
        let page = Self.page(InventedArchive.report, caps: caps)
        #expect(page.contains("and 11 more families"))
        #expect(!page.contains("id=\"family-2\""))
    }

    @Test func `every section is in the table of contents and has a heading of its own`() {
        let page = Self.page(InventedArchive.report)
        let ids = page.components(separatedBy: "<section id=\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        #expect(ids.count == 11)
        for id in ids {
            #expect(page.contains("<a href=\"#\(id)\">"))
            #expect(page.contains("<h2 id=\"\(id)-title\">"))
        }
        #expect(page.components(separatedBy: "<h1>").count == 2)
    }

    @Test func `text and ground keep the contrast of WCAG AA in both schemes`() throws {
        let page = Self.page(InventedArchive.report)
        let schemes = page.components(separatedBy: ":root {").dropFirst().prefix(2).map {
            String($0.prefix { $0 != "}" })
        }
        #expect(schemes.count == 2)
        for scheme in schemes {
            for ground in ["paper", "card", "faint"] {
                for text in ["ink", "soft", "accent"] {
                    let ratio = try Self.contrast(scheme, text, ground)
                    #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
                }
            }
            #expect(try Self.contrast(scheme, "ink", "wash") >= 4.5)
            #expect(try Self.contrast(scheme, "paper", "accent") >= 4.5)
            #expect(try Self.contrast(scheme, "bar", "paper") >= 3)
        }
    }

    /// The contrast ratio of two colours of the style sheet, as WCAG 2.2 defines it.
    static func contrast(_ scheme: String, _ one: String, _ other: String) throws -> Double {
        func luminance(_ name: String) throws -> Double {
            let start = try #require(scheme.range(of: "--\(name): #"))
            let value = try #require(Int(scheme[start.upperBound...].prefix(6), radix: 16))
            let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel in
                let part = Double(channel) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }
        let (first, second) = (try luminance(one), try luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    @Test func `only addresses of the web become links`() {
        var data = InventedArchive.report
        data.pieces[InventedArchive.keeper.id]?.url = "javascript:alert(1)//https://a.example"
        #expect(!Self.page(data).contains("href=\"javascript"))
        #expect(Self.page(InventedArchive.report).contains("href=\"https://coastlines.example/"))
    }

    @Test func `the same data gives the same bytes`() {
        #expect(
            ReportPage(InventedArchive.report).bytes == ReportPage(InventedArchive.report).bytes)
    }
}
