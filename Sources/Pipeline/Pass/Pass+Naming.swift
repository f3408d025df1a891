internal import Core
internal import Store

/// Which of the files that were read before may name an outlet that is known only now.
extension Pass {
    /// The files that have a page in which one of some names may stand, in its text or in what it
    /// states beside it.
    ///
    /// The texts are looked through as the store has them, which takes a small part of reading the
    /// pages again. Files of rows are always among them: not all that a row states is kept.
    func files(
        naming search: NameSearch, _ taught: [(path: String, file: String, teaching: Teaching)],
        _ snapshot: Snapshot, _ catalog: Catalog
    ) throws -> Set<String> {
        var files: Set<String> = []
        for (_, file, teaching) in taught where !files.contains(file) {
            let site = teaching.edges.site
            if [teaching.stated, site.name ?? "", site.host ?? ""].contains(where: {
                search.mayStand(in: $0)
            }) {
                files.insert(file)
            }
        }
        let pages = try snapshot.pagesOfFiles().filter { !files.contains($0.file) }
        files.formUnion(pages.lazy.filter { !$0.hasText }.map(\.file))
        let asked = pages.filter(\.hasText)
        let parts = stride(from: 0, to: asked.count, by: 64).map {
            asked[$0..<min($0 + 64, asked.count)]
        }
        try Flow(of: ArraySlice<Snapshot.PageOfFile>.self)
            .stage(
                "names", configuration.stages.read, scratch: { PageSearch(search, catalog) }
            ) { try $0.files(of: $1) }
            .run(over: parts, cancellation: cancellation) { files.formUnion($0) }
        return files
    }
}

/// Looks for names in the stored texts of pages.
///
/// Not `Sendable`: each worker has its own.
private final class PageSearch {
    private let search: NameSearch
    private let catalog: Catalog
    private var texts: StoredTexts?

    init(_ search: NameSearch, _ catalog: Catalog) {
        self.search = search
        self.catalog = catalog
    }

    func files(of pages: ArraySlice<Snapshot.PageOfFile>) throws -> [String] {
        let texts = try self.texts ?? catalog.texts()
        self.texts = texts
        var files: [String] = []
        for page in pages {
            let text = try texts.text(ofPage: page.number)
            if search.mayStand(in: text.span) { files.append(page.file) }
        }
        return files
    }
}
