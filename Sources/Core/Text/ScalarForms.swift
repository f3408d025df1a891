import Foundation

/// What the tokeniser does with each Unicode scalar outside ASCII.
///
/// A scalar is brought to its compatibility decomposition in lower case. Decomposing (NFKD) and
/// not composing makes the composed and the decomposed spelling of a word the same bytes without
/// looking at neighbours, which a composed form (NFKC) would need. On top of Unicode's forms,
/// Arabic-script letters that differ by keyboard and not by word are unified, vowel marks and
/// tatweel are dropped, and decimal digits of every script become ASCII digits.
///
/// Forms are worked out when a scalar is first met and kept; one worker owns a table.
final class ScalarForms {
    /// A form packed into one word: kind in the low byte, then length, then offset into `pool`.
    enum Kind {
        static let unknown: UInt32 = 0
        /// Ends a token.
        static let separator: UInt32 = 1
        /// Vanishes (format characters, tatweel, Arabic marks).
        static let nothing: UInt32 = 2
        /// Letters, digits or marks that belong to the token around them.
        static let letters: UInt32 = 3
        /// A character of a script written without spaces: a token of its own.
        static let single: UInt32 = 4
        /// Ends a line.
        static let lineEnd: UInt32 = 5
        /// Letters with a separator among them, such as one half in one character.
        static let mixed: UInt32 = 6
    }

    private let plane: UnsafeMutablePointer<UInt32>
    private var beyond: [UInt32: UInt32] = [:]
    let pool = ScratchBuffer<UInt8>(capacity: 4096)
    private var poolCount = 0

    init() {
        plane = .allocate(capacity: 0x10000)
        plane.initialize(repeating: Kind.unknown, count: 0x10000)
    }

    deinit { plane.deallocate() }

    /// The packed form of a scalar: `kind | length << 8 | offset << 16`.
    @inline(__always)
    func form(_ scalar: UInt32) -> UInt64 {
        if scalar < 0x10000 {
            let known = plane[Int(scalar)]
            if known != Kind.unknown { return unpack(known) }
        }
        return work(scalar)
    }

    /// Stored as `kind (3 bits) | length (7 bits) | offset (22 bits)`.
    @inline(__always)
    private func unpack(_ stored: UInt32) -> UInt64 {
        UInt64(stored & 7) | UInt64((stored >> 3) & 127) << 8 | UInt64(stored >> 10) << 16
    }

    @inline(never)
    private func work(_ value: UInt32) -> UInt64 {
        if value >= 0x10000, let known = beyond[value] { return unpack(known) }
        let (kind, bytes) = Self.derive(value)
        // The pool is bounded by 22 bits: 1.1 million scalars of at most a few bytes fit, and what
        // would not is treated as a separator.
        var stored = kind
        if !bytes.isEmpty {
            if bytes.count < 128, poolCount + bytes.count + 8 < 1 << 22 {
                pool.reserve(poolCount + bytes.count + 8, keeping: poolCount)
                for (i, byte) in bytes.enumerated() { pool.base[poolCount + i] = byte }
                stored = kind | UInt32(bytes.count) << 3 | UInt32(poolCount) << 10
                poolCount += bytes.count
            } else {
                stored = Kind.separator
            }
        }
        if value < 0x10000 { plane[Int(value)] = stored } else { beyond[value] = stored }
        return unpack(stored)
    }

    /// Kind and folded bytes of one scalar.
    static func derive(_ value: UInt32) -> (kind: UInt32, bytes: [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return (Kind.separator, []) }
        if value == 0x2028 || value == 0x2029 || value == 0x85 { return (Kind.lineEnd, []) }
        let forms = String(Character(scalar)).decomposedStringWithCompatibilityMapping
        var bytes: [UInt8] = []
        var kept = false
        var gaps = false
        var single = false
        for part in forms.unicodeScalars {
            for lower in part.properties.lowercaseMapping.unicodeScalars {
                guard let letter = unify(lower) else { continue }
                if isWord(letter) {
                    kept = true
                    single = single || isUnspaced(letter)
                    bytes += Array(String(Character(letter)).utf8)
                } else if letter.properties.generalCategory != .format {
                    gaps = true
                    bytes.append(0x20)
                }
            }
        }
        if !kept {
            return (gaps ? Kind.separator : Kind.nothing, [])
        }
        if gaps { return (Kind.mixed, bytes) }
        return (single ? Kind.single : Kind.letters, bytes)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark,
            .enclosingMark:
            return true
        default:
            return false
        }
    }

    /// Scripts whose words are not set apart: Thai, Lao, Myanmar, Khmer, kana, Han.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3100...0x312F,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x1B000...0x1B16F, 0x20000...0x3FFFF:
            return !scalar.properties.generalCategory.isMark
        default:
            return false
        }
    }

    /// One letter for letters that a keyboard or a house style exchanges; nil for what is dropped.
    private static func unify(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0640, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4,
            0x06E7, 0x06E8, 0x06EA...0x06ED, 0xFE00...0xFE0F, 0xE0100...0xE01EF:
            return nil
        case 0x0649, 0x064A, 0x06D0, 0x06D2: return "\u{06CC}"
        case 0x0643, 0x06AA: return "\u{06A9}"
        case 0x0629, 0x06BE, 0x06C1, 0x06C3, 0x06D5: return "\u{0647}"
        case 0x0671...0x0673: return "\u{0627}"
        case 0x03C2: return "\u{03C3}"
        default:
            if scalar.properties.generalCategory == .decimalNumber,
                let digit = scalar.properties.numericValue
            {
                return Unicode.Scalar(UInt8(0x30 + Int(digit)))
            }
            return scalar
        }
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool {
        self == .nonspacingMark || self == .spacingMark || self == .enclosingMark
    }
}
