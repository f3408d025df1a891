/// Finds the posts of a page that holds several pieces: elements of one kind beside one another, each
/// with a heading of its own.
struct PostFinder {
    private let content: HTMLContent
    private var tree: HTMLTree { content.tree }

    init(_ content: HTMLContent) { self.content = content }

    struct Post {
        var element: Int
        /// The block of its title.
        var title: Int
    }

    /// The posts in the order of the page; none when it is no page of posts.
    ///
    /// One alone is a post when its heading leads to a page of its own.
    func posts() -> [Post] {
        var groups: [Int: [Post]] = [:]
        var order: [Int] = []
        var node = 1
        while node < tree.count {
            let tag = tree.tag(node)
            if tag.isUnread || tag.isChrome && tag != .form {
                node = tree.end(node)
                continue
            }
            if isPost(node, tag), let title = title(of: node) {
                let parent = tree.parent(node)
                if groups[parent] == nil { order.append(parent) }
                groups[parent, default: []].append(Post(element: node, title: title))
                node = tree.end(node)
                continue
            }
            node += 1
        }
        let best = order.max { weight(groups[$0]) < weight(groups[$1]) }
        guard let best, let posts = groups[best],
            posts.count > 1 || posts.contains(where: { leadsOn($0) }),
            weight(posts) * 2 >= content.weight(0)
        else { return [] }
        // Teasers lead to their pieces, posts hold them.
        let ranks = Set(posts.map { content.blocks[$0.title].tag })
        let full = posts.filter { content.weight($0.element) >= 200 }.count
        guard full * 2 >= posts.count || full > 1 else { return [] }
        // The article of a page and the teasers under it.
        if ranks.count > 1, posts.filter({ content.blocks[$0.title].tag == .h1 }).count == 1 {
            return []
        }
        return posts
    }

    private func leadsOn(_ post: Post) -> Bool {
        let title = content.blocks[post.title]
        return title.tag != .h1 && title.linked == title.weight
    }

    private func weight(_ posts: [Post]?) -> Int {
        (posts ?? []).reduce(0) { $0 + content.weight($1.element) }
    }

    private func isPost(_ node: Int, _ tag: HTMLTag) -> Bool {
        switch tag {
        case .article: return true
        case .div, .section, .li, .td:
            guard let name = tree.value(node, .class) else { return false }
            return ClassWords.of(tree.text, in: name).contains(.post)
        default: return false
        }
    }

    /// The first heading of an element, if anything follows or precedes it there.
    private func title(of node: Int) -> Int? {
        content.blocks(in: node).first {
            content.blocks[$0].isHeading && !content.blocks[$0].isChrome
        }
    }
}
