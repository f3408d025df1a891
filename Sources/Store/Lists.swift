internal import Core

/// The lists of the model as columns.
///
/// An empty list is null. The order of the fields in each inner array is part of the schema:
/// queries name them by number (`$[0]`).
enum Lists {
    // MARK: Strings

    static func add(_ texts: [String], to row: Insertion) {
        row.add(texts) { $0.add($1) }
    }

    static func texts(_ row: StoredRow, _ column: Int) throws -> [String] {
        try values(row, column) { try Fields([$0]).text(0) }
    }

    // MARK: Outlets: name, domain, id

    static func add(_ outlets: [Outlet], to row: Insertion) {
        row.add(outlets) { writer, outlet in
            writer.list {
                $0.add(outlet.name)
                $0.add(outlet.domain)
                $0.add(outlet.id)
            }
        }
    }

    static func outlets(_ row: StoredRow, _ column: Int) throws -> [Outlet] {
        try records(row, column) { fields in
            Outlet(
                name: try fields.text(0), domain: try fields.optionalText(1),
                id: try fields.optionalText(2))
        }
    }

    // MARK: Credits: role, value, line, scalars, bytes, text, rule, confidence

    static func add(_ credits: [Credit], to row: Insertion) {
        row.add(credits) { writer, credit in
            writer.list {
                $0.add(credit.role.rawValue)
                $0.add(credit.value)
                $0.add(credit.line)
                $0.add(credit.scalars)
                $0.add(credit.bytes)
                $0.add(credit.text)
                $0.add(credit.rule)
                $0.add(credit.confidence)
            }
        }
    }

    static func credits(_ row: StoredRow, _ column: Int) throws -> [Credit] {
        try records(row, column) { fields in
            Credit(
                role: try fields.word(0, as: CreditRole.self), value: try fields.text(1),
                line: try fields.optionalInteger(2), scalars: try fields.range(3),
                bytes: try fields.range(5), text: try fields.text(7), rule: try fields.text(8),
                confidence: try fields.number(9))
        }
    }

    // MARK: Passages: lines of a, lines of b, bytes of a, bytes of b, words, identical; and, where a
    // page was made of its capture, bytes in the pages of a and b

    static func add(_ passages: [Passage], to row: Insertion) {
        row.add(passages) { writer, passage in
            writer.list {
                $0.add(passage.aLines)
                $0.add(passage.bLines)
                $0.add(passage.aBytes)
                $0.add(passage.bBytes)
                $0.add(passage.words)
                $0.add(passage.identical)
                if passage.aPage != nil || passage.bPage != nil {
                    $0.add(passage.aShown)
                    $0.add(passage.bShown)
                }
            }
        }
    }

    static func passages(_ row: StoredRow, _ column: Int) throws -> [Passage] {
        try records(row, column) { fields in
            var passage = Passage(
                aLines: try fields.optionalLines(0), bLines: try fields.optionalLines(2),
                aBytes: try fields.range(4), bBytes: try fields.range(6),
                words: try fields.integer(8), identical: try fields.number(9))
            if fields.count > 10 {
                passage.aPage = try fields.range(10)
                passage.bPage = try fields.range(12)
            }
            return passage
        }
    }

    // MARK: Chain: role, outlet, piece, evidence

    static func add(_ chain: [LineageStep], to row: Insertion) {
        row.add(chain) { writer, step in
            writer.list {
                $0.add(step.role.rawValue)
                $0.add(step.outlet)
                $0.add(step.piece)
                $0.add(step.evidence)
            }
        }
    }

    static func chain(_ row: StoredRow, _ column: Int) throws -> [LineageStep] {
        try records(row, column) { fields in
            LineageStep(
                role: try fields.word(0, as: LineageRole.self), outlet: try fields.text(1),
                piece: try fields.optionalText(2), evidence: try fields.texts(3))
        }
    }

    // MARK: Derivations: piece, outlet, how, state, confidence, evidence, against

    static func add(_ derivations: [Derivation], to row: Insertion) {
        row.add(derivations) { writer, derivation in
            writer.list {
                $0.add(derivation.piece)
                $0.add(derivation.outlet)
                $0.add(derivation.how.rawValue)
                $0.add(derivation.state.rawValue)
                $0.add(derivation.confidence)
                $0.add(derivation.evidence)
                $0.add(derivation.against)
            }
        }
    }

    static func derivations(_ row: StoredRow, _ column: Int) throws -> [Derivation] {
        try records(row, column) { fields in
            Derivation(
                piece: try fields.optionalText(0), outlet: try fields.optionalText(1),
                how: try fields.word(2, as: DerivationKind.self),
                state: try fields.word(3, as: ClaimState.self),
                confidence: try fields.number(4), evidence: try fields.texts(5),
                against: try fields.texts(6))
        }
    }
}

extension Lists {
    private static func records<Element>(
        _ row: StoredRow, _ column: Int, _ read: (Fields) throws -> Element
    ) throws -> [Element] {
        try values(row, column) { value in
            guard case .list(let fields) = value else { throw Fields.damaged }
            return try read(Fields(fields))
        }
    }

    private static func values<Element>(
        _ row: StoredRow, _ column: Int, _ read: (ColumnValue) throws -> Element
    ) throws -> [Element] {
        let values = try row.withBytes(column) { bytes in
            guard let values = ColumnListReader.read(bytes) else { throw Fields.damaged }
            return values
        }
        return try (values ?? []).map(read)
    }
}

/// The fields of one inner array.
///
/// A field that is not there or of another type is damage.
private struct Fields {
    static var damaged: StoreError { .damaged("a list that cannot be read", column: "list column") }

    private let values: [ColumnValue]

    init(_ values: [ColumnValue]) { self.values = values }

    var count: Int { values.count }

    private func value(_ index: Int) throws -> ColumnValue {
        guard index < values.count else { throw Self.damaged }
        return values[index]
    }

    func optionalText(_ index: Int) throws -> String? {
        switch try value(index) {
        case .text(let text): text
        case .null: nil
        default: throw Self.damaged
        }
    }

    func text(_ index: Int) throws -> String {
        guard let text = try optionalText(index) else { throw Self.damaged }
        return text
    }

    func optionalInteger(_ index: Int) throws -> Int? {
        switch try value(index) {
        case .integer(let integer): integer
        case .null: nil
        default: throw Self.damaged
        }
    }

    func integer(_ index: Int) throws -> Int {
        guard let integer = try optionalInteger(index) else { throw Self.damaged }
        return integer
    }

    func number(_ index: Int) throws -> Double {
        switch try value(index) {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: throw Self.damaged
        }
    }

    func range(_ index: Int) throws -> Range<Int> {
        let (start, end) = (try integer(index), try integer(index + 1))
        guard start <= end else { throw Self.damaged }
        return start..<end
    }

    func optionalLines(_ index: Int) throws -> ClosedRange<Int>? {
        guard let first = try optionalInteger(index), let last = try optionalInteger(index + 1)
        else { return nil }
        guard first <= last else { throw Self.damaged }
        return first...last
    }

    func texts(_ index: Int) throws -> [String] {
        guard case .list(let values) = try value(index) else { throw Self.damaged }
        return try values.map { try Fields([$0]).text(0) }
    }

    func word<Word: RawRepresentable<String>>(_ index: Int, as: Word.Type) throws -> Word {
        guard let word = Word(rawValue: try text(index)) else { throw Self.damaged }
        return word
    }
}
