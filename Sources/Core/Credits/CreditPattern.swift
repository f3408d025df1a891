/// A wording by which pieces say where they come from, as a line of a lexicon file writes it.
///
/// A pattern is the text of a line with slots: `By[:] {authors}, {outlet}`. `[…]` may be missing,
/// `(a|b)` is one of several, `{…}` is a slot. Case, dashes, quotation marks and white space are
/// folded. A slot ends where the next literal stands and takes only what has the form that its
/// name asks for, so that `By {authors}, {outlet}` doesn't read two names as a name and an outlet.
package final class CreditPattern: Sendable {
    /// Where in a piece the line may stand.
    package enum Place: String, Sendable, CaseIterable {
        /// Among the first lines under the title.
        case head
        /// Among the last lines.
        case tail
        /// Inside the first paragraphs.
        case lead
        /// The title itself.
        case title
    }

    package enum Slot: String, Sendable, CaseIterable {
        case authors, outlet, domain, translator, published, presenter, agency, role, signatory
        /// An outlet that needs no further sign that it is one.
        case anyOutlet = "outlet!"
        /// An agency that is listed: where capitals alone may stand for anything.
        case listedAgency = "agency!"
        /// What is no credit: a name of anything, a date that is not the first publication's, the
        /// name of a language, an e-mail address.
        case name, date, language, email
        /// Anything, even nothing.
        case anything = "_"
    }

    indirect enum Token: Sendable {
        case literal([Unicode.Scalar])
        case slot(Slot)
        /// One of several; an option is a choice between nothing and something.
        case choice([[Token]])
    }

    package let id: String
    package let places: Set<Place>
    /// Where a line that may stand at either end of a piece usually does, if anywhere.
    ///
    /// A byline that names no outlet is at home at both.
    let usual: Place?
    package let confidence: Double
    /// Whether the pattern has a slot that only an outlet can fill, beside words of its own.
    let declaresOutlet: Bool
    /// Words without which no line fits: one of each set must stand in it.
    ///
    /// They spare most lines the matching.
    let anchors: [Set<String>]
    /// Signs without which no line fits, as its slots need them: a figure for a date, `@` for an
    /// e-mail address, a point for an address.
    let signs: Signs
    /// The same for all signs, those of its literals too: one of each set must stand in the line.
    let marks: [LineMarks]
    let program: CreditProgram

    struct Signs: OptionSet, Sendable {
        let rawValue: UInt8
        static let figure = Signs(rawValue: 1)
        static let at = Signs(rawValue: 2)
        static let point = Signs(rawValue: 4)
    }

    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    /// How deep groups may stand in groups.
    private static let depthLimit = 4

    /// `places` begin with the usual one.
    package init(id: String, places: [Place], pattern: String, confidence: Double = 0.97) throws {
        self.id = id
        self.places = Set(places)
        self.confidence = confidence
        var parser = Parser(scalars: Array(pattern.unicodeScalars))
        let readings = try parser.alternatives(until: nil, depth: 0)
        let tokens = readings.count == 1 ? readings[0] : [.choice(readings)]
        anchors = Self.anchors(tokens)
        declaresOutlet = !anchors.isEmpty && Self.hasOutlet(tokens)
        usual = places.first == .head && !declaresOutlet ? nil : places.first
        signs = tokens.reduce(into: []) { signs, token in
            guard case .slot(let slot) = token else { return }
            switch slot {
            case .published, .date: signs.insert(.figure)
            case .email: signs.insert([.at, .point])
            case .domain: signs.insert(.point)
            default: break
            }
        }
        marks = LineMarks.sets(of: tokens, signs)
        program = CreditProgram(tokens)
    }

    /// A word of a literal is a whole word of the line, so that each may be asked for; words that ran
    /// together in the line are parted as well when it is looked over.
    private static func anchors(_ tokens: [Token]) -> [Set<String>] {
        var found: [Set<String>] = []
        for token in tokens {
            switch token {
            case .slot: continue
            case .literal(let literal):
                if let word = words(literal).max(by: { $0.utf8.count < $1.utf8.count }) {
                    found.append([word])
                }
            case .choice(let readings):
                var any: Set<String> = []
                for reading in readings {
                    // The set with the longest words: few lines have them.
                    guard let best = anchors(reading).max(by: { shortest($0) < shortest($1) })
                    else {
                        any = []
                        break
                    }
                    any.formUnion(best)
                }
                if !any.isEmpty { found.append(any) }
            }
        }
        return found
    }

    /// The length of the shortest word of a set.
    static func shortest(_ words: Set<String>) -> Int { words.map(\.utf8.count).min() ?? 0 }

    /// The words of a literal that are no figures.
    private static func words(_ literal: [Unicode.Scalar]) -> [String] {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: literal)
        let text = FoldedText(String(view))
        return text.words().filter { $0.number == nil }.map(text.string)
    }

    private static func hasOutlet(_ tokens: [Token]) -> Bool {
        tokens.contains { token in
            switch token {
            case .slot(let slot): slot == .anyOutlet
            case .literal: false
            case .choice(let readings): readings.contains(where: hasOutlet)
            }
        }
    }

    private struct Parser {
        let scalars: [Unicode.Scalar]
        var index = 0

        /// The readings up to `end`, parted by `|`.
        mutating func alternatives(until end: Unicode.Scalar?, depth: Int) throws -> [[Token]] {
            guard depth <= CreditPattern.depthLimit else {
                throw Malformed(description: "groups are too deep")
            }
            var all: [[Token]] = []
            var current: [Token] = []
            var literal: [Unicode.Scalar] = []
            func close() {
                if !literal.isEmpty { current.append(.literal(literal)) }
                literal.removeAll()
            }
            while index < scalars.count {
                let scalar = scalars[index]
                index += 1
                if scalar == end {
                    close()
                    return all + [current]
                }
                switch scalar {
                case "[":
                    close()
                    current.append(.choice(try alternatives(until: "]", depth: depth + 1) + [[]]))
                case "(":
                    close()
                    current.append(.choice(try alternatives(until: ")", depth: depth + 1)))
                case "|" where end != nil:
                    close()
                    all.append(current)
                    current = []
                case "]", ")", "}":
                    throw Malformed(description: "‘\(scalar)’ closes nothing")
                case "{":
                    close()
                    current.append(.slot(try slot()))
                case "\\" where index < scalars.count:
                    literal.append(scalars[index])
                    index += 1
                default:
                    literal.append(FoldedText.fold(scalar))
                }
            }
            if let end { throw Malformed(description: "‘\(end)’ is missing") }
            close()
            return all + [current]
        }

        private mutating func slot() throws -> Slot {
            var name = String.UnicodeScalarView()
            while index < scalars.count, scalars[index] != "}" {
                name.append(scalars[index])
                index += 1
            }
            guard index < scalars.count else { throw Malformed(description: "‘}’ is missing") }
            index += 1
            guard let slot = Slot(rawValue: String(name)) else {
                let known = Slot.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                throw Malformed(description: "no slot {\(String(name))}; slots are \(known)")
            }
            return slot
        }
    }
}
