/// A part of a page as a value: text, an element, or several of them in a row.
///
/// Names of elements and attributes are static strings, so that nothing which was captured can
/// become markup; text and attribute values are escaped in one place, `HTMLWriter`.
struct HTML: Sendable {
    enum Kind: Sendable {
        case text(String)
        case element(StaticString, [Attribute], [HTML])
        case fragment([HTML])
        /// Text of a `style` element, which HTML does not unescape; static for that reason.
        case style(StaticString)
        /// What `HTMLWriter` made of another node.
        case written([UInt8])
    }

    let kind: Kind

    static func text(_ text: String) -> HTML { HTML(kind: .text(text)) }
    static func fragment(_ parts: [HTML]) -> HTML { HTML(kind: .fragment(parts)) }
    static func style(_ css: StaticString) -> HTML { HTML(kind: .style(css)) }
    static let nothing = HTML(kind: .fragment([]))
}

/// An attribute of an element.
///
/// A nil value stands for the bare name.
struct Attribute: Sendable {
    let name: StaticString
    let value: String?

    init(_ name: StaticString, _ value: String? = nil) {
        self.name = name
        self.value = value
    }

    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    static func label(_ value: String) -> Attribute { Attribute("aria-label", value) }
    /// The direction of text that came from a capture: that of its first strong letter.
    static let captured = Attribute("dir", "auto")
    static let decorative = Attribute("aria-hidden", "true")
}

/// Lets the contents of an element be listed in braces, with `if` and `for`.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ html: HTML) -> [HTML] { [html] }
    static func buildExpression(_ text: String) -> [HTML] { [.text(text)] }
    static func buildExpression(_ parts: [HTML]) -> [HTML] { parts }
    static func buildBlock(_ parts: [HTML]...) -> [HTML] { Array(parts.joined()) }
    static func buildOptional(_ part: [HTML]?) -> [HTML] { part ?? [] }
    static func buildEither(first: [HTML]) -> [HTML] { first }
    static func buildEither(second: [HTML]) -> [HTML] { second }
    static func buildArray(_ parts: [[HTML]]) -> [HTML] { Array(parts.joined()) }
}
