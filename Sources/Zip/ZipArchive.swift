internal import CZip
internal import Glibc

/// Why an archive was not made or not read.
package struct ZipProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong, as a part of a sentence.
    package let description: String
}

/// How much an archive may hold that somebody else made.
package struct ZipBounds: Hashable, Sendable {
    package var packedBytes = 256 << 20
    package var entries = 4_096
    package var entryBytes = 128 << 20
    package var bytes = 512 << 20
    /// Unpacked bytes for each packed one, in archives that unpack to more than `freeBytes`.
    package var ratio = 250
    package var freeBytes = 16 << 20
    package var nameBytes = 200

    package init() {}
}

/// A zip archive in memory: named runs of bytes.
///
/// Nothing is ever unpacked to a path: a name only tells an entry from the others.
package enum ZipArchive {
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    // MARK: Writing

    /// An archive of these entries, in their order, without times and rights of files: the same
    /// entries give the same bytes (with one version of the library that packs them).
    ///
    /// - Throws: `ZipProblem` when a name stands twice or the memory does not suffice.
    package static func bytes(of entries: [Entry]) throws(ZipProblem) -> [UInt8] {
        var failure = zip_error_t()
        zip_error_init(&failure)
        defer { zip_error_fini(&failure) }
        guard let source = zip_source_buffer_create(nil, 0, 0, &failure) else {
            throw problem(&failure)
        }
        // The archive takes one reference with it; ours keeps what it wrote.
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &failure) else {
            zip_source_free(source)
            throw problem(&failure)
        }
        for entry in entries {
            guard add(entry, to: archive) else {
                let problem = problem(zip_get_error(archive))
                zip_discard(archive)
                throw problem
            }
        }
        guard zip_close(archive) == 0 else {
            let problem = problem(zip_get_error(archive))
            zip_discard(archive)
            throw problem
        }
        return try contents(of: source)
    }

    private static func add(_ entry: Entry, to archive: OpaquePointer) -> Bool {
        // The library frees the copy when it is done with it.
        let room = max(entry.bytes.count, 1)
        guard let copy = malloc(room) else { return false }
        entry.bytes.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { copy.copyMemory(from: base, byteCount: bytes.count) }
        }
        guard let source = zip_source_buffer(archive, copy, zip_uint64_t(entry.bytes.count), 1)
        else {
            free(copy)
            return false
        }
        let index = zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            return false
        }
        let number = zip_uint64_t(index)
        // 1980-01-01 00:00, the first moment that the format knows; rw-r--r--, as Unix has it.
        return zip_file_set_dostime(archive, number, 0, 0x21, 0) == 0
            && zip_set_file_compression(archive, number, ZIP_CM_DEFLATE, 9) == 0
            && zip_file_set_external_attributes(
                archive, number, 0, zip_uint8_t(ZIP_OPSYS_UNIX), 0o100644 << 16) == 0
    }

    private static func contents(of source: OpaquePointer) throws(ZipProblem) -> [UInt8] {
        var facts = zip_stat_t()
        zip_stat_init(&facts)
        guard zip_source_stat(source, &facts) == 0, zip_source_open(source) == 0 else {
            throw problem(zip_source_error(source))
        }
        defer { zip_source_close(source) }
        let size = Int(facts.size)
        let bytes = filled(size) { zip_source_read(source, $0, $1) }
        guard bytes.count == size else { throw ZipProblem(description: "it came out too short") }
        return bytes
    }

    // MARK: Reading

    /// The entries of an archive that somebody else made, in their order.
    ///
    /// - Throws: `ZipProblem` for what is no archive, is damaged (each entry's checksum is
    ///   compared), goes beyond the bounds, or has names that a path could be made of.
    package static func entries(
        of bytes: [UInt8], bounds: ZipBounds = ZipBounds()
    ) throws(ZipProblem) -> [Entry] {
        guard bytes.count <= bounds.packedBytes else {
            throw ZipProblem(description: "it is larger than \(bounds.packedBytes) bytes")
        }
        // The library reserves memory for as many entries as an archive says it has.
        try checkDirectory(bytes, bounds)
        var failure = zip_error_t()
        zip_error_init(&failure)
        defer { zip_error_fini(&failure) }
        // The library reads the bytes where they are until the archive is let go.
        let opened = bytes.withUnsafeBytes { raw -> Result<[Entry], ZipProblem> in
            guard
                let source = zip_source_buffer_create(
                    raw.baseAddress, zip_uint64_t(raw.count), 0, &failure)
            else { return .failure(problem(&failure)) }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
                zip_source_free(source)
                return .failure(problem(&failure))
            }
            defer { zip_discard(archive) }
            do throws(ZipProblem) {
                return .success(try entries(of: archive, packed: raw.count, bounds))
            } catch {
                return .failure(error)
            }
        }
        return try opened.get()
    }

    private static func entries(
        of archive: OpaquePointer, packed: Int, _ bounds: ZipBounds
    ) throws(ZipProblem) -> [Entry] {
        let count = zip_get_num_entries(archive, 0)
        guard count >= 0, count <= bounds.entries else { throw tooMany(bounds) }
        var entries: [Entry] = []
        var names: Set<[UInt8]> = []
        var total = 0
        for index in 0..<zip_uint64_t(count) {
            var facts = zip_stat_t()
            zip_stat_init(&facts)
            guard zip_stat_index(archive, index, 0, &facts) == 0 else {
                throw problem(zip_get_error(archive))
            }
            let known = zip_uint64_t(ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD)
            guard facts.valid & known == known, let raw = facts.name else {
                throw ZipProblem(description: "an entry does not say what it is")
            }
            let name = Array(UnsafeRawBufferPointer(start: raw, count: strlen(raw)))
            guard isPlain(name, bounds) else {
                throw ZipProblem(description: "an entry has a name that no bundle of ours has")
            }
            guard names.insert(name).inserted else {
                throw ZipProblem(description: "two entries have one name")
            }
            let shown = String(decoding: name, as: UTF8.self)
            guard facts.encryption_method == ZIP_EM_NONE,
                Int32(facts.comp_method) == ZIP_CM_STORE
                    || Int32(facts.comp_method) == ZIP_CM_DEFLATE
            else {
                throw ZipProblem(description: "\(shown) is encrypted or packed in an unknown way")
            }
            guard facts.size <= zip_uint64_t(bounds.entryBytes) else {
                throw ZipProblem(description: "\(shown) holds more than \(bounds.entryBytes) bytes")
            }
            total += Int(facts.size)
            guard total <= bounds.bytes else {
                throw ZipProblem(description: "it unpacks to more than \(bounds.bytes) bytes")
            }
            guard total <= bounds.freeBytes || total / max(packed, 1) <= bounds.ratio else {
                throw ZipProblem(
                    description: "it unpacks to more than \(bounds.ratio) times its size")
            }
            entries.append(
                Entry(name: shown, bytes: try read(archive, index, Int(facts.size), shown)))
        }
        return entries
    }

    /// The bytes that `read` puts into its room, at most so many, until there are no more.
    private static func filled(
        _ size: Int, _ read: (UnsafeMutableRawPointer?, zip_uint64_t) -> zip_int64_t
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let place = UnsafeMutableRawPointer(room.baseAddress?.advanced(by: count))
                let more = read(place, zip_uint64_t(size - count))
                if more <= 0 { break }
                count += Int(more)
            }
        }
    }

    /// An entry of just so many bytes.
    private static func read(
        _ archive: OpaquePointer, _ index: zip_uint64_t, _ size: Int, _ name: String
    ) throws(ZipProblem) -> [UInt8] {
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw ZipProblem(description: "\(name): \(problem(zip_get_error(archive)))")
        }
        defer { zip_fclose(file) }
        let bytes = filled(size) { zip_fread(file, $0, $1) }
        // The checksum is compared where the end is read.
        var beyond: UInt8 = 0
        guard bytes.count == size, zip_fread(file, &beyond, 1) == 0 else {
            throw ZipProblem(
                description: "\(name) is damaged: \(problem(zip_file_get_error(file)))")
        }
        return bytes
    }

    /// Letters, digits, points, hyphens and underlines between slashes; no name begins with a point.
    private static func isPlain(_ name: [UInt8], _ bounds: ZipBounds) -> Bool {
        guard !name.isEmpty, name.count <= bounds.nameBytes else { return false }
        return name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .allSatisfy { part in
                part.first.map { $0 != UInt8(ascii: ".") } ?? false
                    && part.allSatisfy { byte in
                        (48...57).contains(byte) || (65...90).contains(byte)
                            || (97...122).contains(byte) || byte == UInt8(ascii: ".")
                            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    }
            }
    }

    /// Looks at the record at the end of an archive, which says how many entries there are: 22
    /// bytes and a comment of up to 65,535.
    private static func checkDirectory(
        _ bytes: [UInt8], _ bounds: ZipBounds
    ) throws(ZipProblem) {
        let fixed = 22
        guard bytes.count >= fixed else { throw ZipProblem(description: "it is no zip archive") }
        var found = false
        var at = bytes.count - fixed
        let last = max(0, bytes.count - fixed - 65_535)
        while at >= last {
            if bytes[at] == 0x50, bytes[at + 1] == 0x4B, bytes[at + 2] == 5, bytes[at + 3] == 6 {
                found = true
                // 0xFFFF there says that a larger record counts them.
                let entries = Int(bytes[at + 10]) | Int(bytes[at + 11]) << 8
                guard entries <= bounds.entries else { throw tooMany(bounds) }
            }
            at -= 1
        }
        guard found else { throw ZipProblem(description: "it is no zip archive") }
    }

    private static func tooMany(_ bounds: ZipBounds) -> ZipProblem {
        ZipProblem(description: "it has more than \(bounds.entries) entries")
    }

    private static func problem(_ error: UnsafeMutablePointer<zip_error_t>?) -> ZipProblem {
        guard let error else { return ZipProblem(description: "the library gives no reason") }
        return ZipProblem(description: String(cString: zip_error_strerror(error)))
    }
}
