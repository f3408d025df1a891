internal import ArgumentParser
internal import Core
internal import Pipeline
import Foundation

@main
struct Stemma: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stemma")
    @Argument var folder: String
    @Argument var out: String
    func run() throws {
        let lexicon = try LexiconLoader.builtIn()
        let reader = CreditReader(lexicon: lexicon)
        let divider = Divider(credits: reader)
        var pages: [Page] = []
        let root = URL(fileURLWithPath: folder)
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() where path.hasSuffix(".txt") {
            let data = [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
            pages.append(Page(source: path, text: data))
        }
        let t0 = Date()
        var profiles: [String: HostProfile] = [:]
        var known = OutletNames()
        var sites: [Site] = []
        for page in pages {
            let e = divider.edges(page)
            profiles[e.site.host ?? page.source, default: HostProfile()].add(e)
            sites.append(e.site)
            if let n = e.site.name { known.add(Outlet(name: n, domain: e.site.host)) }
        }
        let t1 = Date()
        let reader2 = CreditReader(lexicon: lexicon, known: known)
        let divider2 = Divider(credits: reader2)
        let builder = PieceBuilder(credits: reader2)
        var outText = ""
        var n = 0
        var td = 0.0
        for (page, site) in zip(pages, sites) {
            let a = Date()
            let divided = divider2.divide(page, profile: profiles[site.host ?? page.source])
            td += Date().timeIntervalSince(a)
            for p in builder.pieces(of: divided, page: page, format: .text, site: site) {
                n += 1
                let o: [String: Any] = ["piece": String(format: "%016x", n), "source": p.source, "format": "text", "lines": [p.lines!.lowerBound, p.lines!.upperBound], "bytes": [p.bytes.lowerBound, p.bytes.upperBound], "title": p.title ?? NSNull(), "kind": p.kind.rawValue, "host": p.host ?? NSNull(), "posted": p.posted?.description ?? NSNull(), "published": p.published?.description ?? NSNull(),
                    "outlets": p.outlets.map { ["name": $0.name, "domain": $0.domain ?? NSNull(), "id": $0.id ?? NSNull()] as [String: Any] }, "authors": p.authors, "translators": p.translators, "signatories": p.signatories, "categories": p.categories, "captions": p.captions, "layout": divided.layout.rawValue,
                    "credits": p.credits.map { ["role": $0.role.rawValue, "value": $0.value, "line": $0.line!, "chars": [$0.scalars.lowerBound, $0.scalars.upperBound], "text": $0.text, "rule": $0.rule, "confidence": $0.confidence] as [String: Any] }]
                outText += String(decoding: try JSONSerialization.data(withJSONObject: o, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self) + "\n"
            }
        }
        FileHandle.standardError.write("edges \(t1.timeIntervalSince(t0)) divide \(td) all \(Date().timeIntervalSince(t0)) pieces \(n)\n".data(using: .utf8)!)
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try outText.write(toFile: out + "/pieces.jsonl", atomically: true, encoding: .utf8)
    }
}
