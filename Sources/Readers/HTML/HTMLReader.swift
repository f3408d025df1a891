package import Core

/// Makes marked pages of HTML documents.
///
/// One for each worker: it keeps the memory of the parser.
package final class HTMLReader {
    private let tree = HTMLTree()

    package init() {}

    /// What a document says: its pieces, line by line, with the places of their bytes.
    ///
    /// A document without running text has no pieces. O(bytes).
    ///
    /// - Throws: `Unparsable`, with a reason.
    package func read(_ document: [UInt8]) throws(Unparsable) -> MarkedPage {
        do throws(HTMLProblem) {
            try tree.parse(document)
        } catch {
            throw Unparsable(reason: error.reason)
        }
        let head = HTMLHead(tree)
        let content = HTMLContent(tree, BlockReader(tree).blocks)
        var lines = HTMLLines(tree)
        let posts = head.isArticle ? [] : PostFinder(content).posts()
        var pieces: [MarkedPiece] = []
        if !posts.isEmpty {
            for post in posts {
                if let piece = PieceMaker(content, head).piece(of: post, &lines) {
                    pieces.append(piece)
                }
            }
        } else if let piece = PieceMaker(content, head).piece(&lines) {
            pieces.append(piece)
        }
        let site = Site(
            host: head.ownAddress.flatMap(DomainName.host(ofAddress:)), name: head.siteName)
        var map = lines.map
        map.number(by: Lines(of: document))
        return MarkedPage(text: lines.text, map: map, pieces: pieces, site: site)
    }
}

/// Why a document was not read.
package struct Unparsable: Error, Hashable, Sendable {
    /// A sentence for the record of quarantined sources.
    package var reason: String
}
