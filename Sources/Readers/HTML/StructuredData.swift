internal import Core

/// What the JSON-LD of a page says of its article (schema.org).
struct StructuredData {
    /// The object that describes the article, and all others by their identifier.
    private var article: JSONTree?
    private var named: [String: JSONTree] = [:]
    private var all: [JSONTree] = []
    /// How many articles are described; a list of teasers describes many.
    private(set) var articles = 0

    /// Objects of one page that are looked at.
    private static let most = 4000

    mutating func add(_ tree: JSONTree) {
        var waiting: [(tree: JSONTree, depth: Int)] = [(tree, 0)]
        while let (next, depth) = waiting.popLast(), all.count < Self.most {
            switch next {
            case .list(let items):
                for item in items.reversed() { waiting.append((item, depth)) }
            case .object:
                all.append(next)
                if let id = next["@id"]?.string, named[id] == nil || next["name"] != nil {
                    named[id] = next
                }
                for key in [
                    "@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate", "itemReviewed",
                ]
                where depth < 4 && key != "liveBlogUpdate" {
                    if let inner = next[key] { waiting.append((inner, depth + 1)) }
                }
                consider(next)
            default: break
            }
        }
    }

    private mutating func consider(_ object: JSONTree) {
        guard Self.rank(object) > 0 else { return }
        if Self.rank(object) > 1 { articles += 1 }
        let known = article.map(Self.worth) ?? 0
        if Self.worth(object) > known { article = object }
    }

    /// Whether an object is an article (3), something written (2), or a page (1).
    private static func rank(_ object: JSONTree) -> Int {
        var best = 0
        for type in object["@type"]?.items ?? [] {
            guard let name = type.string else { continue }
            if name.hasSuffix("Article") || name.hasSuffix("Posting") || name == "Report" {
                best = max(best, 3)
            } else if name == "CreativeWork" || name == "Review" || name == "VideoObject"
                || name == "PodcastEpisode"
            {
                best = max(best, object["headline"] != nil ? 2 : 0)
            } else if name == "WebPage" || name == "ItemPage" {
                best = max(best, 1)
            }
        }
        return best
    }

    private static func worth(_ object: JSONTree) -> Int {
        var worth = rank(object) * 10
        for key in ["headline", "datePublished", "author", "articleBody", "publisher"]
        where object[key] != nil { worth += 1 }
        return worth
    }

    /// An object that is only referred to is looked up.
    private func resolved(_ tree: JSONTree) -> JSONTree {
        if let id = tree["@id"]?.string, tree["name"] == nil, let known = named[id] { return known }
        return tree
    }

    var title: String? {
        guard let article, Self.rank(article) > 1 else { return nil }
        return article["headline"]?.string ?? article["name"]?.string
    }

    var body: String? { article?["articleBody"]?.string }

    var isArticle: Bool { article.map { Self.rank($0) == 3 } ?? false }

    var url: String? {
        guard let article else { return nil }
        let page = article["mainEntityOfPage"].map(resolved)
        return [page?["@id"], page, article["url"], page?["url"]].lazy
            .compactMap { $0?.string }.first { $0.hasPrefix("http") }
    }

    var language: String? { article?["inLanguage"]?.string }

    var published: String? {
        article?["datePublished"]?.string ?? article?["dateCreated"]?.string
            ?? all.first { Self.rank($0) == 1 && $0["datePublished"] != nil }?["datePublished"]?
            .string
    }

    var publisher: String? {
        let publisher =
            article?["publisher"] ?? all.lazy.compactMap { $0["publisher"] }.first
        return publisher?.items.first.map(resolved).flatMap { $0["name"]?.string ?? $0.string }
    }

    var authors: [String] { names("author") ?? names("creator") ?? names("contributor") ?? [] }
    var translators: [String] { names("translator") ?? [] }

    /// Publications, works or addresses that the article says it is based on.
    var origins: [String] {
        ["isBasedOn", "isBasedOnUrl", "translationOfWork", "exampleOfWork"].flatMap { key in
            (article?[key]?.items ?? []).map(resolved).compactMap { work -> String? in
                if let text = work.string { return text }
                let publisher = (work["publisher"] ?? work["sourceOrganization"]).map(resolved)
                return publisher?["name"]?.string ?? work["url"]?.string ?? work["@id"]?.string
            }
        }
    }

    private func names(_ key: String) -> [String]? {
        guard let value = article?[key] else { return nil }
        var names: [String] = []
        for item in value.items.prefix(64) {
            let item = resolved(item)
            for name in item.string.map({ [$0] }) ?? item["name"]?.items.compactMap(\.string) ?? []
            {
                names.append(name)
            }
        }
        return names.isEmpty ? nil : names
    }
}
