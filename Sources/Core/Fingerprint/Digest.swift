import COpenSSL

/// A SHA-256 digest as four big-endian words, so that it is compared and sorted without memory.
package struct Digest: Hashable, Sendable, Comparable, BitwiseCopyable {
    package var w0: UInt64
    package var w1: UInt64
    package var w2: UInt64
    package var w3: UInt64

    package init(_ w0: UInt64 = 0, _ w1: UInt64 = 0, _ w2: UInt64 = 0, _ w3: UInt64 = 0) {
        self.w0 = w0
        self.w1 = w1
        self.w2 = w2
        self.w3 = w3
    }

    package static func < (a: Digest, b: Digest) -> Bool {
        (a.w0, a.w1, a.w2, a.w3) < (b.w0, b.w1, b.w2, b.w3)
    }

    /// The first word of a digest is as good as a hash of all of it.
    package func hash(into hasher: inout Hasher) { hasher.combine(w0) }

    /// The first words of digests that are given as hexadecimal digits, of those that are.
    package static func firstWords(ofHexadecimal digests: [String]) -> Set<UInt64> {
        Set(digests.compactMap { UInt64($0.prefix(16), radix: 16) })
    }

    /// 64 hexadecimal digits.
    package var hexadecimal: String {
        String(unsafeUninitializedCapacity: 64) { room in
            for index in 0..<64 {
                let word = index < 16 ? w0 : index < 32 ? w1 : index < 48 ? w2 : w3
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 15
                room[index] = digit + (digit < 10 ? 48 : 87)
            }
            return 64
        }
    }
}

/// SHA-256 through OpenSSL's EVP interface; the only place that knows OpenSSL.
///
/// The algorithm is fetched once a worker and its context used again for every digest: asking for
/// `EVP_sha256()` each time makes OpenSSL 3 look the algorithm up each time, which costs more than
/// digesting a paragraph. Not `Sendable`: one worker owns it.
final class DigestContext {
    private let algorithm: OpaquePointer?
    private let context: OpaquePointer?
    private let result: UnsafeMutablePointer<UInt64>

    init() {
        algorithm = EVP_MD_fetch(nil, "SHA2-256", nil)
        context = EVP_MD_CTX_new()
        result = .allocate(capacity: 8)
        result.initialize(repeating: 0, count: 8)
        precondition(
            algorithm != nil && context != nil,
            "OpenSSL offers no SHA-256 (is its default provider switched off?)")
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(algorithm)
        result.deallocate()
    }

    /// Digest of `count` bytes.
    @inline(__always)
    func digest(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Digest {
        begin()
        add(bytes, count)
        return end()
    }

    @inline(__always)
    func begin() { check(EVP_DigestInit_ex2(context, algorithm, nil)) }

    /// Adds `count` bytes to those since `begin`.
    @inline(__always)
    func add(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        check(EVP_DigestUpdate(context, bytes, count))
    }

    /// Digest of the bytes since `begin`.
    @inline(__always)
    func end() -> Digest {
        var length: UInt32 = 0
        check(
            EVP_DigestFinal_ex(
                context, UnsafeMutableRawPointer(result).assumingMemoryBound(to: UInt8.self),
                &length))
        return Digest(
            result[0].bigEndian, result[1].bigEndian, result[2].bigEndian, result[3].bigEndian)
    }

    @inline(__always)
    private func check(_ done: Int32) {
        precondition(done == 1, "OpenSSL could not compute a SHA-256 digest")
    }
}
