internal import Core
internal import Foundation
internal import Readers

/// `manifest.json` of a bundle: what is claimed of a piece, and which files of the bundle show it.
///
/// Names of keys are those of the exports; ranges are lists of two numbers. Keys may be added; a
/// reader of a later `formatVersion` refuses nothing but what it does not know.
struct EvidenceManifest: Codable, Sendable {
    static let format = "stemma-evidence"
    static let formatVersion = 1
    static let fileName = "manifest.json"

    struct Named: Codable, Sendable {
        var name: String
        var value: String
    }

    /// A file of the bundle.
    struct File: Codable, Sendable {
        var name: String
        var sha256: String
    }

    /// The captured bytes of a source.
    struct Capture: Codable, Sendable {
        var file: File
        var kind: String
        var charset: String?
        /// Names of the fields of a row, as the settings had them.
        var fields: [Named]?
    }

    struct Source: Codable, Sendable {
        var source: String
        var format: String
        var size: Int
        var modified: Int
        /// Of the captured bytes; empty for a row, whose file has no digest in the store.
        var sha256: String
        var encoding: String
        var host: String?
        var site: String?
        /// The text as the store has it.
        var text: File
        var capture: Capture?
        /// Why the captured bytes are not in the bundle.
        var captureMissing: String?
    }

    struct Outlet: Codable, Sendable {
        var name: String
        var domain: String?
        var id: String?
    }

    struct Credit: Codable, Sendable {
        var role: String
        var value: String
        var line: Int?
        var chars: [Int]
        var bytes: [Int]
        var text: String
        var rule: String
        var confidence: Double
    }

    struct Piece: Codable, Sendable {
        var piece: String
        var source: String
        var format: String
        var lines: [Int]?
        var bytes: [Int]
        /// Of the running text within the text of the source: what is compared.
        var body: [Int]
        var title: String?
        var kind: String
        var language: String?
        var host: String?
        var url: String?
        var posted: String?
        var published: String?
        var captured: String?
        var outlets: [Outlet]
        var authors: [String]
        var translators: [String]
        var signatories: [String]
        var credits: [Credit]
        var words: Int
        var paragraphs: Int
        var sha256: String
    }

    struct Passage: Codable, Sendable {
        var aLines: [Int]?
        var bLines: [Int]?
        var aBytes: [Int]
        var bBytes: [Int]
        /// In the texts, where those were made of a document with markup.
        var aPage: [Int]?
        var bPage: [Int]?
        var words: Int
        var identical: Double
    }

    struct Match: Codable, Sendable {
        var a: String
        var b: String
        var relation: String
        var resemblance: Double
        var containmentA: Double
        var containmentB: Double
        var direction: String
        var recapture: Bool
        var passages: [Passage]
        var evidence: [String]
    }

    struct Step: Codable, Sendable {
        var role: String
        var outlet: String
        var piece: String?
        var evidence: [String]
    }

    struct Claim: Codable, Sendable {
        var piece: String?
        var outlet: String?
        var how: String
        var state: String
        var confidence: Double
        var evidence: [String]
        var against: [String]
    }

    struct Lineage: Codable, Sendable {
        var chain: [Step]
        var derivedFrom: [Claim]
        var order: String
    }

    var format = Self.format
    var formatVersion = Self.formatVersion
    /// Version of the program.
    var program: String
    /// The piece that the bundle is about.
    var piece: String
    /// Number and time of the commit that it was taken from.
    var commit: Int
    var committed: String
    /// What the store is stamped with.
    var stamps: [Named]
    /// The settings that shape what a pass finds, as they were when the bundle was made.
    var settings: [Named]
    var sources: [Source]
    var pieces: [Piece]
    var matches: [Match]
    var lineage: Lineage
    /// SHA-256 of the paragraphs of these texts that stay out of matching.
    var setAside: [String]
    /// What does not fit into the bundle, a sentence each.
    var leftOut: [String]
}

extension EvidenceManifest {
    /// The manifest as JSON, with its keys in order.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(self)) + [10]
    }

    init(bytes: [UInt8]) throws(BundleProblem) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(Self.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw BundleProblem("\(Self.fileName) is not as a bundle has it (\(error.place)).")
        } catch {
            throw BundleProblem("\(Self.fileName) cannot be read.")
        }
        guard format == Self.format else {
            throw BundleProblem("\(Self.fileName) is not that of a bundle of Stemma.")
        }
        guard formatVersion <= Self.formatVersion else {
            throw BundleProblem(
                "The bundle was made by a newer version of stemma (format \(formatVersion); this "
                    + "one knows \(Self.formatVersion)). Use that version.")
        }
    }
}

/// Why a bundle cannot be looked at, or made.
package struct BundleProblem: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension DecodingError {
    /// Where in the manifest something is wrong.
    fileprivate var place: String {
        let context: Context? =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        let path = (context?.codingPath ?? []).map { key in
            key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
        }.joined()
        return path.isEmpty ? "at its top" : "at \(path.drop { $0 == "." })"
    }
}
