/// What the scalars beyond ASCII are and fold to, looked up once: the standard library searches its
/// tables, and makes a string of every small letter, each time it is asked.
///
/// Covers the Basic Multilingual Plane (192 KiB); other scalars are asked for one by one.
struct ScalarTable: Sendable {
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8
        static let space = Kinds(rawValue: 1)
        static let upper = Kinds(rawValue: 2)
        static let lower = Kinds(rawValue: 4)
        static let letter = Kinds(rawValue: 8)
        static let word = Kinds(rawValue: 16)
        /// A letter of a script without capitals, or one that stands for a capital.
        static let uncased = Kinds(rawValue: 32)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ scalar: Unicode.Scalar) {
            let properties = scalar.properties
            var kinds: Kinds = []
            if properties.isWhitespace { kinds.insert(.space) }
            if properties.isUppercase { kinds.insert(.upper) }
            if properties.isLowercase { kinds.insert(.lower) }
            if properties.isAlphabetic { kinds.insert([.letter, .word]) }
            if properties.numericType != nil { kinds.insert(.word) }
            switch properties.generalCategory {
            case .nonspacingMark: kinds.insert(.word)
            case .otherLetter, .titlecaseLetter: kinds.insert(.uncased)
            default: break
            }
            self = kinds
        }
    }

    private static let shared = ScalarTable()

    private let kinds: [UInt8]
    private let folds: [UInt16]

    private init() {
        var kinds = [UInt8](repeating: 0, count: 0x10000)
        var folds = [UInt16](repeating: 0, count: 0x10000)
        for value in UInt16.min...UInt16.max {
            folds[Int(value)] = value
            guard let scalar = Unicode.Scalar(value) else { continue }
            switch value {
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
                // Ideographs and syllables are letters and nothing else.
                kinds[Int(value)] = ([.letter, .word, .uncased] as Kinds).rawValue
            case 0xE000...0xF8FF: break
            default:
                kinds[Int(value)] = Kinds(scalar).rawValue
                if scalar.properties.changesWhenLowercased {
                    folds[Int(value)] = UInt16(truncatingIfNeeded: Self.fold(scalar).value)
                }
            }
        }
        self.kinds = kinds
        self.folds = folds
    }

    static func kinds(_ scalar: Unicode.Scalar) -> Kinds {
        let value = Int(scalar.value)
        guard value < 0x10000 else { return Kinds(scalar) }
        return Kinds(rawValue: shared.kinds[value])
    }

    /// The scalar in small letters, where that is one scalar of the same plane.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = Int(scalar.value)
        guard value < 0x10000 else { return fold(scalar) }
        return Unicode.Scalar(shared.folds[value]) ?? scalar
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        guard let first = lower.first, lower.count == 1,
            (first.value < 0x10000) == (scalar.value < 0x10000)
        else { return scalar }
        return first
    }
}
